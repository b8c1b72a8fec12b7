// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli;

import io.rollcall.discovery.identity.Field;
import io.rollcall.discovery.identity.Identity;
import io.rollcall.discovery.identity.IdentityBuilder;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Whose peers; shared by all commands that look. Filled by picocli.
 *
 * @since 0.1
 */
public final class ServiceOptions {

    @Option(
            names = {"-s", "--service"},
            paramLabel = "NAME",
            description =
                    "The headless service; with dots, a complete domain name. [env ROLLCALL_SERVICE, ROLLCALL_DOMAIN]"
                            + " In a pod of a StatefulSet: the set's own.")
    private @Nullable String service;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAME",
            description =
                    "Its namespace. [env ROLLCALL_NAMESPACE, POD_NAMESPACE] In a pod: the pod's own; else default.")
    private @Nullable String namespace;

    @Option(
            names = "--cluster-domain",
            paramLabel = "DOMAIN",
            description = "The cluster's DNS domain. [env ROLLCALL_CLUSTER_DOMAIN] As the search list of"
                    + " /etc/resolv.conf says; else cluster.local.")
    private @Nullable String clusterDomain;

    @Option(
            names = {"-e", "--expect"},
            paramLabel = "N",
            description = "How many peers there should be; never guessed from DNS. [env ROLLCALL_EXPECTED_PEERS]")
    private @Nullable Integer expected;

    @Option(
            names = "--port-name",
            paramLabel = "NAME",
            description =
                    "The name of the port to ask for. [env ROLLCALL_PORT_NAME] The only one there is, unless set.")
    private @Nullable String portName;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "The port of peers that DNS gives none for. [env ROLLCALL_DEFAULT_PORT]")
    private @Nullable Integer port;

    @Option(
            names = "--stateful-set",
            paramLabel = "NAME",
            description = "Only pods of this set count, where several share the service. [env ROLLCALL_STATEFULSET]")
    private @Nullable String statefulSet;

    @Option(
            names = "--first-ordinal",
            paramLabel = "N",
            description = "The lowest ordinal (spec.ordinals.start). [env ROLLCALL_FIRST_ORDINAL]")
    private @Nullable Integer firstOrdinal;

    @Option(
            names = "--pod-name",
            paramLabel = "NAME",
            description = "Which of the peers this is. [env ROLLCALL_POD_NAME, POD_NAME] In a pod: as /etc/hosts says.")
    private @Nullable String podName;

    @Option(
            names = "--nameserver",
            paramLabel = "IP[:PORT]",
            split = ",",
            converter = NameserverConverter.class,
            description = "The DNS server to ask instead of those in /etc/resolv.conf; up to three.")
    private List<InetSocketAddress> nameservers = List.of();

    IdentityBuilder given() {
        IdentityBuilder given = Identity.builder();
        set(given, service != null && service.contains(".") ? Field.DOMAIN : Field.SERVICE, service);
        set(given, Field.NAMESPACE, namespace);
        set(given, Field.CLUSTER_DOMAIN, clusterDomain);
        set(given, Field.EXPECTED_PEERS, expected);
        set(given, Field.PORT_NAME, portName);
        set(given, Field.DEFAULT_PORT, port);
        set(given, Field.STATEFUL_SET, statefulSet);
        set(given, Field.FIRST_ORDINAL, firstOrdinal);
        set(given, Field.POD_NAME, podName);
        return given;
    }

    /** Whether this is about a service that was named, which need not be this process's own. */
    boolean namesService() {
        return service != null;
    }

    boolean namesPod() {
        return podName != null;
    }

    List<InetSocketAddress> nameservers() {
        return nameservers;
    }

    /** What to look at. Members and others alike, unless {@code member}. */
    public Target target(Surroundings surroundings, boolean member) {
        return Target.settle(this, surroundings.sources().get(), member);
    }

    private static void set(IdentityBuilder given, Field field, @Nullable Object value) {
        if (value != null) {
            given.set(field, value.toString());
        }
    }
}
