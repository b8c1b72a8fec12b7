// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import io.rollcall.discovery.Evidence;
import io.rollcall.discovery.dns.Outcome.Answer;
import io.rollcall.discovery.dns.Outcome.Malformed;
import io.rollcall.discovery.dns.Outcome.Unreachable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.xbill.DNS.Name;

/**
 * The questions of one lookup, under its deadline. Follows CNAMEs that the server did not follow, and keeps the evidence
 * and the least TTL.
 */
final class Enquiry {

    /** The exchanges about single pods that are kept as evidence; there may be thousands. */
    private static final int MOST_POD_EVIDENCE = 32;

    private final Respondent respondent;
    private final Memory memory;
    private final long deadline;
    private final List<Evidence> evidence = new ArrayList<>();
    private final Set<String> troubles = new LinkedHashSet<>();
    private int podEvidence;
    private Optional<Duration> ttl = Optional.empty();
    private Optional<Name> alias = Optional.empty();

    Enquiry(Respondent respondent, Memory memory, long deadline) {
        this.respondent = respondent;
        this.memory = memory;
        this.deadline = deadline;
    }

    /** Asks about the service; every exchange is evidence. */
    CompletableFuture<Outcome> service(Name name, int type) {
        return ask(new Question(name, type), true, new HashSet<>());
    }

    /** Asks about one pod. */
    CompletableFuture<Outcome> pod(Question question) {
        return ask(question, false, new HashSet<>());
    }

    /** The exchanges so far. */
    List<Evidence> evidence() {
        return evidence;
    }

    /** What was wrong with the exchanges that went wrong, as far as there is more to say than the evidence does. */
    Set<String> troubles() {
        return troubles;
    }

    private void note(Outcome outcome) {
        evidence.add(outcome.evidence());
        if (outcome instanceof Unreachable unreachable) {
            troubles.add(outcome.asked() + ": " + unreachable.reason());
        } else if (outcome instanceof Malformed malformed) {
            troubles.add(outcome.asked() + ": " + malformed.reason());
        }
    }

    /** The least TTL of the answers so far; zero before the first. */
    Duration ttl() {
        return ttl.orElse(Duration.ZERO);
    }

    /** What the service is another name of, if it is. */
    Optional<Name> alias() {
        return alias;
    }

    private CompletableFuture<Outcome> ask(Question question, boolean service, Set<Name> passed) {
        return respondent.ask(question, deadline).thenCompose(resolved -> {
            Outcome outcome = resolved.outcome();
            memory.keep(question, outcome);
            if (service || podEvidence++ < MOST_POD_EVIDENCE) {
                resolved.tries().forEach(this::note);
            }
            if (!(outcome instanceof Answer answer)) {
                return CompletableFuture.completedFuture(outcome);
            }
            if (ttl.isEmpty() || answer.ttl().compareTo(ttl.get()) < 0) {
                ttl = Optional.of(answer.ttl());
            }
            if (answer.canonical().equals(question.name())) {
                return CompletableFuture.completedFuture(outcome);
            }
            if (service) {
                alias = Optional.of(answer.canonical());
            }
            if (!answer.records().isEmpty() || !answer.whole()) {
                return CompletableFuture.completedFuture(outcome);
            }
            passed.add(question.name());
            if (passed.size() > Packets.LONGEST_ALIAS_CHAIN || passed.contains(answer.canonical())) {
                Outcome loop = new Malformed(answer.asked(), answer.bytes(), Packets.ENDLESS_ALIASES, false);
                note(loop);
                return CompletableFuture.completedFuture(loop);
            }
            return ask(new Question(answer.canonical(), question.type()), service, passed);
        });
    }
}
