// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.PeerDiscovery;
import io.rollcall.discovery.dns.DnsPeerDiscovery;
import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.redis.Nodes;
import io.rollcall.redis.decide.Effect;
import io.rollcall.redis.decide.Gate;
import io.rollcall.redis.local.LocalStatefulSet;
import io.rollcall.redis.node.JedisClusterNode;
import io.rollcall.redis.node.RedisAccess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** Links that do not settle within the lowered time-outs: on a clock that jumps, so that nobody waits. */
class HasteIT {

    private static final String CONFIGURED = "1000";

    private final AtomicLong skipped = new AtomicLong();

    @Test
    void linksDoNotSettle_goesOnWithTheConfiguredTimeoutAndFormsAllTheSame() throws InterruptedException {
        try (HeadlessDns dns = HeadlessDns.start();
                LocalStatefulSet set = LocalStatefulSet.in(dns)
                        .settings("--cluster-node-timeout", CONFIGURED)
                        .podSettings(ordinal -> ordinal == 5 ? List.of("--cluster-announce-bus-port", "1") : List.of())
                        .create()
                        .startAll();
                PeerDiscovery discovery = DnsPeerDiscovery.builder(HeadlessService.named("redis")
                                .namespace("demo")
                                .portName("redis")
                                .expectedPeers(6)
                                .build())
                        .nameservers(List.of(dns.address()))
                        .build()) {
            Observer observer = new Observer(set);

            BootstrapResult result = bootstrap(discovery, observer).form();

            assertThat(result).as(result.toString()).isInstanceOf(BootstrapResult.Done.class);
            assertThat(observer.before).as("time-outs before").contains("501").doesNotContain(CONFIGURED);
            assertThat(observer.warnings).singleElement().asString().contains("going on with the configured ones");
            assertThat(observer.after).as("time-outs afterwards").containsExactly(CONFIGURED);
            assertThat(observer.appliedAfter).doesNotContain(Gate.SETTINGS).contains(Gate.ROLES);
            Nodes.assertDone(Nodes.addresses(set.pods()), 3, CONFIGURED);
        }
    }

    private Bootstrap bootstrap(PeerDiscovery discovery, Progress progress) {
        RedisAccess access = new RedisAccess(Optional.empty(), Optional.empty(), Duration.ofSeconds(2));
        return new Bootstrap(
                discovery,
                (ordinal, pod, address) -> new JedisClusterNode(ordinal, pod, address, access),
                new BootstrapOptions(1, Map.of(), Duration.ofMinutes(2), false),
                progress,
                new StopSignal(),
                () -> System.nanoTime() + skipped.get(),
                new Random());
    }

    /** Lets time pass once links are waited for, and lets them settle once nobody is in haste any more. */
    private final class Observer implements Progress {

        private final LocalStatefulSet set;
        private final List<String> warnings = new ArrayList<>();
        private final Set<String> before = new TreeSet<>();
        private final Set<String> after = new TreeSet<>();
        private final Set<Gate> appliedAfter = new TreeSet<>();

        Observer(LocalStatefulSet set) {
            this.set = set;
        }

        @Override
        public void waiting(Gate gate, List<String> reasons) {
            if (gate != Gate.LINKS) {
                return;
            }
            if (warnings.isEmpty()) {
                before.addAll(timeouts());
                skipped.set(Duration.ofSeconds(13).toNanos());
            } else {
                after.addAll(timeouts());
                try (Jedis jedis = Nodes.connect(set.pod(5).address())) {
                    jedis.configSet("cluster-announce-bus-port", "0");
                }
            }
        }

        @Override
        public void warning(String sentence) {
            warnings.add(sentence);
        }

        @Override
        public void applying(Gate gate, List<Effect> effects) {
            if (!warnings.isEmpty() && !effects.isEmpty()) {
                appliedAfter.add(gate);
            }
        }

        private Set<String> timeouts() {
            Set<String> timeouts = new TreeSet<>();
            Nodes.addresses(set.pods()).forEach(address -> {
                try (Jedis jedis = Nodes.connect(address)) {
                    timeouts.add(jedis.configGet("cluster-node-timeout").get("cluster-node-timeout"));
                }
            });
            return timeouts;
        }
    }
}
