// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import io.rollcall.discovery.AddressFamily;
import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.Peer;
import io.rollcall.discovery.PeerId;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;

/**
 * Puts peers together from records. Does no I/O and trusts nothing: a target counts only directly under the service's
 * own name and with a label of letters, digits and dashes, so that a reply cannot send us elsewhere or smuggle
 * characters into a log or URI; whatever else is listed is dropped and counted.
 */
final class Roster {

    private final HeadlessService service;
    private final Set<AddressFamily> families;
    private final Name domain;
    private final Labels labels;
    private final Map<String, Draft> drafts = new LinkedHashMap<>();
    private final Set<Name> dropped = new LinkedHashSet<>();
    private final Set<Integer> wantedPorts = new TreeSet<>();
    private final Set<Integer> otherPorts = new TreeSet<>();
    private Collection<InetAddress> strays = List.of();
    private boolean pointsToItself;

    /** @param families the only ones whose addresses count */
    Roster(HeadlessService service, Set<AddressFamily> families) {
        this.service = service;
        this.families = families;
        this.domain = Name.fromConstantString(service.domain());
        this.labels = new Labels(domain);
    }

    /**
     * Adds the targets of SRV records and what glue there is for them.
     *
     * @param wanted whether these are the records of the wanted port
     */
    void addTargets(List<Record> records, List<Record> glue, boolean wanted) {
        for (Record found : records) {
            if (found instanceof SRVRecord srv) {
                addTarget(srv, wanted);
            }
        }
        for (Record extra : glue) {
            draft(extra.getName()).ifPresent(draft -> draft.add(Addresses.of(extra)));
        }
    }

    private void addTarget(SRVRecord srv, boolean wanted) {
        Name target = srv.getTarget();
        Optional<String> label = labels.of(target);
        if (label.isEmpty()) {
            if (target.equals(domain)) {
                pointsToItself = true;
            } else {
                dropped.add(target);
            }
            return;
        }
        Draft draft = drafts.get(label.get());
        if (draft == null) {
            Optional<PeerId> id = PeerId.parse(label.get());
            if (isOfAnotherSet(id)) {
                return;
            }
            draft = new Draft(target, label.get(), id);
            drafts.put(label.get(), draft);
        }
        if (srv.getPort() == 0) {
            return;
        }
        (wanted ? wantedPorts : otherPorts).add(srv.getPort());
        if (wanted && !draft.ports.contains(srv.getPort())) {
            draft.ports.add(srv.getPort());
        }
    }

    /** A pod of another set does not count; a label that names no set may belong to this one. */
    private boolean isOfAnotherSet(Optional<PeerId> id) {
        return service.statefulSet().isPresent()
                && id.isPresent()
                && !id.get().set().equals(service.statefulSet().get());
    }

    /** Adds a pod that was asked for by its name, with its addresses. */
    void addPod(PeerId id, Name name, List<Record> records) {
        drafts.computeIfAbsent(id.podName(), label -> new Draft(name, label, Optional.of(id)));
        setAddresses(name, records);
    }

    /** Sets the addresses of one pod, of one family, from an answer of its own, which counts more than glue. */
    void setAddresses(Name target, List<Record> records) {
        List<InetAddress> own = Addresses.of(records);
        if (own.isEmpty()) {
            return;
        }
        AddressFamily family = AddressFamily.of(own.get(0));
        draft(target).ifPresent(draft -> {
            draft.addresses.removeIf(family::includes);
            own.forEach(draft::add);
        });
    }

    private Optional<Draft> draft(Name name) {
        return labels.of(name).map(drafts::get);
    }

    /**
     * Adds peers of which nothing is known but an address. Where listed peers have none of its family, because their own
     * questions failed, it may be theirs, and is not added.
     *
     * @return whether each address is that of a peer now, or can be that of a listed one
     */
    boolean addStrays(Collection<InetAddress> addresses) {
        strays = addresses.stream()
                .filter(address -> lacking(AddressFamily.of(address)) == 0)
                .toList();
        return Arrays.stream(AddressFamily.values()).allMatch(family -> {
            long lacking = lacking(family);
            return lacking == 0 || addresses.stream().filter(family::includes).count() <= lacking;
        });
    }

    private long lacking(AddressFamily family) {
        boolean shown = shows(family);
        return drafts.values().stream()
                .filter(draft -> draft.addresses.isEmpty() || (shown && !draft.has(family)))
                .count();
    }

    boolean isEmpty() {
        return drafts.isEmpty() && strays.isEmpty();
    }

    boolean contains(Name name) {
        return draft(name).isPresent();
    }

    /** Whether the service lists itself as its target, which is what a service with a cluster IP does. */
    boolean pointsToItself() {
        return pointsToItself;
    }

    /** Targets that are not pods of the service. */
    Set<Name> dropped() {
        return dropped;
    }

    /** The ports of the wanted name, or of any if none is named, ascending. */
    Set<Integer> wantedPorts() {
        return wantedPorts;
    }

    /** The ports that the service has under other names, ascending. */
    Set<Integer> otherPorts() {
        return otherPorts;
    }

    /** The sets whose pods are listed. */
    Set<String> sets() {
        Set<String> sets = new TreeSet<>();
        drafts.values().forEach(draft -> draft.id.ifPresent(id -> sets.add(id.set())));
        return sets;
    }

    /** Every address that a named peer has. */
    Set<InetAddress> addresses() {
        Set<InetAddress> addresses = new HashSet<>();
        drafts.values().forEach(draft -> addresses.addAll(draft.addresses));
        return addresses;
    }

    /** Whether any listed peer has an address of a family. */
    boolean shows(AddressFamily family) {
        return drafts.values().stream().anyMatch(draft -> draft.has(family));
    }

    /** The peers without any address. */
    List<Name> withoutAddress() {
        return names(draft -> draft.addresses.isEmpty());
    }

    /** The peers that have an address, but none of a family. */
    List<Name> without(AddressFamily family) {
        return names(draft -> !draft.addresses.isEmpty() && !draft.has(family));
    }

    private List<Name> names(Predicate<Draft> which) {
        List<Name> names = new ArrayList<>();
        for (Draft draft : drafts.values()) {
            if (which.test(draft)) {
                names.add(draft.name);
            }
        }
        return names;
    }

    /** The peers as they stand, in no order. */
    List<Peer> peers() {
        List<Peer> peers = new ArrayList<>(drafts.size() + strays.size());
        for (Draft draft : drafts.values()) {
            peers.add(new Peer(draft.label, draft.id, draft.addresses, port(draft.ports)));
        }
        for (InetAddress stray : strays) {
            peers.add(new Peer(Labels.dashed(stray), Optional.empty(), List.of(stray), port(wantedPorts)));
        }
        return peers;
    }

    /** A peer that no SRV record names has the port that all others have; among several, only the configured will do. */
    private OptionalInt port(Collection<Integer> own) {
        Collection<Integer> ports = own.isEmpty() ? wantedPorts : own;
        return ports.size() == 1 ? OptionalInt.of(ports.iterator().next()) : service.defaultPort();
    }

    private final class Draft {
        private final Name name;
        private final String label;
        private final Optional<PeerId> id;
        private final List<Integer> ports = new ArrayList<>(1);
        private final List<InetAddress> addresses = new ArrayList<>(1);

        Draft(Name name, String label, Optional<PeerId> id) {
            this.name = name;
            this.label = label;
            this.id = id;
        }

        void add(InetAddress address) {
            if (families.contains(AddressFamily.of(address))) {
                addresses.add(address);
            }
        }

        boolean has(AddressFamily family) {
            return addresses.stream().anyMatch(family::includes);
        }
    }
}
