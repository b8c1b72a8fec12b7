// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.fencing;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.discovery.PeerId;
import io.rollcall.discovery.leader.FencingTokens.Answer;
import io.rollcall.discovery.leader.FencingTokens.Claim;
import io.rollcall.discovery.leader.FencingTokens.Denied;
import io.rollcall.discovery.leader.FencingTokens.Granted;
import io.rollcall.discovery.leader.FencingTokens.Unavailable;
import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.redis.Nodes;
import io.rollcall.redis.Program;
import io.rollcall.redis.decide.KnownNode;
import io.rollcall.redis.decide.NodeAddress;
import io.rollcall.redis.local.LocalPod;
import io.rollcall.redis.local.LocalStatefulSet;
import io.rollcall.redis.node.RedisAccess;
import io.rollcall.redis.node.ScriptCall;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;

/** Against real masters that die at the worst moment. */
class RedisFencingTokensIT {

    /** More with {@code -Drollcall.failovers=30}. */
    private static final int ROUNDS = Integer.getInteger("rollcall.failovers", 3);

    private static final String DOMAIN = "orders.shop.svc.cluster.local.";
    private static final String KEY = "rollcall:fence:" + DOMAIN;
    private static final Duration LEASE = Duration.ofMillis(400);

    private static final ScriptCall CALL =
            new ScriptCall(new RedisAccess(Optional.empty(), Optional.empty(), Duration.ofSeconds(2)));

    private final HeadlessDns dns = HeadlessDns.start();
    private final LocalStatefulSet set = LocalStatefulSet.in(dns)
            .settings("--repl-diskless-sync-delay", "0", "--cluster-node-timeout", "1000")
            .create()
            .startAll();
    private final RedisFencingTokens tokens = tokens(Nodes.addresses(set.pods()));

    @TempDir
    private Path folder;

    @BeforeEach
    void form() {
        assertThat(Program.run(Program.form(dns, 6)).code()).isZero();
    }

    @AfterEach
    void stop() {
        tokens.close();
        set.close();
        dns.close();
    }

    @Test
    void oneHolderAtATime_andEveryTermHasAHigherEpoch() {
        Claim first = claim(0, "a");
        Claim second = claim(1, "b");

        assertThat(tokens.claim(first).join())
                .as("what an unknown predecessor granted may still hold")
                .isInstanceOf(Unavailable.class);
        Granted granted = granted(first);
        assertThat(granted.validFor()).isEqualTo(LEASE);
        assertThat(tokens.claim(second).join())
                .isEqualTo(new Denied(
                        granted.epoch(), Optional.of(PeerId.parse("orders-0").orElseThrow())));
        assertThat(tokens.renew(first, granted.epoch()).join()).isEqualTo(granted);
        assertThat(tokens.renew(second, granted.epoch()).join()).isInstanceOf(Denied.class);
        assertThat(tokens.renew(first, granted.epoch() - 1).join()).isInstanceOf(Denied.class);

        Granted again = (Granted) tokens.claim(first).join();
        assertThat(again.epoch()).isGreaterThan(granted.epoch());
        tokens.release(first, again.epoch()).join();
        assertThat(tokens.renew(first, again.epoch()).join()).isInstanceOf(Denied.class);
        Granted next = (Granted) tokens.claim(second).join();
        assertThat(next.epoch()).isGreaterThan(again.epoch());

        Granted afterTheLease = granted(first);
        assertThat(afterTheLease.epoch()).isGreaterThan(next.epoch());
        assertThat(tokens.renew(second, next.epoch()).join()).isInstanceOf(Denied.class);
    }

    @Test
    void masterDiesBeforeItReplicated_theNextEpochIsHigherAllTheSame() {
        for (int round = 0; round < ROUNDS; round++) {
            LocalPod master = owner();
            // The master hears of its replica's new role a gossip round later.
            LocalPod replica = eventually().until(() -> replicaOf(master), Objects::nonNull);
            Claim before = claim(0, "a" + round);
            Granted warm = granted(before);
            tokens.release(before, warm.epoch()).join();
            eventually().until(() -> stored(replica) == stored(master));

            String frozen = pid(replica);
            signal("STOP", frozen);
            // Otherwise what the master sent lies in the replica's socket when it wakes up.
            try (Jedis jedis = Nodes.connect(master.address())) {
                jedis.clientKill(ClientKillParams.clientKillParams().type(ClientType.REPLICA));
            }
            Granted lost = (Granted) tokens.claim(before).join();
            master.kill();
            signal("CONT", frozen);

            assertThat(stored(replica)).as("the replica never heard of it").isLessThan(lost.epoch());
            Granted after = granted(claim(1, "b" + round));
            assertThat(owner()).as("round %d", round).isEqualTo(replica);
            assertThat(after.epoch()).as("round %d", round).isGreaterThan(lost.epoch());
            assertThat(tokens.renew(before, lost.epoch()).join()).isInstanceOf(Denied.class);
            master.start();
            eventually().until(() -> info(master).contains("master_link_status:up"));
        }
    }

    @Test
    void masterComesBackEmptyBeforeAnyFailover_theNextEpochIsHigherAllTheSame() {
        LocalPod master = owner();
        try (Jedis jedis = Nodes.connect(replicaOf(master).address())) {
            jedis.configSet("cluster-replica-no-failover", "yes");
        }
        Granted lost = granted(claim(0, "a"));

        master.kill();
        master.start();
        Granted after = granted(claim(1, "b"));

        assertThat(owner()).isEqualTo(master);
        assertThat(Reply.high(after.epoch())).as("the config epoch is the same").isEqualTo(Reply.high(lost.epoch()));
        assertThat(after.epoch()).isGreaterThan(lost.epoch());
    }

