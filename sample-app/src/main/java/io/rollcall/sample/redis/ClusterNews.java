// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.redis;

import io.rollcall.sample.redis.ClusterReport.Pod;
import io.rollcall.sample.redis.ClusterReport.Role;
import io.rollcall.sample.redis.ClusterReport.Shard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What changed between two reports, in words. Pure. */
final class ClusterNews {

    private ClusterNews() {}

    static List<String> between(ClusterReport before, ClusterReport after) {
        List<String> news = new ArrayList<>();
        Map<String, Pod> pods = byName(before);
        for (Pod pod : after.pods()) {
            Pod was = pods.get(pod.name());
            if (was != null) {
                change(was, pod, news);
            }
        }
        for (Shard shard : after.shards()) {
            owners(before, shard, news);
        }
        if (before.state() != after.state()) {
            news.add("cluster: " + after.sentence());
        }
        return news;
    }

    private static Map<String, Pod> byName(ClusterReport report) {
        return report.pods().stream().collect(Collectors.toMap(Pod::name, Function.identity(), (one, other) -> one));
    }

    private static void change(Pod was, Pod is, List<String> news) {
        if (!was.address().equals(is.address())) {
            news.add(is.name() + " moved from " + was.address() + " to " + is.address());
        }
        if (was.role() != Role.SILENT && is.role() == Role.SILENT) {
            news.add(is.name() + " does not answer any more");
        } else if (was.role() == Role.SILENT && is.role() != Role.SILENT) {
            news.add(is.name() + " answers again, as " + words(is));
        } else if (was.role() != is.role()) {
            news.add(is.name() + " was " + words(was) + " and is now " + words(is));
        }
    }

    private static String words(Pod pod) {
        return switch (pod.role()) {
            case MASTER -> "master";
            case REPLICA -> pod.of() == null ? "replica" : "replica of " + pod.of();
            case SILENT -> "silent";
        };
    }

    private static void owners(ClusterReport before, Shard shard, List<String> news) {
        for (Shard was : before.shards()) {
            if (was.slots().equals(shard.slots()) && !was.owner().equals(shard.owner())) {
                news.add("slots " + ranges(shard) + " went from " + was.owner() + " to " + shard.owner());
            }
        }
    }

    private static String ranges(Shard shard) {
        return shard.slots().stream()
                .map(range -> range.get(0) + "-" + range.get(1))
                .collect(Collectors.joining(","));
    }
}
