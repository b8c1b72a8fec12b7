// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli.peerfinder;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.discovery.cli.Program;
import io.rollcall.discovery.testing.HeadlessDns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as it is shipped, as an init container and as a sidecar. */
class PeerFinderSignalIT {

    private final HeadlessDns dns = HeadlessDns.start();

    @TempDir
    private Path folder;

    @BeforeEach
    void listOne() {
        dns.service("db", "shop").port("sql", 3306).pod("db-0", "10.1.0.1");
    }

    @AfterEach
    void close() {
        dns.close();
    }

    private Process start(String... scripts) throws Exception {
        String[] args = new String[scripts.length + 5];
        args[0] = "-service=db";
        args[1] = "-ns=shop";
        args[2] = "-domain=cluster.local";
        args[3] = "-pod-name=db-0";
        args[4] = "-nameserver=127.0.0.1:" + dns.address().getPort();
        System.arraycopy(scripts, 0, args, 5, scripts.length);
        return Program.start(folder.resolve("output"), args);
    }

    @Test
    void initContainer_endsWithTheScriptsExitCode() throws Exception {
        Process process = start("-on-start=" + Scripts.write(folder, "s", "cat; exit 17"));

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(17);
        assertThat(Files.readString(folder.resolve("output"))).contains("db-0.db.shop.svc.cluster.local\n");
    }

    @Test
    void sigterm_reachesTheRunningScript_andIsWaitedFor() throws Exception {
        Path said = folder.resolve("said");
        Process process = start("-on-start="
                + Scripts.write(
                        folder,
                        "s",
                        "trap 'sleep 0.3; echo ended >> " + said + "; exit 0' TERM; echo began > " + said
                                + "; sleep 60 & wait"));
        Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> Files.exists(said));

        process.destroy();

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(143);
        assertThat(Files.readString(said)).isEqualTo("began\nended\n");
    }

    @Test
    void sigterm_whileNothingRuns_endsAtOnce() throws Exception {
        Path said = folder.resolve("said");
        Process process = start("-on-change=" + Scripts.write(folder, "s", "echo ran >> " + said));
        Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> Files.exists(said));

        process.destroy();

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(143);
        assertThat(Files.readString(said)).isEqualTo("ran\n");
    }
}
