// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns.servers;

import io.rollcall.discovery.dns.servers.Published.Families;
import io.rollcall.discovery.testing.HeadlessDns;
import java.util.List;

/** The services that every server serves. */
final class Catalogue {

    static final Published THREE = Published.of("three", 1, 3);
    /** One more than BIND sends glue for. */
    static final Published FOURTEEN = Published.of("fourteen", 2, 14);
    /** Does not fit into a datagram. */
    static final Published FORTY = Published.of("forty", 3, 40);

    static final Published DUAL = new Published("dual", 4, 3, Families.DUAL, true);
    /** Has only addresses. */
    static final Published PORTLESS = new Published("portless", 5, 3, Families.IPV4, false);
    /** As many as CoreDNS can list with glue. */
    static final Published MOST_WITH_GLUE = Published.of("nginx", 6, 816);
    /** Whose SRV records do not fit into 64 KiB, but whose addresses do. */
    static final Published OVER_64_KIB = Published.of("large", 7, 1200);
    /** Whose addresses do not fit either. Without a port, because BIND loads no SRV records of so many. */
    static final Published HUGE = new Published("huge", 8, 4500, Families.IPV4, false);
    /** That nobody serves. */
    static final Published NOBODY = Published.of("nobody", 9, 3);

    static final List<Published> SMALL = List.of(THREE, FOURTEEN, FORTY, DUAL, PORTLESS);
    static final List<Published> ALL =
            List.of(THREE, FOURTEEN, FORTY, DUAL, PORTLESS, MOST_WITH_GLUE, OVER_64_KIB, HUGE);

    private Catalogue() {}

    /** A server like CoreDNS with these. */
    static HeadlessDns headlessDns(List<Published> services) {
        HeadlessDns dns = HeadlessDns.start();
        services.forEach(service -> service.publish(dns));
        return dns;
    }
}
