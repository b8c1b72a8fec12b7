// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.watch;

import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.LookupResult;
import io.rollcall.discovery.LookupResult.Found;
import io.rollcall.discovery.PeerEvent;
import io.rollcall.discovery.PeerEvent.PeerLeft;
import io.rollcall.discovery.PeerEvent.ViewFresh;
import io.rollcall.discovery.PeerEvent.ViewStale;
import io.rollcall.discovery.PeerView;
import io.rollcall.discovery.PeerView.Source;
import io.rollcall.discovery.WatchOptions;
import io.rollcall.discovery.WatchState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is known of a service, and what one more lookup makes of it: pure, without clock or thread. Immutable. Times are
 * nanoseconds of one ticker.
 *
 * @param sightings the peers of the view, in their order
 * @param failures how many lookups in a row failed or came back empty
 * @param retries how many of them since somebody last asked not to wait
 * @param announcedStale whether a {@link ViewStale} is not yet followed by a {@link ViewFresh}
 * @param answeredAt when the newest good answer came, or the watch was opened
 * @param changedAt when a peer came, went or changed last, or the view ceased to be stale
 */
record ViewKeeper(
        WatchOptions options,
        PeerView view,
        List<Sighting> sightings,
        Optional<LookupResult> last,
        int failures,
        int retries,
        boolean announcedStale,
        long answeredAt,
        long changedAt,
        Learned learned,
        Departed departed) {

    /** One failure may be a lost packet. */
    private static final int STALE_AFTER = 2;

    /** What is known after a lookup, and what is to be told about it. */
    record Step(ViewKeeper next, List<PeerEvent> events) {}

    static ViewKeeper opened(HeadlessService service, WatchOptions options, Instant at, long now) {
        PeerView nobody = new PeerView(service, List.of(), Source.STALE, at, Duration.ZERO, false);
        return new ViewKeeper(
                options, nobody, List.of(), Optional.empty(), 0, 0, false, now, now, Learned.NOTHING, Departed.NOBODY);
    }

    /**
     * After a lookup.
     *
     * @param began when it began
     * @param ended when it ended
     */
    Step after(LookupResult result, long began, long ended) {
        return result instanceof Found found && !found.view().peers().isEmpty()
                ? answered(found, new Answer(found.view(), began, ended))
                : unanswered(result, ended);
    }

    private Step answered(Found found, Answer answer) {
        Learned taught = learned.and(found);
        Merge merge = new Merge(answer, taught, options.misses());
        merge.onto(sightings);
        Departed gone = merge.settleAddresses(sightings, departed);
        List<Sighting> known = List.copyOf(merge.known());
        PeerView next = new PeerView(
                view.service(),
                known.stream().map(Sighting::peer).toList(),
                answer.view().source(),
                answer.view().obtainedAt(),
                answer.view().ttl(),
                answer.view().whole());
        boolean changed = !merge.changes().isEmpty() || view.source() == Source.STALE;
        List<PeerEvent> events = new ArrayList<>();
        if (announcedStale) {
            events.add(new ViewFresh(next));
        }
        events.addAll(merge.changes().events(next));
        ViewKeeper keeper = new ViewKeeper(
                options,
                next,
                known,
                Optional.of(found),
                0,
                0,
                false,
                answer.ended(),
                changed ? answer.ended() : changedAt,
                taught,
                gone);
        return new Step(keeper, events);
    }

    private Step unanswered(LookupResult result, long ended) {
        boolean stale = failures + 1 >= STALE_AFTER;
        boolean expired = stale && ended - answeredAt >= options.staleBound().toNanos();
        List<Sighting> kept = expired ? List.of() : sightings;
        PeerView next = new PeerView(
                view.service(),
                kept.stream().map(Sighting::peer).toList(),
                stale ? Source.STALE : view.source(),
                view.obtainedAt(),
                view.ttl(),
                view.whole());
        List<PeerEvent> events = new ArrayList<>();
        if (stale && !announcedStale) {
            events.add(new ViewStale(next, result));
        }
        if (expired) {
            view.peers().forEach(peer -> events.add(new PeerLeft(peer, next)));
        }
        ViewKeeper keeper = new ViewKeeper(
                options,
                next,
                kept,
                Optional.of(result),
                failures + 1,
                retries + 1,
                announcedStale || stale,
                answeredAt,
                changedAt,
                learned.and(result),
                departed);
        return new Step(keeper, events);
    }

    /** With the next failure the first again, for the schedule. */
    ViewKeeper impatient() {
        return new ViewKeeper(
                options, view, sightings, last, failures, 0, announcedStale, answeredAt, changedAt, learned, departed);
    }

    /** Whether answers contradict the view in a way that is not believed yet. */
    boolean inDoubt() {
        for (Sighting each : sightings) { // no stream: electors ask for it every second
            if (each.misses() > 0) {
                return true;
            }
        }
        return false;
    }

    /** How long nothing has changed. */
    Duration unchangedFor(long now) {
        return Duration.ofNanos(now - changedAt);
    }

    /** How long the view may still be kept without an answer; zero if there is nothing to keep. */
    Duration untilExpiry(long now) {
        long left = options.staleBound().toNanos() - (now - answeredAt);
        return sightings.isEmpty() || left < 0 ? Duration.ZERO : Duration.ofNanos(left);
    }

    Duration stabilityWindow() {
        Duration answers = learned.ttl().plus(Schedule.onePoll(options, learned.ttl()));
        return Durations.longer(options.stabilityWindow(), Durations.longer(answers, learned.negativeTtl()));
    }

    WatchState state(long now) {
        return new WatchState(
                view,
                last,
                Duration.ofNanos(now - answeredAt),
                view.source() == Source.STALE ? Duration.ZERO : unchangedFor(now),
                stabilityWindow(),
                misses());
    }

    private Map<String, Integer> misses() {
        return inDoubt()
                ? sightings.stream()
                        .filter(each -> each.misses() > 0)
                        .collect(Collectors.toMap(each -> each.peer().name(), Sighting::misses))
                : Map.of();
    }
}
