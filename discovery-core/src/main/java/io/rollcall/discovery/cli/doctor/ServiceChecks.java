// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli.doctor;

import io.rollcall.discovery.Evidence.Verdict;
import io.rollcall.discovery.PeerId;
import io.rollcall.discovery.dns.ProbeReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the name is right, and what kind of service is behind it. */
final class ServiceChecks {

    private static final int LONG_TTL_SECONDS = 60;

    private ServiceChecks() {}

    static List<Finding> of(Observation seen) {
        List<Finding> findings = new ArrayList<>();
        if (wrongDomain(seen, findings) || seen.first().isEmpty()) {
            return findings;
        }
        ServerView server = seen.first().get();
        Optional<String> alias = server.best().alias().or(server.a()::alias);
        if (alias.isPresent()) {
            findings.add(new Finding(
                    Code.EXTERNAL_NAME,
                    Severity.ERROR,
                    seen.service().domain() + " is an alias of " + alias.get() + " and lists no pods",
                    "name the headless service itself; a service of type ExternalName has no pods"));
        } else if (server.targets().contains(seen.service().domain())) {
            findings.add(new Finding(
                    Code.CLUSTER_IP,
                    Severity.ERROR,
                    seen.service().domain() + " is a service with the cluster IP " + server.addresses()
                            + " and lists no pods",
                    "set clusterIP: None in a service of its own beside it, and name that one in the StatefulSet's"
                            + " serviceName; the field cannot be changed in place"));
        } else if (server.denied()) {
            absent(seen, server, findings);
        } else {
            ports(seen, server, findings);
            ttl(server, findings);
        }
        return findings;
    }

    private static boolean wrongDomain(Observation seen, List<Finding> findings) {
        Optional<String> domain = seen.clusterDomain();
        if (domain.isEmpty()) {
            return false;
        }
        Optional<ServerView> elsewhere = seen.servers().stream()
                .filter(server ->
                        server.elsewhere().filter(ProbeReply::answered).isPresent())
                .findFirst();
        boolean found = seen.servers().stream().anyMatch(server -> server.a().answered());
        boolean foreign = seen.servers().stream().anyMatch(server -> foreign(server, domain.get()));
        Optional<String> searched = Observation.searched(seen.resolvConf());
        if (found || (elsewhere.isEmpty() && !foreign)) {
            return false;
        }
        String better = searched.filter(other -> !other.equals(domain.get())).orElse("");
        findings.add(new Finding(
                Code.WRONG_CLUSTER_DOMAIN,
                Severity.ERROR,
                "the cluster domain " + domain.get() + " (" + seen.domainFrom() + ") is none that the servers serve"
                        + (elsewhere.isPresent() ? "; under " + better + " the service is known" : ""),
                better.isEmpty()
                        ? "take the domain that the cluster's DNS serves: the entry svc.<domain> of a pod's search list,"
                                + " or the kubernetes line of the Corefile; set --cluster-domain or"
                                + " ROLLCALL_CLUSTER_DOMAIN"
                        : "set --cluster-domain " + better.substring(0, better.length() - 1)
                                + ", or ROLLCALL_CLUSTER_DOMAIN, as the search list of /etc/resolv.conf says"));
        return true;
    }

    /** A cluster's server refuses foreign names or hands them on to servers whose zone then denies them. */
    private static boolean foreign(ServerView server, String domain) {
        return server.udp().evidence().verdict() == Verdict.REFUSED
                || (server.denied()
                        && server.best()
                                .zone()
                                .filter(zone -> !("." + zone).endsWith("." + domain))
                                .isPresent());
    }

    private static void absent(Observation seen, ServerView server, List<Finding> findings) {
        String domain = seen.service().domain();
        if (seen.belongs() && seen.service().self().isPresent()) {
            findings.add(notReady(seen, seen.service().self().get(), "and DNS lists nobody at all"));
            return;
        }
        findings.add(new Finding(
                Code.SERVICE_ABSENT,
                Severity.ERROR,
                domain + " does not exist, or none of its pods is ready: DNS shows no difference (for "
                        + server.best().evidence().ttl().toSeconds() + " s that answer is kept)",
                "check the names of service and namespace; if they are right, start the pods, and have the service list"
                        + " them before they are ready: publishNotReadyAddresses: true"));
    }

    static Finding notReady(Observation seen, PeerId self, String consequence) {
        return new Finding(
                Code.NOT_READY_UNPUBLISHED,
                Severity.ERROR,
                "this pod, " + self + ", runs and belongs to " + seen.service().domain()
                        + ", but is not ready, and the service lists ready pods only; " + consequence,
                "set publishNotReadyAddresses: true in the headless service, so that peers find each other before they"
                        + " are ready; or repair the readiness probe");
    }

    private static void ports(Observation seen, ServerView server, List<Finding> findings) {
        if (!server.best().answered()
                && ServerView.conclusive(server.best())
                && !server.addresses().isEmpty()) {
            findings.add(new Finding(
                    Code.NO_PORTS,
                    Severity.WARNING,
                    seen.service().domain() + " has addresses but no SRV records (" + ServerChecks.how(server.best())
                            + "): it declares no ports, so DNS gives neither ports nor the names of pods",
                    "declare a named port in the service (ports: [{name: peer, port: 7000}]); or give the StatefulSet's"
                            + " name and the number of peers, so that each ordinal is asked for"));
        }
        server.port()
                .filter(reply -> !reply.answered()
                        && ServerView.conclusive(reply)
                        && server.best().answered())
                .ifPresent(reply -> findings.add(new Finding(
                        Code.WRONG_PORT_NAME,
                        Severity.ERROR,
                        "the service has no TCP port named \""
                                + seen.service().portName().orElse("") + "\" ("
                                + reply.evidence().verdict() + "); its ports are "
                                + server.best().ports()
                                + " under other names",
                        "correct --port-name or ROLLCALL_PORT_NAME, or the port's name in the service")));
    }

    private static void ttl(ServerView server, List<Finding> findings) {
        long seconds = server.best().evidence().ttl().toSeconds();
        if (server.best().answered() && seconds > LONG_TTL_SECONDS) {
            findings.add(new Finding(
                    Code.LONG_TTL,
                    Severity.NOTICE,
                    "answers are kept for " + seconds + " s, and changes are seen that much later",
                    "lower ttl in the kubernetes block of the Corefile; 5 s is its default"));
        }
        if (server.best().answered() && server.best().glue() < server.targets().size()) {
            findings.add(new Finding(
                    Code.GLUE_MISSING,
                    Severity.NOTICE,
                    "the answer has " + server.best().glue() + " addresses beside "
                            + server.targets().size() + " names, so each look costs a further query per peer",
                    "have the cluster's DNS asked directly; caches in between (dnsmasq, minimal-responses) drop them"));
        }
    }
}
