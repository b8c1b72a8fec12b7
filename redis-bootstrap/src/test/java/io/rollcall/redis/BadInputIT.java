// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.redis.local.LocalStatefulSet;
import io.rollcall.redis.run.StopSignal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;
import redis.clients.jedis.Jedis;

/** Every bad input gets one sentence and its exit code, and no node is changed. */
class BadInputIT {

    private final HeadlessDns dns = HeadlessDns.start();
    private LocalStatefulSet set;

    @AfterEach
    void stop() {
        if (set != null) {
            set.close();
        }
        dns.close();
    }

    @Test
    void serviceThatDoesNotExist_peersMissing() {
        Program.Run run = Program.run(Program.form(dns, "typo", 6, "--timeout=500ms"));

        assertThat(run.code()).isEqualTo(4);
        assertThat(run.err())
                .contains("typo.demo.svc.cluster.local.", "NX_DOMAIN", "check service, namespace and cluster domain");
    }

    @Test
    void lastSentence_isColouredOnATerminalOnly() {
        String[] args = Program.form(dns, "typo", 6, "--timeout=500ms").toArray(String[]::new);
        StringWriter terminal = new StringWriter();
        PrintWriter out = new PrintWriter(terminal);

        int code = Application.execute(Ansi.ON, Map.of(), new StopSignal(), out, out, args);

        assertThat(code).isEqualTo(4);
        assertThat(terminal.toString()).contains("\u001B[31mpeers missing: ");
        assertThat(Program.run(List.of(args)).err()).contains("peers missing: ").doesNotContain("\u001B");
    }

    @Test
    void fiveOfSixAtTheDeadline_theMissingOrdinalIsNamed() {
        start(6);
        set.service().removePod("redis-4");

        Program.Run run = unchanged(Program.form(dns, 6, "--timeout=500ms"));

        assertThat(run.code()).isEqualTo(4);
        assertThat(run.err()).contains("saw 5", "missing ordinals [4]");
    }

    @Test
    void listedButNotAnswering_namedAtTheDeadline() {
        start(6);
        String pod = "redis-5 (" + set.pod(5).address().getAddress().getHostAddress();
        set.pod(5).kill();

        Program.Run run = Program.run(Program.form(dns, 6, "--timeout=700ms"));

        assertThat(run.code()).isEqualTo(5);
        assertThat(run.err()).contains(pod, "nothing was changed");
    }

    /** Scenario 10: redis-cli waits for ever. */
    @Test
    void busPortThatCannotBeReached_linksNamedAtTheDeadline_andAFurtherRunGoesOn() {
        set = LocalStatefulSet.in(dns)
                .podSettings(ordinal -> ordinal == 5 ? List.of("--cluster-announce-bus-port", "1") : List.of())
                .create()
                .startAll();

        Program.Run run = Program.run(Program.form(dns, 6, "--timeout=3s"));

        assertThat(run.code()).as(run.err()).isEqualTo(5);
        assertThat(run.err())
                .containsPattern("the bus link from redis-0 \\(.*\\) to redis-5 \\(.*\\) is not up")
                .contains("not done after 3.0 s", "check that the cluster bus ports can be reached");
        try (Jedis jedis = Nodes.connect(set.pod(5).address())) {
            jedis.configSet("cluster-announce-bus-port", "0");
        }
        Program.Run second = Program.run(Program.form(dns, 6));
        assertThat(second.code()).as(second.err()).isZero();
        Nodes.assertDone(Nodes.addresses(set.pods()), 3, "15000");
    }

    @Test
    void nodeThatWasStartedOnABackup_refusedWithNodeAndCount() throws IOException {
        set = LocalStatefulSet.in(dns).create();
        try (HeadlessDns elsewhere = HeadlessDns.start();
                LocalStatefulSet plain = LocalStatefulSet.in(elsewhere)
                        .size(1)
                        .settings("--cluster-enabled", "no")
                        .create()
                        .startAll()) {
            Nodes.awaitAnswers(Nodes.addresses(plain.pods()));
            try (Jedis jedis = Nodes.connect(plain.pod(0).address())) {
                jedis.set("precious", "data");
                jedis.save();
            }
            Files.createDirectories(set.pod(2).folder());
            Files.copy(
                    plain.pod(0).folder().resolve("dump.rdb"),
                    set.pod(2).folder().resolve("dump.rdb"));
        }
        set.startAll();

        Program.Run run = unchanged(Program.form(dns, 6));

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains("redis-2", "holds 1 keys", "nothing was changed");
    }

