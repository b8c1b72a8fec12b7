// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns.servers;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.rollcall.discovery.dns.servers.Client.Seen;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.discovery.Discovery;
import org.apache.pekko.discovery.Lookup;
import org.apache.pekko.discovery.ServiceDiscovery.Resolved;
import org.apache.pekko.discovery.ServiceDiscovery.ResolvedTarget;

/** Pekko Discovery with its DNS method, by which Pekko forms clusters. */
final class PekkoClient {

    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private PekkoClient() {}

    static Set<Seen> peers(Published service, InetSocketAddress server) throws Exception {
        Config settings = ConfigFactory.parseString(
                        """
                        pekko {
                          loglevel = OFF
                          stdout-loglevel = OFF
                          discovery.method = pekko-dns
                          io.dns.resolver = async-dns
                          io.dns.async-dns {
                            nameservers = ["%s:%d"]
                            search-domains = []
                            ndots = 1
                          }
                        }
                        """.formatted(server.getAddress().getHostAddress(), server.getPort()))
                .withFallback(ConfigFactory.load());
        ActorSystem system = ActorSystem.create("peers", settings);
        try {
            String name = service.srvName();
            Lookup lookup = Lookup.parseSrv(name.substring(0, name.length() - 1));
            Resolved resolved = Discovery.get(system)
                    .discovery()
                    .lookup(lookup, DEADLINE)
                    .toCompletableFuture()
                    .get(DEADLINE.toSeconds() + 5, TimeUnit.SECONDS);
            return merged(resolved);
        } finally {
            system.terminate();
            system.getWhenTerminated().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    /** It lists a target once for each of its addresses. */
    private static Set<Seen> merged(Resolved resolved) {
        Map<String, Set<InetAddress>> addresses = new TreeMap<>();
        Map<String, Integer> ports = new TreeMap<>();
        for (ResolvedTarget target : resolved.getAddresses()) {
            ports.put(target.host(), (Integer) target.getPort().orElse(0));
            Set<InetAddress> own = addresses.computeIfAbsent(target.host(), host -> new HashSet<>());
            target.getAddress().ifPresent(own::add);
        }
        Set<Seen> peers = new HashSet<>();
        addresses.forEach((host, own) -> peers.add(Seen.of(host, ports.get(host), own)));
        return peers;
    }
}
