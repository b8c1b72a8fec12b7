// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.xbill.DNS.Name;

/**
 * Everything that is served, at one moment.
 *
 * @param clusterDomain the absolute name, in lower case
 * @param server the server's own address, which {@code ns.dns.<zone>} names
 * @param ttl of every record but the schema version's
 * @param serial of the SOA, grows with every change
 * @param services by {@code name.namespace}
 */
record ZoneSnapshot(
        Name clusterDomain,
        InetAddress server,
        Duration ttl,
        long serial,
        Set<String> namespaces,
        Map<String, ServedService> services) {

    Optional<ServedService> service(String name, String namespace) {
        return Optional.ofNullable(services.get(key(name, namespace)));
    }

    static String key(String name, String namespace) {
        return name + "." + namespace;
    }
}
