// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import io.rollcall.discovery.AddressFamily;
import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.PeerId;
import io.rollcall.discovery.dns.Outcome.Answer;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * Asks for one ordinal after the other, where no list says which address is whose. Asks for configured and already seen
 * ordinals only, never for a name whose negative answer is still cached, and, where all addresses are known, for no more
 * names than there are addresses left: asking for a pod that does not exist yet hides it for the negative TTL.
 */
final class Sweep {

    private final Enquiry enquiry;
    private final Memory memory;
    private final Roster roster;
    private final Name domain;
    private final Set<AddressFamily> families;
    private final Queue<Candidate> candidates = new ArrayDeque<>();
    private final boolean possible;
    private boolean found;
    private boolean unanswered;

    /**
     * @param families those that the service has
     */
    Sweep(
            HeadlessService service,
            Enquiry enquiry,
            Memory memory,
            Roster roster,
            Name domain,
            Set<AddressFamily> families) {
        this.enquiry = enquiry;
        this.memory = memory;
        this.roster = roster;
        this.domain = domain;
        this.families = families;
        Set<PeerId> range = range(service);
        possible = !range.isEmpty();
        for (PeerId id : range) {
            name(id).filter(name -> !roster.contains(name)).ifPresent(name -> candidate(id, name));
        }
    }

    private void candidate(PeerId id, Name name) {
        List<Question> questions = families.stream()
                .map(family -> new Question(name, family == AddressFamily.IPV4 ? Type.A : Type.AAAA))
                .filter(question -> !memory.isNegative(question))
                .toList();
        if (!questions.isEmpty()) {
            candidates.add(new Candidate(id, questions));
        }
    }

    /** Whether it named a pod that no list had. */
    boolean found() {
        return found;
    }

    /** Whether every pod of the range was either found or denied. */
    boolean settled() {
        return possible && !unanswered && candidates.isEmpty();
    }

    /** Asks for every candidate. */
    CompletableFuture<?> everyone() {
        return ask(candidates.size());
    }

    /** Asks for the first candidate alone, to see whether this server answers at all. */
    CompletableFuture<?> first() {
        return ask(1);
    }

    /** Asks until each of these addresses has a name or no candidate is left. */
    CompletableFuture<?> until(Set<InetAddress> addresses) {
        Set<InetAddress> nameless = new HashSet<>(addresses);
        nameless.removeAll(roster.addresses());
        if (nameless.isEmpty() || candidates.isEmpty()) {
            return CompletableFuture.completedFuture(true);
        }
        return ask(nameless.size()).thenCompose(done -> until(nameless));
    }

    private CompletableFuture<?> ask(int count) {
        List<CompletableFuture<?>> open = new ArrayList<>();
        for (int i = 0; i < count && !candidates.isEmpty(); i++) {
            Candidate candidate = candidates.remove();
            for (Question question : candidate.questions) {
                open.add(enquiry.pod(question).thenAccept(outcome -> {
                    if (outcome instanceof Answer answer) {
                        found = true;
                        roster.addPod(candidate.id, question.name(), answer.records());
                    } else if (!outcome.conclusive()) {
                        unanswered = true;
                    }
                }));
            }
        }
        return FillIn.all(open);
    }

    /** Seen ones first: they most likely exist. */
    private Set<PeerId> range(HeadlessService service) {
        Set<String> sets = new LinkedHashSet<>();
        service.statefulSet().ifPresent(sets::add);
        if (sets.isEmpty()) {
            service.self().ifPresent(self -> sets.add(self.set()));
            sets.addAll(roster.sets());
            memory.seen().forEach(id -> sets.add(id.set()));
        }
        Set<PeerId> range = new LinkedHashSet<>();
        for (PeerId id : memory.seen()) {
            if (sets.contains(id.set())) {
                range.add(id);
            }
        }
        for (String set : sets) {
            for (int i = 0; i < service.expectedPeers(); i++) {
                range.add(new PeerId(set, service.firstOrdinal() + i));
            }
        }
        return range;
    }

    /** Empty if the name would be too long, so that there can be no such pod. */
    private Optional<Name> name(PeerId id) {
        try {
            return Optional.of(new Name(id.podName(), domain));
        } catch (TextParseException e) {
            return Optional.empty();
        }
    }

    private record Candidate(PeerId id, List<Question> questions) {}
}
