// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.redis.local.LocalStatefulSet;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** The long-running mode, as a user and Kubernetes see it: over HTTP. */
class RunIT {

    private final HeadlessDns dns =
            HeadlessDns.builder().ttl(Duration.ofSeconds(1)).start();
    private final LocalStatefulSet set = LocalStatefulSet.in(dns)
            .settings("--repl-diskless-sync-delay", "5")
            .create()
            .startAll();
    private final List<Sidecar> sidecars = new ArrayList<>();

    @AfterEach
    void stop() {
        sidecars.forEach(Sidecar::close);
        set.close();
        dns.close();
    }

    @Test
    void controller_formsTheClusterAndTellsSo() {
        Sidecar controller = start();

        eventually()
                .untilAsserted(
                        () -> assertThat(controller.get("/health").code()).isEqualTo(200));

        Nodes.assertDone(Nodes.addresses(set.pods()), 3, "15000");
        JsonObject status =
                JsonParser.parseString(controller.get("/status").body()).getAsJsonObject();
        assertThat(status.get("done").getAsBoolean()).isTrue();
        assertThat(status.getAsJsonArray("nodes")).hasSize(6);
        assertThat(status.getAsJsonObject("pass").get("outcome").getAsString()).isEqualTo("repaired");
        assertThat(controller.get("/health/liveness").code()).isEqualTo(200);
        assertThat(controller.get("/health/readiness").code()).isEqualTo(200);
        assertThat(controller.get("/metrics").body())
                .contains(
                        "rollcall_redis_done 1.0",
                        "rollcall_redis_slots_covered 16384.0",
                        "rollcall_redis_passes_total{outcome=\"repaired\"} 1.0",
                        "rollcall_redis_phase_seconds_count{gate=");
        assertThat(controller.get("/nothing").code()).isEqualTo(404);
    }

    @Test
    void clusterThatIsNotRight_isUnhealthyButNotUnready() {
        Sidecar controller = start();
        eventually().until(() -> controller.get("/health").code() == 200);

        set.pod(4).kill();

        eventually().until(() -> controller.get("/health").code() == 503);
        assertThat(controller.get("/health").body()).contains("\"cluster\"", "redis-4");
        assertThat(controller.get("/health/liveness").code()).isEqualTo(200);
        assertThat(controller.get("/health/readiness").code()).isEqualTo(200);
        assertThat(controller.get("/metrics").body()).contains("rollcall_redis_done 0.0");
        set.pod(4).start();
        eventually().until(() -> controller.get("/health").code() == 200);
    }

    @Test
    void ofSeveral_oneActs_andAnotherTakesOverWhenItEnds() {
        for (int i = 0; i < 3; i++) {
            start("--pod=redis-" + i);
        }

        eventually()
                .untilAsserted(() -> assertThat(sidecars.get(0).log())
                        .as(() -> sidecars.stream().map(Sidecar::log).toList().toString())
                        .contains("leads in epoch"));
        assertThat(acting()).isEqualTo(List.of(0));
        Nodes.assertDone(Nodes.addresses(set.pods()), 3, "15000");

        // The pod goes, and with it its sidecar and its name.
        sidecars.get(0).close();
        set.pod(0).stop();
        set.service().removePod("redis-0");
        eventually().until(() -> acting().equals(List.of(1)));
    }

    @Test
    void prestop_handsOverBeforeAMasterStops_andSkipsReplicas() {
        Sidecar first = start("--pod=redis-0");
        eventually().until(() -> first.get("/health").code() == 200);

        Sidecar.Reply master = first.get("/prestop");
        Sidecar.Reply again = first.get("/prestop");
        Sidecar.Reply other = first.get("/prestop?pod=redis-5");

        assertThat(master.code()).as(master.body()).isEqualTo(200);
        assertThat(master.body()).contains("redis-0 handed over to redis-3", "of 3 masters confirm");
        assertThat(again.body()).contains("redis-0 is a replica");
        assertThat(other.body()).contains("redis-5 is a replica");
        try (Jedis jedis = Nodes.connect(set.pod(0).address())) {
            assertThat(jedis.info("replication")).contains("role:slave");
        }
    }

    @Test
    void prestopOfAMasterWithoutReplica_saysWhyWithinItsBudget() {
        Sidecar controller = start("--prestop-budget=1s");
        eventually().until(() -> controller.get("/health").code() == 200);
        set.pod(3).kill();

        Sidecar.Reply reply = controller.get("/prestop?pod=redis-0");

        assertThat(reply.code()).isEqualTo(503);
        assertThat(reply.body()).contains("has no replica that answers");
        assertThat(controller.get("/prestop").body()).contains("which pod is to be stopped");
        assertThat(controller.get("/prestop?pod=x").body()).contains("is no name of a pod");
    }

    @Test
    void sigterm_endsWithSettingsRestored() {
        Sidecar controller = start();
        eventually().until(() -> controller.get("/status").code() == 200);

        controller.close();

        assertThat(controller.exitCode()).isZero();
        assertThat(controller.log()).contains("stopped");
        for (var address : Nodes.addresses(set.pods())) {
            try (Jedis jedis = Nodes.connect(address)) {
                assertThat(jedis.configGet("cluster-node-timeout")).containsEntry("cluster-node-timeout", "15000");
            }
        }
    }

    @Test
    void badInput_isRefusedInOneSentence() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Program.Run run = Program.run(args("--http-host=127.0.0.1", "--http-port=" + taken.getLocalPort()));

            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err()).contains("cannot serve HTTP on 127.0.0.1", "--http-port");
        }
        assertThat(Program.run(args("--pod=redis-9")).err()).contains("is not one of the ordinals 0 to 5");
        assertThat(Program.run(args("--pod=nobody")).err()).contains("is no name of a StatefulSet's pod");
        assertThat(Program.run(args("--interval=0s")).code()).isEqualTo(2);
    }

    private List<Integer> acting() {
        List<Integer> acting = new ArrayList<>();
        for (int i = 0; i < sidecars.size(); i++) {
            if (!sidecars.get(i).isClosed()
                    && sidecars.get(i).get("/status").body().contains("\"acting\":true")) {
                acting.add(i);
            }
        }
        return acting;
    }

    private Sidecar start(String... more) {
        Sidecar sidecar = new Sidecar(args(more));
        sidecars.add(sidecar);
        return sidecar;
    }

    private List<String> args(String... more) {
        List<String> args = Program.form(dns, 6, more);
        args.set(0, "run");
        args.add("--interval=500ms");
        return args;
    }

    private static ConditionFactory eventually() {
        return Awaitility.await()
                .ignoreExceptions()
                .pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofSeconds(40));
    }
}
