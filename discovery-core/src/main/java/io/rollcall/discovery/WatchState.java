// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a {@link PeerWatch} knows at one moment, all parts of the same moment. Durations are measured by a clock that
 * nobody sets, unlike the instants of views. Immutable.
 *
 * @param view the peers; empty and {@link PeerView.Source#STALE} before the first good answer
 * @param last how the last lookup ended; empty before the first one
 * @param age how long ago the newest good answer came; since the watch was opened if there was none
 * @param stableFor for how long the peers, with addresses and ports, have not changed while the view was not stale; zero
 *     while it is
 * @param stabilityWindow for how long they should not have changed before anything irrevocable is built on them: the
 *     longest of {@link WatchOptions#stabilityWindow()}, learned TTL plus one poll, and learned negative TTL
 * @param misses in how many answers in a row each peer of the view was missing, by name, or was shown with what it had
 *     before; peers without a miss are not mentioned
 * @since 0.1
 */
public record WatchState(
        PeerView view,
        Optional<LookupResult> last,
        Duration age,
        Duration stableFor,
        Duration stabilityWindow,
        Map<String, Integer> misses) {

    /** Copies the misses. */
    public WatchState {
        misses = Map.copyOf(misses);
    }

    /** Whether the peers come from memory only, because newer lookups failed or came back empty. */
    public boolean stale() {
        return view.source() == PeerView.Source.STALE;
    }

    /** Whether the view is not stale and the stability window has passed since the last change. */
    public boolean stable() {
        return !stale() && stableFor.compareTo(stabilityWindow) >= 0;
    }
}
