// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.rollcall.discovery.HeadlessService;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Whose peers to show. A wrong setting ends the start. In the environment {@code rollcall.expected-peers} is
 * {@code ROLLCALL_EXPECTED_PEERS}. The defaults stand in {@code application.properties}: a default given here, or an
 * Optional, would also swallow a value that is no number.
 *
 * @param service the headless service's name; {@code sample-app} unless set
 * @param namespace its namespace; {@code default} unless set
 * @param clusterDomain the cluster's DNS domain; {@code cluster.local} unless set
 * @param portName the name of the port to look up; {@code http} unless set
 * @param defaultPort the port of peers that DNS gives none for, 1 to 65535; 8080 unless set
 * @param statefulSet only pods of this StatefulSet count; all unless set
 * @param firstOrdinal the lowest ordinal; 0 unless set
 * @param expectedPeers how many peers there should be, at least 1; 3 unless set
 * @param nameservers one to three DNS servers, each {@code address} or {@code address:port}, IPv6 in brackets where a
 *     port follows; those of {@code /etc/resolv.conf} unless set
 * @param lookupDeadline how long one lookup may take, more than zero; 5 s unless set
 */
@ConfigurationProperties(RollcallConfiguration.PREFIX)
record RollcallConfiguration(
        String service,
        String namespace,
        String clusterDomain,
        String portName,
        int defaultPort,
        Optional<String> statefulSet,
        int firstOrdinal,
        int expectedPeers,
        List<String> nameservers,
        Duration lookupDeadline) {

    static final String PREFIX = "rollcall";

    RollcallConfiguration {
        nameservers = nameservers.stream().filter(text -> !text.isBlank()).toList();
    }

    /**
     * The service these settings describe.
     *
     * @throws IllegalArgumentException if a setting is out of its range
     */
    HeadlessService headlessService() {
        HeadlessService.Builder builder = HeadlessService.named(service)
                .namespace(namespace)
                .clusterDomain(clusterDomain)
                .portName(portName)
                .defaultPort(defaultPort)
                .firstOrdinal(firstOrdinal)
                .expectedPeers(expectedPeers);
        statefulSet.ifPresent(builder::statefulSet);
        return builder.build();
    }
}
