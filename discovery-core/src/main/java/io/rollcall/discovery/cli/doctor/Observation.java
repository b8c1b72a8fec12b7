// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli.doctor;

import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.dns.ResolvConf;
import java.util.List;
import java.util.Optional;

/**
 * Everything a diagnosis is made from.
 *
 * @param service whose peers are wanted
 * @param expectedKnown whether the number of expected peers was told, and not assumed
 * @param domainFrom what says the cluster domain
 * @param belongs whether the kubelet says that the own pod belongs to this service
 * @param resolvConf what {@code /etc/resolv.conf} says; empty without one
 * @param configured whether the servers are those of that file
 * @param servers what each server said, in the order in which they are asked
 */
record Observation(
        HeadlessService service,
        boolean expectedKnown,
        String domainFrom,
        boolean belongs,
        Optional<ResolvConf> resolvConf,
        boolean configured,
        List<ServerView> servers) {

    private static final String SVC = "svc.";

    Observation {
        servers = List.copyOf(servers);
    }

    /** The first server that said something about the service. */
    Optional<ServerView> first() {
        return servers.stream().filter(ServerView::conclusive).findFirst();
    }

    /** The cluster domain of a Kubernetes service's name, with its last dot. */
    Optional<String> clusterDomain() {
        return clusterDomain(service);
    }

    static Optional<String> clusterDomain(HeadlessService service) {
        String[] labels = service.domain().split("\\.", 4);
        return labels.length == 4 && labels[2].equals("svc") ? Optional.of(labels[3]) : Optional.empty();
    }

    /** The cluster domain that the search list shows, with its last dot. */
    static Optional<String> searched(Optional<ResolvConf> resolvConf) {
        return resolvConf.stream()
                .flatMap(conf -> conf.search().stream())
                .filter(entry -> entry.startsWith(SVC))
                .findFirst()
                .map(entry -> entry.substring(SVC.length()))
                .map(domain -> domain.endsWith(".") ? domain : domain + ".");
    }
}
