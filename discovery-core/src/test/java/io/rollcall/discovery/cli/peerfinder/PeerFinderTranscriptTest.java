// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli.peerfinder;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.discovery.cli.Program;
import io.rollcall.discovery.cli.peerfinder.Transcript.Step;
import io.rollcall.discovery.identity.Sources;
import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.discovery.testing.Service;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same script, once under Rollcall and once as peer-finder would have called it, sees the same bytes. */
class PeerFinderTranscriptTest {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @Test
    void script_seesStdinAndEnvironmentOfPeerFinder_byteForByte() throws Exception {
        List<Step> steps = Transcript.read();
        assertThat(steps).hasSize(5);
        Path script = Scripts.copy("record.sh", folder);
        Path ours = Files.createDirectory(folder.resolve("rollcall"));
        Path theirs = Files.createDirectory(folder.resolve("peer-finder"));

        rollcall(steps, script, ours);
        for (Step step : steps) {
            if (step.runs()) {
                peerFinder(step, script, theirs);
            }
        }

        List<String> runs = names(theirs);
        assertThat(names(ours)).isEqualTo(runs).hasSize(3);
        for (String run : runs) {
            assertThat(Files.readAllBytes(ours.resolve(run).resolve("stdin")))
                    .isEqualTo(Files.readAllBytes(theirs.resolve(run).resolve("stdin")));
            assertThat(Files.readString(ours.resolve(run).resolve("script")))
                    .isEqualTo(Files.readString(theirs.resolve(run).resolve("script")));
            assertThat(environment(ours, run)).isEqualTo(environment(theirs, run));
            assertThat(Files.readString(ours.resolve(run).resolve("environment")))
                    .contains("PEERS_ORDINAL=1\n");
        }
        assertThat(additions(ours, "1"))
                .containsExactly(
                        "PEERS_ADDED=galera-3.galera.shop.svc.cluster.local",
                        "PEERS_LEADER=galera-0.galera.shop.svc.cluster.local",
                        "PEERS_ORDINAL=1",
                        "PEERS_REMOVED=");
        assertThat(additions(ours, "2")).contains("PEERS_REMOVED=galera-10.galera.shop.svc.cluster.local");
    }

    /** Goes through the states of DNS, and looks three more times wherever nothing is to run. */
    private static void rollcall(List<Step> steps, Path script, Path records) throws InterruptedException {
        try (HeadlessDns dns = HeadlessDns.builder().ttl(Duration.ZERO).start()) {
            Service service = dns.service("galera", "shop").port("mysql", 3306);
            steps.get(0).publish(dns, service);
            AtomicReference<Program.Run> ended = new AtomicReference<>();
            Thread program = new Thread(() -> ended.set(Program.run(
                    sources(records),
                    "-service=galera",
                    "-ns=shop",
                    "-domain=cluster.local",
                    "-on-start=" + script + " on-start",
                    "-on-change=" + script + " on-change",
                    Program.nameserver(dns))));
            program.start();
            int runs = 0;
            for (Step step : steps) {
                step.publish(dns, service);
                long before = dns.queries().total();
                if (step.runs()) {
                    runs++;
                }
                int expected = runs;
                Awaitility.await()
                        .atMost(LONG_ENOUGH)
                        .until(() -> names(records).size() >= expected
                                && dns.queries().total() >= before + 3);
                assertThat(names(records)).hasSize(expected);
            }
            program.interrupt();
            program.join();
            assertThat(ended.get().code()).isEqualTo(130);
        }
    }

    private static void peerFinder(Step step, Path script, Path records) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(script.toString(), step.script());
        builder.environment().clear();
        builder.environment().putAll(own(records));
        step.environment()
                .forEach(variable -> builder.environment().put(variable.split("=", 2)[0], variable.split("=", 2)[1]));
        Process process = builder.start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(step.bytes());
        }
        assertThat(process.waitFor()).isZero();
    }

    private static Sources sources(Path records) {
        return new Sources(
                own(records), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("galera-1\n"));
    }

    /** The program's own environment. */
    private static Map<String, String> own(Path records) {
        return Map.of(
                "PATH", "/usr/bin:/bin", "RECORDS", records.toString(), "POD_IP", "10.1.0.1", "ODD", "a b\t$HOME'\"");
    }

    private static List<String> environment(Path records, String run) throws IOException {
        return Files.readAllLines(records.resolve(run).resolve("environment")).stream()
                .filter(line -> !line.startsWith("PEERS_"))
                .map(line -> line.replace(records.toString(), "<records>"))
                .toList();
    }

    private static List<String> additions(Path records, String run) throws IOException {
        return Files.readAllLines(records.resolve(run).resolve("environment")).stream()
                .filter(line -> line.startsWith("PEERS_"))
                .toList();
    }

    private static List<String> names(Path records) {
        String[] names = records.toFile().list((parent, name) -> !name.startsWith("."));
        return names == null ? List.of() : List.of(names).stream().sorted().toList();
    }
}
