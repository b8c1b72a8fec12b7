// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A watch beside other ways to follow a service: the same script for all of them at the same time, in real time, at
 * CoreDNS's default TTL of 5 s. A pod joins; for half a minute two servers disagree about another one; the server fails
 * for 3 s and denies all for 2 s; the pod that joined ends.
 */
final class WatchComparison {

    private static final Duration TTL = Duration.ofSeconds(5);

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final List<Followed> all = new ArrayList<>();

    private WatchComparison() {}

    static void run(Figures figures) throws Exception {
        new WatchComparison().compare(figures);
    }

    private void compare(Figures figures) throws Exception {
        try {
            for (Follower follower : Follower.values()) {
                all.add(new Followed(follower, TTL));
            }
            after(12, Followed::join);
            after(36, Followed::disagree);
            List<Optional<Duration>> joins =
                    all.stream().map(each -> each.log.delay(Followed.GUEST)).toList();
            after(30, Followed::recover);
            after(8, Followed::fail);
            after(3, Followed::recover);
            after(8, Followed::deny);
            after(2, Followed::recover);
            after(12, Followed::leave);
            after(45, each -> {});
            for (int i = 0; i < all.size(); i++) {
                report(figures, all.get(i), joins.get(i));
            }
        } finally {
            clock.shutdownNow();
            for (Followed each : all) {
                each.end();
            }
        }
    }

    private void after(int seconds, Consumer<Followed> step) throws Exception {
        clock.schedule(() -> all.forEach(step), seconds, TimeUnit.SECONDS).get();
    }

    private static void report(Figures figures, Followed followed, Optional<Duration> join) {
        String prefix = "watch.vs." + followed.follower.figure() + ".";
        figures.measured(prefix + "join", seconds(followed, join), "s");
        figures.measured(prefix + "leave", seconds(followed, followed.log.delay(Followed.GUEST)), "s");
        figures.count(prefix + "queries", followed.queries(), "queries");
        figures.count(prefix + "wrong-removals", followed.log.wrongRemovals(), "removals");
    }

    private static double seconds(Followed followed, Optional<Duration> delay) {
        return delay.orElseThrow(() -> new IllegalStateException(followed.follower
                                + " did not notice the change; it believes in " + followed.log.believed() + " peers"))
                        .toMillis()
                / 1000.0;
    }
}
