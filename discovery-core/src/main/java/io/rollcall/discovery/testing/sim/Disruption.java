// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing.sim;

import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * One thing that happens to a simulated cluster. One that does not fit the moment, such as the restart of a pod that does
 * not run, is noted in the history and has no other effect. A DNS replica is a number from 0; {@link #EVERY} means all.
 * Immutable.
 *
 * @since 0.1
 */
public sealed interface Disruption {

    /** All DNS replicas. */
    int EVERY = -1;

    /** For how long it lasts; zero for what happens at once, however long its consequences take. */
    default Duration lasts() {
        return Duration.ZERO;
    }

    /**
     * A pod ends and is replaced by one with another address.
     *
     * @param ordinal which
     * @param down how long nobody has the identity
     * @param graceful whether it resigns first
     */
    record Restart(int ordinal, Duration down, boolean graceful) implements Disruption {}

    /**
     * A process ends without notice and starts again in the same pod, with the same address; DNS shows no change.
     *
     * @param ordinal which
     * @param down how long it does not run
     */
    record Crash(int ordinal, Duration down) implements Disruption {}

    /**
     * A pod is deleted by force while its process runs on: after its replacement has started, two processes have one
     * identity, and DNS shows the newer.
     *
     * @param ordinal which
     * @param down how long until the replacement starts
     * @param survives how long the old process runs on
     */
    record ForceDelete(int ordinal, Duration down, Duration survives) implements Disruption {}

    /**
     * Every pod is restarted gracefully, from the highest ordinal down, each when the one before is back.
     *
     * @param down how long each is away
     */
    record RollingUpdate(Duration down) implements Disruption {}

    /**
     * The set is scaled; what is configured as its expected size stays.
     *
     * @param pods how many pods there are to be, from zero to the configured number
     */
    record Scale(int pods) implements Disruption {}

    /**
     * A process stands still, as under a stopped virtual machine, and then runs on as if nothing had happened.
     *
     * @param ordinal which
     * @param lasts how long
     */
    record Pause(int ordinal, Duration lasts) implements Disruption {}

    /**
     * A replica answers SERVFAIL.
     *
     * @param replica which
     * @param lasts how long
     */
    record ServFail(int replica, Duration lasts) implements Disruption {}

    /**
     * A replica's answers are cut, even over TCP, and say so.
     *
     * @param replica which
     * @param keep how many peers an answer still shows
     * @param lasts how long
     */
    record Cut(int replica, int keep, Duration lasts) implements Disruption {}

    /**
     * A replica hears of no change: its answers are whole, and old.
     *
     * @param replica which
     * @param lasts how long
     */
    record Frozen(int replica, Duration lasts) implements Disruption {}

    /**
     * A replica's answers are whole and lack a peer that runs, as while endpoints move between slices.
     *
     * @param replica which
     * @param ordinal the peer
     * @param lasts how long
     */
    record Hidden(int replica, int ordinal, Duration lasts) implements Disruption {}

    /**
     * A replica says that the service does not exist.
     *
     * @param replica which
     * @param lasts how long
     */
    record NxDomain(int replica, Duration lasts) implements Disruption {}

    /**
     * Answers take time.
     *
     * @param delay at the most
     * @param lasts how long
     */
    record Slow(Duration delay, Duration lasts) implements Disruption {}

    /**
     * One pod gets no answer from DNS.
     *
     * @param ordinal which
     * @param lasts how long
     */
    record CutOff(int ordinal, Duration lasts) implements Disruption {}

    /**
     * One pod, and no other, is shown an older list, whole and with a TTL: the lie that costs the least and that no view
     * of DNS alone can see through.
     *
     * @param ordinal which
     * @param lasts how long
     */
    record Deceived(int ordinal, Duration lasts) implements Disruption {}

    /**
     * The network between pods is split, so that confirmations do not pass. DNS and the fence are not touched.
     *
     * @param side the ordinals on one side
     * @param lasts how long
     */
    record Split(Set<Integer> side, Duration lasts) implements Disruption {
        /** Copies the set, in ascending order, so that it prints alike everywhere. */
        public Split {
            side = Collections.unmodifiableSortedSet(new TreeSet<>(side));
        }
    }

    /**
     * The fence does not answer.
     *
     * @param lasts how long
     */
    record FenceDown(Duration lasts) implements Disruption {}
}
