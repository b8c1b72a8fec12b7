// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.run;

import io.rollcall.discovery.Completeness;
import io.rollcall.discovery.LookupResult;
import io.rollcall.discovery.PeerDiscovery;
import io.rollcall.discovery.PeerView;
import io.rollcall.discovery.PeersMissingException;
import io.rollcall.redis.decide.NodeReport;
import io.rollcall.redis.decide.Observation;
import io.rollcall.redis.decide.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** Waits until DNS lists all peers and their nodes answer. */
final class Gathering {

    /** Between two looks at nodes that do not answer yet. */
    private static final Duration SILENCE = Duration.ofMillis(50);
    /** Between two looks at DNS while nodes do not answer: their addresses may have changed. */
    private static final Duration DNS_RECHECK = Duration.ofSeconds(1);

    private final PeerDiscovery discovery;
    private final Progress progress;
    private final StopSignal stop;
    private final LongSupplier nanos;

    Gathering(PeerDiscovery discovery, Progress progress, StopSignal stop, LongSupplier nanos) {
        this.discovery = discovery;
        this.progress = progress;
        this.stop = stop;
        this.nanos = nanos;
    }

    /** How it went. */
    sealed interface Outcome {}

    /**
     * Nodes answered.
     *
     * @param seen what they said; the roster has no others
     * @param missing why others did not, a sentence each
     * @param stillListed whether DNS lists one of those
     */
    record Here(Observation seen, List<String> missing, boolean stillListed) implements Outcome {}

    /** There is nothing to go on with. */
    record Ended(BootstrapResult result) implements Outcome {}

    /**
     * Waits for all.
     *
     * @param deadline when to give up, of the clock
     * @param patience how long to wait for the last ones; from then on those that answer are enough
     */
    Outcome gather(Roster roster, Round round, long deadline, Duration patience) throws InterruptedException {
        long until = Math.min(deadline, nanos.getAsLong() + patience.toNanos());
        PeerView view;
        try {
            view = discovery.await(
                    Completeness.COMPLETE, Duration.ofNanos(until - nanos.getAsLong()), progress::looked);
        } catch (PeersMissingException missing) {
            Optional<PeerView> some = until < deadline ? listed() : Optional.empty();
            if (some.isEmpty()) {
                return new Ended(new BootstrapResult.PeersMissing(String.valueOf(missing.getMessage())));
            }
            view = some.get();
        }
        Optional<Refusal> refusal = Roster.refusal(view);
        return refusal.isPresent()
                ? new Ended(new BootstrapResult.Refused(refusal.get()))
                : answers(view, roster, round, until);
    }

    private Outcome answers(PeerView first, Roster roster, Round round, long until) throws InterruptedException {
        PeerView view = first;
        long recheck = nanos.getAsLong() + DNS_RECHECK.toNanos();
        while (!stop.isAsked()) {
            List<String> silent = new ArrayList<>(roster.update(view));
            boolean listed = !silent.isEmpty();
            Round.Look look = round.look(roster.nodes());
            if (look.refusal().isPresent()) {
                return new Ended(new BootstrapResult.Refused(look.refusal().get()));
            }
            silent.addAll(look.silent());
            view.missingOrdinals().forEach(ordinal -> silent.add("DNS does not list the pod with ordinal " + ordinal));
            if (silent.isEmpty()) {
                return new Here(look.observation(), List.of(), false);
            }
            if (nanos.getAsLong() > until) {
                Observation seen = look.observation();
                roster.keep(seen.nodes().stream().map(NodeReport::ordinal).collect(Collectors.toSet()));
                return new Here(seen, silent, listed || !look.silent().isEmpty());
            }
            progress.silent(silent);
            stop.pause(SILENCE);
            if (nanos.getAsLong() > recheck) {
                recheck = nanos.getAsLong() + DNS_RECHECK.toNanos();
                PeerView before = view;
                view = listed().filter(now -> Roster.refusal(now).isEmpty()).orElse(before);
            }
        }
        return new Ended(new BootstrapResult.Stopped());
    }

    private Optional<PeerView> listed() {
        return discovery.lookup().join() instanceof LookupResult.Found found
                ? Optional.of(found.view())
                : Optional.empty();
    }
}
