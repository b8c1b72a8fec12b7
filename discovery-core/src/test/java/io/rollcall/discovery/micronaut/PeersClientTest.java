// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micronaut.context.annotation.Requires;
import io.micronaut.discovery.DiscoveryClient;
import io.micronaut.discovery.ServiceInstance;
import io.micronaut.discovery.ServiceInstanceList;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.test.support.TestPropertyProvider;
import io.rollcall.discovery.Completeness;
import io.rollcall.discovery.PeerWatch;
import io.rollcall.discovery.testing.Fault;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import reactor.core.publisher.Mono;

/** One server that answers at the addresses of all pods, and an HTTP client that knows nothing but "peers". */
@MicronautTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PeersClientTest implements TestPropertyProvider {

    private static final String SPEC = "PeersClientTest";

    private final OrdersDns dns = new OrdersDns();

    @Override
    public Map<String, String> getProperties() {
        Map<String, String> settings = new TreeMap<>(Map.of("spec", SPEC, "micronaut.server.port", "-1"));
        dns.settings().forEach((key, value) -> settings.put(key, value.toString()));
        return settings;
    }

    @Requires(property = "spec", value = SPEC)
    @Client("peers")
    interface Peers {
        @Get(value = "/address", consumes = MediaType.TEXT_PLAIN)
        String address();
    }

    @Requires(property = "spec", value = SPEC)
    @Controller
    static class AddressController {
        @Get(value = "/address", produces = MediaType.TEXT_PLAIN)
        String address(HttpRequest<?> request) {
            return request.getServerAddress().getAddress().getHostAddress();
        }
    }

    @BeforeEach
    void threePodsAtTheServersPort(EmbeddedServer server, PeerWatch watch) {
        dns.server().clearFaults();
        dns.service().port("http", server.getPort());
        dns.service().pod("orders-0", "127.40.0.1");
        await().atMost(OrdersDns.PATIENCE)
                .until(() -> watch.view().completeness() == Completeness.COMPLETE
                        && watch.view().peers().stream()
                                .allMatch(peer -> peer.port().orElse(0) == server.getPort()
                                        && peer.addresses().size() == 1));
    }

    @AfterAll
    void stopDns() {
        dns.close();
    }

    @Test
    void client_takesTurnsAmongThePeers(Peers peers) {
        var answered = new TreeSet<>(
                IntStream.range(0, 6).mapToObj(i -> peers.address()).toList());

        assertThat(answered).containsExactly("127.40.0.1", "127.40.0.2", "127.40.0.3");
    }

    @Test
    void instances_areThePeersWithOrdinals(ServiceInstanceList instances, EmbeddedServer server) {
        List<ServiceInstance> all = instances.getInstances();

        assertThat(instances.getID()).isEqualTo("peers");
        assertThat(all)
                .extracting(instance -> instance.getInstanceId().orElseThrow())
                .containsExactly("orders-0", "orders-1", "orders-2");
        assertThat(all.get(2).getURI()).isEqualTo(URI.create("http://127.40.0.3:" + server.getPort()));
        assertThat(all.get(2).getMetadata().asMap())
                .containsEntry("ordinal", "2")
                .containsEntry("statefulset", "orders")
                .containsEntry("self", "false");
    }

    @Test
    void discoveryClient_knowsThePeersAmongOthers(DiscoveryClient discoveryClient) {
        assertThat(Mono.from(discoveryClient.getServiceIds()).block()).contains("peers");
        assertThat(Mono.from(discoveryClient.getInstances("peers")).block()).hasSize(3);
    }

    @Test
    void foreignId_hasNoInstancesAndNoError(DiscoveryClient discoveryClient) {
        assertThat(Mono.from(discoveryClient.getInstances("payments")).block()).isEmpty();
    }

    @Test
    void dnsFails_instancesStayTheLastKnown(ServiceInstanceList instances, PeerWatch watch, Peers peers) {
        dns.server().inject(Fault.rcode("SERVFAIL"));
        await().atMost(OrdersDns.PATIENCE).until(() -> watch.state().stale());

        assertThat(instances.getInstances()).hasSize(3);
        assertThat(peers.address()).startsWith("127.40.0.");
    }

    @Test
    void ipv6Address_standsInBracketsAndIsReached(ServiceInstanceList instances, EmbeddedServer server, Peers peers) {
        dns.service().pod("orders-0", "::1");
        String expected = "http://[0:0:0:0:0:0:0:1]:" + server.getPort();

        await().atMost(OrdersDns.PATIENCE)
                .until(() -> instances.getInstances().get(0).getURI().toString().equals(expected));

        assertThat(instances.getInstances().get(0).getHost()).isEqualTo("[0:0:0:0:0:0:0:1]");
        assertThat(IntStream.range(0, 6).mapToObj(i -> peers.address())).contains("0:0:0:0:0:0:0:1");
    }
}
