// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.LookupResult;
import io.rollcall.discovery.LookupResult.Found;
import io.rollcall.discovery.Peer;
import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.discovery.testing.Service;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The service {@code nginx} in {@code default} with the port {@code peer}, 7000, served by {@link HeadlessDns}, and one
 * discovery that looks at it. Closed after each test.
 */
final class Cluster implements AfterEachCallback {

    static final String DOMAIN = "nginx.default.svc.cluster.local.";
    static final String PEER_PORT = "_peer._tcp." + DOMAIN;

    final HeadlessDns dns = HeadlessDns.start();
    final Service nginx = dns.service("nginx");
    /** How far the engine's memory of negative answers has been moved on. */
    final AtomicLong skipped = new AtomicLong();

    private HeadlessService.Builder service =
            HeadlessService.named("nginx").portName("peer").expectedPeers(3);
    private Consumer<DnsPeerDiscovery.Builder> settings = builder -> {};
    private DnsPeerDiscovery discovery;

    /** Other peers are wanted than the three of {@code nginx} at port {@code peer}. */
    Cluster wanting(HeadlessService.Builder wanted) {
        service = wanted;
        return this;
    }

    Cluster with(Consumer<DnsPeerDiscovery.Builder> more) {
        settings = more;
        return this;
    }

    /** The port {@code peer} and pods {@code web-0} to {@code web-n}. */
    Cluster pods(int count) {
        dns.atomically(() -> {
            nginx.port("peer", 7000);
            for (int i = 0; i < count; i++) {
                nginx.pod("web-" + i, address(i));
            }
        });
        return this;
    }

    static String address(int i) {
        return "10." + (1 + i / 65_536) + "." + i / 256 % 256 + "." + i % 256;
    }

    DnsPeerDiscovery discovery() {
        if (discovery == null) {
            DnsPeerDiscovery.Builder builder = DnsPeerDiscovery.builder(service.build())
                    .nameservers(List.of(dns.address()))
                    .tryTimeout(Duration.ofMillis(500))
                    .ticker(() -> System.nanoTime() + skipped.get());
            settings.accept(builder);
            discovery = builder.build();
        }
        return discovery;
    }

    LookupResult look() throws Exception {
        return discovery().lookup().get(20, TimeUnit.SECONDS);
    }

    Found found() throws Exception {
        return (Found) look();
    }

    /** Each peer as {@code name=address,address:port}, in the view's order. */
    List<String> peers() throws Exception {
        return peers(found());
    }

    static List<String> peers(Found found) {
        return found.view().peers().stream().map(Cluster::text).toList();
    }

    private static String text(Peer peer) {
        String addresses = String.join(
                ",",
                peer.addresses().stream()
                        .map(address -> address.getHostAddress())
                        .toList());
        return peer.name() + "=" + addresses + ":"
                + (peer.port().isPresent() ? peer.port().getAsInt() : "");
    }

    /** How often each type was asked for, as {@code 3 A/UDP, 1 SRV/TCP}. */
    String queries() {
        return dns.queries().toString();
    }

    interface Call {
        void run() throws Exception;
    }

    /**
     * The shortest of three runs: an engine that is late is late each time, while a busy machine is not. None may be
     * shorter than the time that was configured.
     */
    static Duration shortest(Duration configured, Call call) throws Exception {
        Duration shortest = Duration.ofDays(1);
        for (int i = 0; i < 3; i++) {
            long start = System.nanoTime();
            call.run();
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            assertThat(took).isGreaterThanOrEqualTo(configured);
            shortest = took.compareTo(shortest) < 0 ? took : shortest;
        }
        return shortest;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (discovery != null) {
            discovery.close();
        }
        dns.close();
    }
}
