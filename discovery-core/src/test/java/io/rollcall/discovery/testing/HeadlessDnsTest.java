// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The server as the tests of an application hold it. */
class HeadlessDnsTest {

    private static final String SVC = "redis.demo.svc.cluster.local.";

    @Test
    void queries_areCountedByTypeAndTransport() {
        try (HeadlessDns dns = HeadlessDns.start()) {
            Dig dig = Dig.at(dns);
            dig.udp(SVC, "SRV");
            dig.udp(SVC, "A");
            dig.tcp(SVC, "A");
            QueryCounts counts = dns.queries();
            dns.resetQueries();
            dig.udp(SVC, "AAAA");

            assertThat(counts.total()).isEqualTo(3);
            assertThat(counts.of("a")).isEqualTo(2);
            assertThat(counts.of("A", Transport.TCP)).isEqualTo(1);
            assertThat(counts.of("AAAA")).isZero();
            assertThat(counts.over(Transport.UDP)).isEqualTo(2);
            assertThat(counts).hasToString("1 A/TCP, 1 A/UDP, 1 SRV/UDP");
            assertThat(dns.queries()).hasToString("1 AAAA/UDP");
        }
    }

    @Test
    void seededRandom_repeatsTheOrderOfAddresses() {
        assertThat(orders(7)).isEqualTo(orders(7)).isNotEqualTo(orders(8));
    }

    private static List<List<String>> orders(long seed) {
        try (HeadlessDns dns =
                HeadlessDns.builder().random(new SplittableRandom(seed)).start()) {
            for (int i = 0; i < 10; i++) {
                dns.service("redis", "demo").pod("redis-" + i, "10.1.0." + i);
            }
            return IntStream.range(0, 5)
                    .mapToObj(i -> Dig.at(dns).udp(SVC, "A").data())
                    .toList();
        }
    }

    @Test
    void atomicChanges_areSeenTogetherOrNotAtAll() throws Exception {
        try (HeadlessDns dns = HeadlessDns.start()) {
            Service redis = dns.service("redis", "demo");
            for (int i = 0; i < 6; i++) {
                redis.pod("redis-" + i, "10.0.0." + i);
            }
            AtomicBoolean done = new AtomicBoolean();
            CompletableFuture<Void> restarts = CompletableFuture.runAsync(() -> {
                for (int round = 1; !done.get(); round++) {
                    int network = round % 250;
                    dns.atomically(() -> redis.pods()
                            .forEach(pod -> pod.readdress(
                                    "10." + network + ".0." + pod.hostname().substring("redis-".length()))));
                }
            });
            Dig dig = Dig.at(dns);
            for (int i = 0; i < 300; i++) {
                Set<String> networks = dig.udp(SVC, "A").data().stream()
                        .map(address -> address.substring(0, address.lastIndexOf(".0.")))
                        .collect(Collectors.toSet());

                assertThat(networks).as("answer %d", i).hasSize(1);
            }
            done.set(true);
            restarts.get();
        }
    }

    @Test
    void close_freesPortAndThreadAndIsIdempotent() throws Exception {
        HeadlessDns dns = HeadlessDns.start();
        String thread = "headless-dns-" + dns.address().getPort();
        try (var connection = Dig.at(dns).connect()) {
            assertThat(threads()).contains(thread);
            // An answer proves that the connection was accepted; one that still waits for that is reset at the end.
            Dig.at(dns).tcp("ns.dns.cluster.local.", "A");

            dns.close();
            dns.close();

            assertThat(connection.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(threads()).doesNotContain(thread);
        try (HeadlessDns again =
                HeadlessDns.builder().port(dns.address().getPort()).start()) {
            assertThat(again.address()).isEqualTo(dns.address());
        }
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
    }

    @Test
    void takenPort_isAClearError() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            HeadlessDns.Builder builder = HeadlessDns.builder().port(taken.getLocalPort());

            assertThatThrownBy(builder::start)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("cannot listen on 127.0.0.1 port " + taken.getLocalPort())
                    .hasMessageContaining("port 0 for any free one");
        }
    }

    @Test
    void tenThousandPods_areServedWhileTheyChange() {
        try (HeadlessDns dns = HeadlessDns.start()) {
            Service redis = dns.service("redis", "demo").port("redis", 6379);
            for (int i = 0; i < 10_000; i++) {
                redis.pod("redis-" + i, "10." + (i >> 16) + "." + ((i >> 8) & 0xff) + "." + (i & 0xff));
            }
            Dig dig = Dig.at(dns);

            assertThat(dig.tcp(SVC, "A").answers()).hasSize(4092);
            assertThat(dig.tcp("_redis._tcp." + SVC, "SRV").truncated()).isTrue();
            assertThat(dig.udp("redis-9999." + SVC, "A").data()).containsExactly("10.0.39.15");
            assertThat(dig.udp("15.39.0.10.in-addr.arpa.", "PTR").data()).containsExactly("redis-9999." + SVC);
            redis.removePod("redis-9999");
            assertThat(dig.udp("redis-9999." + SVC, "A").rcode()).isEqualTo("NXDOMAIN");
        }
    }

    @Test
    void invalidParts_areNamedInTheError() {
        try (HeadlessDns dns = HeadlessDns.start()) {
            Service redis = dns.service("redis", "demo").port("redis", 6379);
            Pod pod = redis.pod("redis-0", "10.1.0.1");

            assertThatThrownBy(() -> dns.service("Redis")).hasMessageContaining("service \"Redis\" is not a DNS label");
            assertThatThrownBy(() -> dns.service("redis", "a.b")).hasMessageContaining("namespace \"a.b\"");
            assertThatThrownBy(() -> redis.pod("redis_0")).hasMessageContaining("pod \"redis_0\"");
            assertThatThrownBy(() -> redis.pod("redis-1", "example.org")).hasMessageContaining("\"example.org\"");
            assertThatThrownBy(() -> redis.port("REDIS", 1)).hasMessageContaining("port name \"REDIS\"");
            assertThatThrownBy(() -> redis.port("redis", 0)).hasMessageContaining("port 0");
            assertThatThrownBy(() -> redis.port("redis", "icmp", 1)).hasMessageContaining("\"icmp\"");
            assertThatThrownBy(() -> redis.clusterIp()).hasMessageContaining("at least one cluster IP");
            assertThatThrownBy(() -> redis.externalName("a..b")).hasMessageContaining("a..b");
            assertThatThrownBy(() -> redis.removePod("redis-9")).hasMessageContaining("it has [redis-0]");
            assertThatThrownBy(() -> pod.port("other", 1)).hasMessageContaining("it declares [redis]");
            pod.remove();
            pod.remove();
            assertThatThrownBy(() -> pod.ready(false))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("redis-0");
        }
        assertThatThrownBy(() -> HeadlessDns.builder().clusterDomain("Cluster.Local"))
                .hasMessageContaining("\"Cluster\"");
        assertThatThrownBy(() -> HeadlessDns.builder().ttl(Duration.ofHours(2))).hasMessageContaining("PT2H");
        assertThatThrownBy(() -> HeadlessDns.builder().port(70_000)).hasMessageContaining("70000");
        assertThatThrownBy(() -> HeadlessDns.builder().largestUdpAnswer(511)).hasMessageContaining("511");
        assertThatThrownBy(() -> HeadlessDns.builder().idleTimeout(Duration.ZERO))
                .hasMessageContaining("PT0S");
    }
}
