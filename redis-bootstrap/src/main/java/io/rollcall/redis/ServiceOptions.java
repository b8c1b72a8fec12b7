// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import io.rollcall.discovery.HeadlessService;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which peers: shared by all commands. Filled by picocli. */
final class ServiceOptions {

    @Option(
            names = {"-s", "--service"},
            required = true,
            paramLabel = "NAME",
            defaultValue = "${env:ROLLCALL_SERVICE}",
            description = "Name of the headless service, or with dots its complete domain name. [env ROLLCALL_SERVICE]")
    private String service = "";

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAME",
            defaultValue = "${env:ROLLCALL_NAMESPACE:-default}",
            description = "Namespace of the service. [env ROLLCALL_NAMESPACE] Default: ${DEFAULT-VALUE}")
    private String namespace = "";

    @Option(
            names = "--cluster-domain",
            paramLabel = "DOMAIN",
            defaultValue = "${env:ROLLCALL_CLUSTER_DOMAIN:-cluster.local}",
            description = "DNS domain of the cluster. [env ROLLCALL_CLUSTER_DOMAIN] Default: ${DEFAULT-VALUE}")
    private String clusterDomain = "";

    @Option(
            names = "--port-name",
            paramLabel = "NAME",
            defaultValue = "${env:ROLLCALL_PORT_NAME:-redis}",
            description = "Name of the service's Redis port. [env ROLLCALL_PORT_NAME] Default: ${DEFAULT-VALUE}")
    private String portName = "";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "6379",
            description = "Redis port where DNS gives none. Default: ${DEFAULT-VALUE}")
    private int port;

    @Option(
            names = {"-p", "--pods", "--expected"},
            paramLabel = "N",
            defaultValue = "${env:ROLLCALL_EXPECTED_PEERS}",
            description = "How many pods there are; never guessed from DNS. [env ROLLCALL_EXPECTED_PEERS]")
    private @Nullable Integer pods;

    @Option(
            names = "--first-ordinal",
            paramLabel = "N",
            defaultValue = "0",
            description = "Lowest ordinal (spec.ordinals.start). Default: ${DEFAULT-VALUE}")
    private int firstOrdinal;

    @Option(
            names = "--stateful-set",
            paramLabel = "NAME",
            description = "Only pods of this set count, where several share the service.")
    private @Nullable String statefulSet;

    @Option(
            names = "--nameserver",
            paramLabel = "IP[:PORT]",
            split = ",",
            converter = NameserverConverter.class,
            description = "DNS server to ask instead of those in /etc/resolv.conf; may be repeated.")
    private List<InetSocketAddress> nameservers = List.of();

    /**
     * The service.
     *
     * @param expected how many pods there shall be, where that is not {@code --pods}
     * @throws IllegalArgumentException if the options make none; the message is the user's
     */
    HeadlessService service(OptionalInt expected) {
        Integer number = expected.isPresent() ? Integer.valueOf(expected.getAsInt()) : pods;
        if (number == null) {
            throw new IllegalArgumentException("Missing required option: '--pods=N'");
        }
        HeadlessService.Builder builder = service.contains(".")
                ? HeadlessService.ofDomain(service)
                : HeadlessService.named(service).namespace(namespace).clusterDomain(clusterDomain);
        if (statefulSet != null) {
            builder.statefulSet(statefulSet);
        }
        return builder.portName(portName)
                .defaultPort(port)
                .firstOrdinal(firstOrdinal)
                .expectedPeers(number)
                .build();
    }

    List<InetSocketAddress> nameservers() {
        return nameservers;
    }
}
