// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.pekko;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.discovery.testing.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.management.cluster.bootstrap.ClusterBootstrap;
import org.apache.pekko.management.javadsl.PekkoManagement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three actor systems, each at the address of a pod, that know nothing but the name of their headless service. */
class ClusterBootstrapIT {

    private static final int NODES = 3;
    private static final int REMOTING = 25520;
    private static final int MANAGEMENT = 7626;

    private final HeadlessDns dns =
            HeadlessDns.builder().ttl(Duration.ofSeconds(1)).start();
    private final Service orders =
            dns.service("orders", "shop").port("management", MANAGEMENT).publishNotReadyAddresses(true);
    private final List<ActorSystem> systems = new ArrayList<>();

    @BeforeEach
    void threePods() {
        for (int ordinal = 0; ordinal < NODES; ordinal++) {
            String address = "127.144.0." + (ordinal + 1);
            orders.pod("orders-" + ordinal, address);
            systems.add(ActorSystem.create("orders", node(address)));
        }
    }

    @AfterEach
    void stop() {
        systems.forEach(ActorSystem::terminate);
        systems.forEach(
                system -> system.getWhenTerminated().toCompletableFuture().join());
        dns.close();
    }

    @Test
    void clusterBootstrap_formsOneClusterOfThree() {
        for (ActorSystem system : systems) {
            PekkoManagement.get(system).start();
            ClusterBootstrap.get(system).start();
        }

        for (ActorSystem system : systems) {
            await().atMost(Duration.ofMinutes(2)).until(() -> membersUp(system) == NODES);
        }
        assertThat(systems.stream().map(system -> Cluster.get(system).state().getLeader()))
                .as("one leader, hence one cluster")
                .hasSize(NODES)
                .containsOnly(Cluster.get(systems.get(0)).state().getLeader());
        assertThat(dns.queries().total()).isPositive();
    }

    private static long membersUp(ActorSystem system) {
        Iterable<Member> members = Cluster.get(system).state().getMembers();
        return StreamSupport.stream(members.spliterator(), false)
                .filter(member -> member.status().equals(MemberStatus.up()))
                .count();
    }

    private Config node(String address) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("pekko.actor.provider", "cluster");
        settings.put("pekko.loglevel", "OFF");
        settings.put("pekko.stdout-loglevel", "OFF");
        settings.put("pekko.cluster.jmx.multi-mbeans-in-same-jvm", "on");
        settings.put("pekko.remote.artery.canonical.hostname", address);
        settings.put("pekko.remote.artery.canonical.port", REMOTING);
        settings.put("pekko.management.http.hostname", address);
        settings.put("pekko.management.http.port", MANAGEMENT);
        String bootstrap = "pekko.management.cluster.bootstrap.contact-point-discovery.";
        settings.put(bootstrap + "discovery-method", "rollcall");
        settings.put(bootstrap + "service-name", "orders.shop.svc.cluster.local");
        settings.put(bootstrap + "port-name", "management");
        settings.put(bootstrap + "required-contact-point-nr", NODES);
        settings.put(bootstrap + "stable-margin", "1s");
        // Three cold systems on a busy machine take longer than the 3 s that a node in production has.
        settings.put("pekko.management.cluster.bootstrap.contact-point.probing-failure-timeout", "30s");
        settings.put(
                "pekko.discovery.rollcall.nameservers",
                List.of(dns.address().getAddress().getHostAddress() + ":"
                        + dns.address().getPort()));
        return ConfigFactory.parseMap(settings).withFallback(ConfigFactory.load());
    }
}