    @Test
    void leaderStays_whenRedisFailsOverWithinItsLease() {
        LocalPod master = owner();
        LocalPod replica = replicaOf(master);
        Claim leader = claim(0, "a");
        Granted granted = granted(leader);
        eventually().until(() -> stored(replica) == granted.epoch());

        try (Jedis jedis = Nodes.connect(replica.address())) {
            jedis.clusterFailover();
        }

        eventually().until(() -> {
            Answer renewed = tokens.renew(leader, granted.epoch()).join();
            assertThat(renewed).isNotInstanceOf(Denied.class);
            return renewed.equals(granted) && owner().equals(replica);
        });
    }

    @Test
    void masterThatWasReplacedWithoutKnowing_grantsNothing() throws IOException {
        LocalPod master = owner();
        Granted first = granted(claim(0, "a"));
        Path stale = folder.resolve("stale");
        Files.createDirectories(stale);
        // It owns the slots, is alone with that, and thinks that its peers are only slow.
        InetSocketAddress old =
                new InetSocketAddress("127.255.255.253", master.address().getPort());
        Files.write(
                stale.resolve("nodes.conf"),
                Files.readAllLines(master.folder().resolve("nodes.conf")).stream()
                        .map(line -> line.replaceFirst(
                                " 127[.\\d]+:", line.contains("myself") ? " 127.255.255.253:" : " 127.255.255.254:"))
                        .toList());
        Process server = new ProcessBuilder(
                        set.server().executable().toString(),
                        "--bind",
                        old.getHostString(),
                        "--dir",
                        stale.toString(),
                        "--cluster-enabled",
                        "yes",
                        "--cluster-node-timeout",
                        "60000",
                        "--save",
                        "")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (RedisFencingTokens deceived = tokens(List.of(old))) {
            eventually().until(() -> {
                try (Jedis jedis = Nodes.connect(old)) {
                    return "OK".equals(jedis.set("{" + KEY + "}", "it takes writes"));
                }
            });

            Answer answer = deceived.claim(claim(1, "b")).join();

            assertThat(answer).isInstanceOf(Unavailable.class);
            assertThat(((Unavailable) answer).reason()).contains("1 of 3 masters confirm", "2 are needed");
            assertThat(first.epoch()).isPositive();
        } finally {
            server.destroyForcibly();
        }
    }

    @Test
    void nobodyThere_unavailableWithTheReason() {
        set.stopAll();

        Answer answer = tokens.claim(claim(0, "a")).join();

        assertThat(answer).isInstanceOf(Unavailable.class);
        assertThat(((Unavailable) answer).reason()).contains("is a node of a Redis Cluster that knows who owns");
    }

    private Granted granted(Claim claim) {
        return (Granted) eventually().until(() -> tokens.claim(claim).join(), Granted.class::isInstance);
    }

    private static ConditionFactory eventually() {
        return Awaitility.await()
                .ignoreExceptions()
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(30));
    }

    private static RedisFencingTokens tokens(List<InetSocketAddress> seeds) {
        return RedisFencingTokens.builder(() -> seeds).lease(LEASE).build();
    }

    private static Claim claim(int ordinal, String incarnation) {
        return new Claim(DOMAIN, new PeerId("orders", ordinal), incarnation);
    }

    private LocalPod owner() {
        List<List<KnownNode>> views =
                set.pods().stream().filter(LocalPod::isRunning).map(this::nodes).toList();
        KnownNode owner = Office.newestOwner(views, ScriptCall.slot(KEY)).orElseThrow();
        return pod(owner);
    }

    private LocalPod replicaOf(LocalPod master) {
        List<KnownNode> view = nodes(master);
        String id = view.stream()
                .filter(KnownNode::myself)
                .findFirst()
                .orElseThrow()
                .id();
        return pod(view.stream()
                .filter(node -> node.masterId().equals(Optional.of(id)))
                .findFirst()
                .orElseThrow());
    }

    private LocalPod pod(KnownNode node) {
        return set.pods().stream()
                .filter(pod -> pod.address()
                        .getAddress()
                        .getHostAddress()
                        .equals(node.address().ip()))
                .findFirst()
                .orElseThrow();
    }

    private List<KnownNode> nodes(LocalPod pod) {
        return CALL.nodes(new NodeAddress(
                pod.address().getAddress().getHostAddress(), pod.address().getPort()));
    }

    private static long stored(LocalPod pod) {
        try (Jedis jedis = Nodes.connect(pod.address())) {
            jedis.readonly();
            return Reply.epoch(Long.parseLong(jedis.hget(KEY, "high")), Long.parseLong(jedis.hget(KEY, "low")));
        }
    }

    private static String info(LocalPod pod) {
        try (Jedis jedis = Nodes.connect(pod.address())) {
            return jedis.info();
        }
    }

    private static String pid(LocalPod pod) {
        return info(pod)
                .lines()
                .filter(line -> line.startsWith("process_id:"))
                .findFirst()
                .orElseThrow()
                .substring("process_id:".length());
    }

    private static void signal(String name, String pid) {
        try {
            assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor())
                    .isZero();
        } catch (IOException | InterruptedException problem) {
            throw new IllegalStateException(problem);
        }
    }
}