    @Test
    void nodeOfAnotherCluster_refusedAsForeign() {
        start(6);
        try (HeadlessDns elsewhere = HeadlessDns.start();
                LocalStatefulSet other = LocalStatefulSet.in(elsewhere).create().startAll()) {
            Nodes.awaitAnswers(Nodes.addresses(other.pods()));
            assertThat(Program.run(Program.form(elsewhere, 6)).code()).isZero();
            InetSocketAddress stray = other.pod(1).address();
            set.service().pod("redis-1", List.of(stray.getAddress())).port("redis", stray.getPort());
            var before = Nodes.fingerprints(Nodes.addresses(other.pods()));

            Program.Run run = unchanged(Program.form(dns, 6));

            assertThat(run.code()).isEqualTo(6);
            assertThat(run.err()).contains("redis-1", "belongs to a cluster with 5 nodes", "nothing was changed");
            assertThat(Nodes.fingerprints(Nodes.addresses(other.pods()))).isEqualTo(before);
        }
    }

    @Test
    void peerThatIsNotRedis_saidSo() throws IOException {
        start(6);
        try (ServerSocket web = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> answers = CompletableFuture.runAsync(() -> answerLikeAWebServer(web));
            set.service().pod("redis-3", List.of(web.getInetAddress())).port("redis", web.getLocalPort());

            Program.Run run = unchanged(Program.form(dns, 6));

            assertThat(run.code()).isEqualTo(7);
            assertThat(run.err()).contains("redis-3", "is not a Redis server");
            assertThat(answers).isNotCompletedExceptionally();
        }
    }

    @Test
    void clusterModeOff_saidSo() {
        start(6, "--cluster-enabled", "no");

        Program.Run run = unchangedSettings(Program.form(dns, 6));

        assertThat(run.code()).isEqualTo(7);
        assertThat(run.err()).contains("redis-0", "cluster-enabled yes");
    }

    @Test
    void wrongPassword_saidSoWithoutShowingIt() {
        start(6, "--requirepass", "right");

        Program.Run run = Program.run(Map.of("REDIS_PASSWORD", "wr0ng"), Program.form(dns, 6));

        assertThat(run.code()).isEqualTo(8);
        assertThat(run.err()).contains("does not let us in", "REDIS_PASSWORD").doesNotContain("wr0ng");
        assertThat(Program.run(Program.form(dns, 6)).code())
                .as("no password at all")
                .isEqualTo(8);
    }

    @Test
    void rightPassword_forms() {
        start(6, "--requirepass", "right", "--masterauth", "right");

        Program.Run run = Program.run(Map.of("REDIS_PASSWORD", "right"), Program.form(dns, 6));

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out() + run.err()).doesNotContain("right");
    }

    @Test
    void twoMasters_refusedWithTheReason() {
        start(4);

        Program.Run run = unchanged(Program.form(dns, 4));

        assertThat(run.code()).isEqualTo(9);
        assertThat(run.err()).contains("make 2 masters", "at least 6 pods");
    }

    @Test
    void sevenPods_formedAndTheOddOneIsNamed() {
        start(7);

        Program.Run run = Program.run(Program.form(dns, 7));

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("leave 1 over: redis-6 becomes a further replica of redis-0");
        Nodes.assertDone(Nodes.addresses(set.pods()), 3, "15000");
    }

    @Test
    void morePodsThanExpected_refused() {
        start(7);

        Program.Run run = unchanged(Program.form(dns, 6));

        assertThat(run.code()).isEqualTo(9);
        assertThat(run.err()).contains("lists 7 peers", "6 are expected");
    }

    private void start(int size, String... settings) {
        set = LocalStatefulSet.in(dns).size(size).settings(settings).create().startAll();
    }

    private Program.Run unchanged(List<String> args) {
        List<InetSocketAddress> addresses = Nodes.addresses(set.pods());
        Nodes.awaitAnswers(addresses);
        return Nodes.unchanged(addresses, () -> Program.run(args));
    }

    private Program.Run unchangedSettings(List<String> args) {
        List<InetSocketAddress> addresses = Nodes.addresses(set.pods());
        Nodes.awaitAnswers(addresses);
        List<Map<String, String>> before =
                addresses.stream().map(BadInputIT::settings).toList();
        Program.Run run = Program.run(args);
        assertThat(addresses.stream().map(BadInputIT::settings).toList()).isEqualTo(before);
        return run;
    }

    private static Map<String, String> settings(InetSocketAddress address) {
        try (Jedis jedis = Nodes.connect(address)) {
            return jedis.configGet("*");
        }
    }

    private static void answerLikeAWebServer(ServerSocket web) {
        while (!web.isClosed()) {
            try (Socket socket = web.accept()) {
                socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().flush();
                socket.getInputStream().read();
            } catch (IOException closed) {
                return;
            }
        }
    }
}
