// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli.peerfinder;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.discovery.cli.Program;
import io.rollcall.discovery.identity.Sources;
import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.discovery.testing.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts in the calling convention of peer-finder's published examples, and scripts that misbehave. */
class PeerFinderScriptsTest {

    private final HeadlessDns dns = HeadlessDns.builder().ttl(Duration.ZERO).start();
    private final Service service = dns.service("db", "shop").port("sql", 3306);

    @TempDir
    private Path folder;

    @BeforeEach
    void listThree() {
        for (int i = 0; i < 3; i++) {
            service.pod("db-" + i, "10.1.0." + i, "fd00::" + i);
        }
    }

    @AfterEach
    void close() {
        dns.close();
    }

    private Program.Run run(String... more) {
        Sources sources = new Sources(
                Map.of(
                        "PATH", "/usr/bin:/bin",
                        "HOSTNAME", "db-1",
                        "POD_NAMESPACE", "shop",
                        "CONFIG", folder.resolve("config").toString()),
                Optional.empty(),
                Optional.of("search shop.svc.cluster.local svc.cluster.local cluster.local\n"),
                Optional.empty(),
                Optional.of("db-1\n"));
        List<String> args = new ArrayList<>(List.of("-service=db", Program.nameserver(dns)));
        args.addAll(List.of(more));
        return Program.run(sources, args.toArray(String[]::new));
    }

    private String config() throws IOException {
        return Files.readString(folder.resolve("config"));
    }

    @Test
    void galera_joinsTheOthers() throws IOException {
        Scripts.assumeBash();

        Program.Run run = run("-on-start=" + Scripts.copy("galera.sh", folder));

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(config())
                .isEqualTo("wsrep_node_address=db-1.db.shop.svc.cluster.local\n"
                        + "wsrep_cluster_address=gcomm://db-0.db.shop.svc.cluster.local,"
                        + "db-2.db.shop.svc.cluster.local\n");
    }

    @Test
    void mongodb_asksTheFirstOther() throws IOException {
        Scripts.assumeBash();

        assertThat(run("-on-start", Scripts.copy("mongodb.sh", folder).toString())
                        .code())
                .isZero();
        assertThat(config()).isEqualTo("rs.add db-1.db.shop.svc.cluster.local at db-0.db.shop.svc.cluster.local\n");
    }

    @Test
    void mongodb_alone_begins() throws IOException {
        Scripts.assumeBash();
        service.removePod("db-0");
        service.removePod("db-2");

        assertThat(run("--on-start=" + Scripts.copy("mongodb.sh", folder)).code())
                .isZero();
        assertThat(config()).isEqualTo("rs.initiate db-1.db.shop.svc.cluster.local\n");
    }

    @Test
    void zookeeper_idIsThePlaceInTheList() throws IOException {
        Scripts.assumeBash();

        assertThat(run("-on-start=" + Scripts.copy("zookeeper.sh", folder)).code())
                .isZero();
        assertThat(config())
                .contains("server.1=db-0.db.shop", "server.2=db-1.db.shop", "server.3=db-2.db.shop", "myid=2\n");
    }

    @Test
    void addressTypes_giveAddresses() throws IOException {
        Path script =
                Scripts.write(folder, "s", "cat > $CONFIG; echo $HOST_ADDRESS $HOST_ADDRESS_TYPE $POD_IP >> $CONFIG");

        run("-on-start=" + script, "-address-type=IP");
        assertThat(config()).isEqualTo("10.1.0.0\n10.1.0.1\n10.1.0.2\n10.1.0.1 IPv4 10.1.0.1\n");
        run("-on-start=" + script, "-address-type=IPv6");
        assertThat(config())
                .startsWith("fd00:0:0:0:0:0:0:0\n")
                .endsWith("fd00:0:0:0:0:0:0:1 IPv6 fd00:0:0:0:0:0:0:1\n");
    }

    @Test
    void namesFromDns_reachNoShell() throws IOException {
        Path script = Scripts.write(folder, "s", "cat > $CONFIG; echo \"$1\" >> $CONFIG");

        Program.Run run = run("-on-start=" + script + " '$(touch " + folder.resolve("hacked") + ")'");

        assertThat(run.code()).isZero();
        assertThat(config()).endsWith("$(touch " + folder.resolve("hacked") + ")\n");
        assertThat(folder.resolve("hacked")).doesNotExist();
    }

    @Test
    void failedOnStart_endsWithItsCode() throws IOException {
        assertThat(run("-on-start=" + Scripts.write(folder, "s", "exit 42")).code())
                .isEqualTo(42);
    }

    @Test
    void scriptThatFailsOnce_isRunAgain() throws IOException {
        Path script = Scripts.write(folder, "s", "echo run >> $CONFIG; test $(wc -l < $CONFIG) -ge 2");

        Program.Run run = run("-on-start=" + script, "-script-retries=2");

        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("ended with 1; again in 1 s, 2 tries left");
    }

    @Test
    void scriptThatHangs_isEndedAtItsTimeout() throws IOException {
        Path script = Scripts.write(folder, "s", "trap 'echo told > $CONFIG; exit 0' TERM; sleep 30 & wait");

        Program.Run run = run("-on-start=" + script, "-script-timeout=500ms");

        assertThat(run.code()).isEqualTo(124);
        assertThat(config()).isEqualTo("told\n");
    }

    @Test
    void scriptThatDoesNotRead_isNoTrouble() throws IOException {
        assertThat(run("-on-start=" + Scripts.write(folder, "s", "exit 0")).code())
                .isZero();
    }

    @Test
    void scriptThatIsNotThere_oneHundredTwentySix() {
        Program.Run run = run("-on-start=/no/such/script");

        assertThat(run.code()).isEqualTo(126);
        assertThat(run.err()).contains("/no/such/script", "executable");
    }

    @Test
    void ownPodNotListed_saysSoAndWhatToDo() throws IOException {
        service.removePod("db-1");

        Program.Run run = run("-on-start=" + Scripts.write(folder, "s", "echo ran > $CONFIG"), "-timeout=1500ms");

        assertThat(run.code()).isEqualTo(4);
        assertThat(run.err())
                .contains("waiting until db-1 is listed", "[db-0, db-2]", "publishNotReadyAddresses: true");
        assertThat(folder.resolve("config")).doesNotExist();
    }

    @Test
    void missingOptions_saidInASentence() {
        assertThat(run().code()).isEqualTo(2);
        assertThat(run().err()).contains("-on-start, -on-change or both");
        assertThat(Program.run("-on-start=/bin/true").code()).isEqualTo(2);
        assertThat(Program.run("-service=db", "-on-start=/bin/true").err()).contains("-domain");
        assertThat(run("-on-start=/bin/true 'open").err()).contains("quote");
    }
}
