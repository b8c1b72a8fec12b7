// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.redis;

import io.rollcall.redis.decide.NodeAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a pod says beyond its place in the cluster.
 *
 * @param worker the Kubernetes worker node it runs on; empty where nothing tells
 * @param zone the worker's zone; empty where nothing tells
 * @param lag of a master: how many bytes each replica has not confirmed yet
 */
record Details(Optional<String> worker, Optional<String> zone, Map<NodeAddress, Long> lag) {

    static final Details NONE = new Details(Optional.empty(), Optional.empty(), Map.of());

    private static final Pattern WORKER = Pattern.compile("rollcall[:/]worker=([^;/]+)(?:[;/]zone=([^;/]*))?");
    private static final Pattern REPLICA = Pattern.compile("slave\\d+:ip=([^,]+),port=(\\d+),.*\\boffset=(\\d+).*");
    private static final Pattern OFFSET = Pattern.compile("master_repl_offset:(\\d+)");

    /**
     * Reads the answers.
     *
     * @param replication {@code INFO replication}
     * @param labels the values of the settings that may carry labels, the better ones first
     * @param zone {@code availability-zone}, empty where the server has none
     */
    static Details of(String replication, Iterable<String> labels, String zone) {
        Optional<String> worker = Optional.empty();
        Optional<String> place = zone.isEmpty() ? Optional.empty() : Optional.of(zone);
        for (String label : labels) {
            Matcher matcher = WORKER.matcher(label);
            if (worker.isEmpty() && matcher.matches()) {
                worker = Optional.of(matcher.group(1));
                place = place.or(() -> Optional.ofNullable(matcher.group(2)).filter(text -> !text.isEmpty()));
            }
        }
        return new Details(worker, place, lag(replication));
    }

    private static Map<NodeAddress, Long> lag(String replication) {
        Matcher offset = OFFSET.matcher(replication);
        Map<NodeAddress, Long> lag = new HashMap<>();
        if (offset.find()) {
            long sent = Long.parseLong(offset.group(1));
            replication
                    .lines()
                    .map(String::strip)
                    .map(REPLICA::matcher)
                    .filter(Matcher::matches)
                    .forEach(replica -> lag.put(
                            new NodeAddress(replica.group(1), Integer.parseInt(replica.group(2))),
                            Math.max(0, sent - Long.parseLong(replica.group(3)))));
        }
        return Map.copyOf(lag);
    }
}
