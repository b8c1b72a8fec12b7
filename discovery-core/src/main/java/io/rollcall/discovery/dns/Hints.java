// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.Peer;
import io.rollcall.discovery.dns.Outcome.NxDomain;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.xbill.DNS.Name;

/** What the answers say about mistakes in the configuration, as far as DNS shows them, in sentences. Pure. */
final class Hints {

    private final HeadlessService service;
    private final Set<String> sentences = new LinkedHashSet<>();

    Hints(HeadlessService service) {
        this.service = service;
    }

    List<String> sentences() {
        return List.copyOf(sentences);
    }

    /** Whether the name has the form of a Kubernetes service, {@code name.namespace.svc.zone.}. */
    static boolean isKubernetes(HeadlessService service) {
        String[] labels = service.domain().split("\\.", 4);
        return labels.length == 4 && labels[2].equals("svc");
    }

    void dropped(Set<Name> targets) {
        if (!targets.isEmpty()) {
            sentences.add(targets.size() + " SRV target" + (targets.size() == 1 ? "" : "s") + " of " + service.domain()
                    + " lie outside of it and were dropped, the first being "
                    + targets.iterator().next() + "; ask for the service that these pods belong to");
        }
    }

    void clusterIp() {
        sentences.add(service.domain() + " has its own name as its SRV target, so it is a service with a cluster IP and"
                + " lists no pods; set clusterIP: None, or name the headless service beside it");
    }

    void alias(Name target) {
        sentences.add(service.domain() + " is an alias (CNAME) of " + target
                + ", so it is a service of type ExternalName or a name that was looked up elsewhere, and lists no pods;"
                + " name the headless service itself");
    }

    void wrongPort(Set<Integer> others) {
        sentences.add("no SRV record has the port name \"" + service.portName().orElseThrow() + "\" (TCP), while "
                + service.domain() + " has the ports " + others
                + " under other names; correct the port's name here or in the service");
    }

    /** What an exchange failed of. */
    void trouble(String what) {
        sentences.add(what + "; check that server and the way to it");
    }

    /** What is odd about the peers that were found. */
    void about(List<Peer> peers, Set<Integer> ports, boolean whole) {
        boolean portless = peers.stream().anyMatch(peer -> peer.port().isEmpty());
        if (portless && ports.size() > 1) {
            sentences.add(service.domain() + " has the ports " + ports
                    + " and no port name or default port says which is meant; name one");
        } else if (portless && sentences.isEmpty()) {
            sentences.add("DNS gives no port for " + service.domain()
                    + "; configure the default port, or name the port in the service");
        }
        if (!whole) {
            sentences.add("the answers for " + service.domain()
                    + " were cut or are in doubt, so peers may be missing; configure the StatefulSet's name and the"
                    + " expected number of peers, so that each ordinal can be asked for");
        }
    }

    /** A cluster's server denies names of its domain with its own SOA; another zone's SOA shows that it serves none. */
    void absent(Outcome outcome) {
        if (!(outcome instanceof NxDomain gone) || !isKubernetes(service)) {
            return;
        }
        Name cluster = Name.fromConstantString(service.domain().split("\\.", 4)[3]);
        Optional<Name> zone = gone.zone().filter(owner -> !owner.subdomain(cluster) && cluster.subdomain(owner));
        zone.ifPresent(
                owner -> sentences.add("the zone " + owner + " denied " + service.domain() + ", so that server does"
                        + " not serve the cluster domain " + cluster
                        + "; take the cluster domain from the entry svc.<domain> of resolv.conf's search list"));
    }
}
