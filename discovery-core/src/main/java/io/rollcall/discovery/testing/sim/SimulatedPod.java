// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing.sim;

import io.rollcall.discovery.PeerDiscovery;
import io.rollcall.discovery.PeerId;
import io.rollcall.discovery.PeerWatch;
import io.rollcall.discovery.leader.LeaderElector;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;

/**
 * One process in one pod, as the code that runs in it sees the world. When the process ends, its tasks and callbacks
 * simply never come; nothing is closed, as after {@code kill -9}.
 *
 * @since 0.1
 */
public interface SimulatedPod {

    /** Its identity, which it shares with the process it replaces, and with one that was force-deleted and runs on. */
    PeerId id();

    /** Tells the processes of one identity apart: 1 for the first, growing. */
    int process();

    /** Looks the peers up in the simulated DNS. Its waits block and are not supported; its watches are. */
    PeerDiscovery discovery();

    /** The view that this process's elector goes by. */
    PeerWatch watch();

    /** This process's elector. */
    LeaderElector elector();

    /** Its clock, which is wrong by up to some minutes and not quite as fast as others. */
    InstantSource clock();

    /** Nanoseconds since some moment, as fast as its clock. */
    long nanoTime();

    /** Runs tasks of this process, one at a time. */
    ScheduledExecutorService scheduler();

    /** Chance that comes from the seed. */
    RandomGenerator random();

    /** Adds a line to the history. */
    void note(String line);
}
