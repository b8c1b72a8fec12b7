// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli.doctor;

import io.rollcall.discovery.dns.ResolvConf;
import java.util.ArrayList;
import java.util.List;

/** What resolv.conf shows by itself. Rollcall asks for absolute names and is not hit by most of it; others are. */
final class ResolverChecks {

    /** What the kubelet writes for dnsPolicy ClusterFirst (kubernetes pkg/kubelet/network/dns/dns.go). */
    private static final int KUBELET_NDOTS = 5;

    private ResolverChecks() {}

    static List<Finding> of(Observation seen) {
        List<Finding> findings = new ArrayList<>();
        if (seen.resolvConf().isEmpty()) {
            if (seen.configured()) {
                findings.add(new Finding(
                        Code.NO_RESOLV_CONF,
                        Severity.ERROR,
                        "there is no /etc/resolv.conf, so 127.0.0.1 is asked",
                        "mount one into the container, or name the server with --nameserver"));
            }
            return findings;
        }
        ResolvConf conf = seen.resolvConf().get();
        if (seen.configured() && conf.nameservers().isEmpty()) {
            findings.add(new Finding(
                    Code.NO_RESOLV_CONF,
                    Severity.ERROR,
                    "/etc/resolv.conf names no nameserver, so 127.0.0.1 is asked",
                    "add a line \"nameserver <IP>\"; in a pod, set dnsPolicy: ClusterFirst"));
        }
        // Whoever looks at a cluster from outside of it has another search list, and rightly so.
        boolean inside = seen.configured() || seen.service().self().isPresent();
        if (inside && seen.clusterDomain().isPresent()) {
            search(conf, seen, findings);
        }
        return findings;
    }

    private static void search(ResolvConf conf, Observation seen, List<Finding> findings) {
        String shortName = seen.service().domain().split("\\.", 2)[0];
        if (Observation.searched(seen.resolvConf()).isEmpty()) {
            findings.add(new Finding(
                    Code.SEARCH_LIST,
                    Severity.WARNING,
                    "the search list of /etc/resolv.conf, " + conf.search() + ", has no entry svc.<cluster domain>, so"
                            + " short names like " + shortName + " find nothing, and the cluster domain is not known"
                            + " from it",
                    "set dnsPolicy: ClusterFirst; with hostNetwork: true, ClusterFirstWithHostNet"));
        } else if (conf.ndots() < 2) {
            findings.add(new Finding(
                    Code.SEARCH_LIST,
                    Severity.WARNING,
                    "options ndots:" + conf.ndots() + " in /etc/resolv.conf: a name with a dot like " + shortName
                            + ".<namespace> is first asked for as it is, outside of the cluster",
                    "set ndots to 5 in the pod's dnsConfig, or use complete names that end with a dot"));
        } else if (conf.ndots() >= KUBELET_NDOTS) {
            findings.add(new Finding(
                    Code.NDOTS,
                    Severity.NOTICE,
                    "options ndots:" + conf.ndots() + " and " + conf.search().size() + " search domains: a name with"
                            + " fewer than " + conf.ndots() + " dots costs other programs up to "
                            + 2 * (conf.search().size() + 1) + " queries (rollcall asks for the absolute name, with"
                            + " one)",
                    "end complete names with a dot in their configuration"));
        }
    }
}
