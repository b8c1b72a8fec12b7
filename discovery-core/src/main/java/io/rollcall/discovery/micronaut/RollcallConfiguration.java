// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.micronaut;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import io.rollcall.discovery.AddressFamily;
import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.dns.AddressLiteral;
import io.rollcall.discovery.dns.DnsPeerDiscovery;
import io.rollcall.discovery.identity.Field;
import io.rollcall.discovery.identity.IdentityBuilder;
import io.rollcall.discovery.identity.IdentityException;
import io.rollcall.discovery.identity.Sources;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Whose peers are wanted, and who this process is. What is not set is found out as
 * {@link io.rollcall.discovery.identity.Identity} says; what is set wins over that. Immutable.
 *
 * <p>In the environment {@code rollcall.expected-peers} is {@code ROLLCALL_EXPECTED_PEERS}, and so on: the variables that
 * {@link Field} names mean the same here.
 *
 * @param enabled whether there are any beans of Rollcall
 * @param expectedPeers how many peers there should be, at least 1; without it there are no beans of Rollcall
 * @param service the headless service's name
 * @param namespace the namespace of the service
 * @param clusterDomain the cluster's DNS domain
 * @param domain the complete name that lists the peers, in place of the three above
 * @param member whether this process is one of the peers; {@code false} for an application that only uses them
 * @param podName the own pod's name
 * @param statefulset the StatefulSet of the own pod, and the only one whose pods count
 * @param ordinal the own ordinal, at least 0
 * @param firstOrdinal the lowest ordinal ({@code spec.ordinals.start})
 * @param portName the name of the port to ask for
 * @param defaultPort the port of peers that DNS gives none for, 1 to 65535
 * @param nameservers one to three DNS servers, each {@code address} or {@code address:port}, IPv6 in brackets where a port
 *     follows; those of {@code /etc/resolv.conf} if empty
 * @param tryTimeout how long one server may take for one question, more than zero and at most an hour
 * @param lookupDeadline how long one lookup may take with all its questions, more than zero and at most an hour
 * @param family asks for addresses of one family only, {@code ipv4} or {@code ipv6}
 * @since 0.1
 */
@ConfigurationProperties(RollcallConfiguration.PREFIX)
public record RollcallConfiguration(
        @Bindable(defaultValue = "true") boolean enabled,
        int expectedPeers,
        Optional<String> service,
        Optional<String> namespace,
        Optional<String> clusterDomain,
        Optional<String> domain,
        Optional<Boolean> member,
        Optional<String> podName,
        Optional<String> statefulset,
        Optional<Integer> ordinal,
        Optional<Integer> firstOrdinal,
        Optional<String> portName,
        Optional<Integer> defaultPort,
        @Bindable(defaultValue = "") List<String> nameservers,
        Optional<Duration> tryTimeout,
        @Bindable(defaultValue = "5s") Duration lookupDeadline,
        Optional<AddressFamily> family)
        implements RollcallSettings {

    /** What all keys begin with. */
    public static final String PREFIX = "rollcall";

    /** Drops blank nameservers. */
    public RollcallConfiguration {
        nameservers = nameservers.stream().filter(text -> !text.isBlank()).toList();
    }

    /**
     * The service that these settings and the given sources describe.
     *
     * @throws IdentityException if something needed is missing, invalid or contradictory
     */
    HeadlessService headlessService(Sources sources) {
        IdentityBuilder builder = new IdentitySettings()
                .with(Field.EXPECTED_PEERS, Optional.of(expectedPeers))
                .with(Field.SERVICE, service)
                .with(Field.NAMESPACE, namespace)
                .with(Field.CLUSTER_DOMAIN, clusterDomain)
                .with(Field.DOMAIN, domain)
                .with(Field.MEMBER, member)
                .with(Field.POD_NAME, podName)
                .with(Field.STATEFUL_SET, statefulset)
                .with(Field.ORDINAL, ordinal)
                .with(Field.FIRST_ORDINAL, firstOrdinal)
                .with(Field.PORT_NAME, portName)
                .with(Field.DEFAULT_PORT, defaultPort)
                .builder();
        return builder.identify(sources).orElseThrow().service();
    }

    /**
     * A discovery of that service.
     *
     * @throws IllegalArgumentException if a setting is out of its range
     */
    DnsPeerDiscovery discovery(HeadlessService wanted) {
        DnsPeerDiscovery.Builder builder = DnsPeerDiscovery.builder(wanted).lookupDeadline(lookupDeadline);
        List<InetSocketAddress> servers =
                nameservers.stream().map(AddressLiteral::nameserver).toList();
        if (!servers.isEmpty()) {
            builder.nameservers(servers);
        }
        tryTimeout.ifPresent(builder::tryTimeout);
        family.ifPresent(builder::only);
        return builder.build();
    }
}
