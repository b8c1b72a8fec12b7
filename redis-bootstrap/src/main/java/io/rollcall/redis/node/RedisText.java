// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.node;

import io.rollcall.redis.decide.KnownNode;
import io.rollcall.redis.decide.NodeAddress;
import io.rollcall.redis.decide.SlotRange;
import io.rollcall.redis.decide.SlotSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the texts that Redis prints. Pure. */
final class RedisText {

    private RedisText() {}

    /** The {@code name:value} lines of INFO and CLUSTER INFO. */
    static Map<String, String> fields(String info) {
        Map<String, String> fields = new HashMap<>();
        info.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0 && line.charAt(0) != '#') {
                fields.put(line.substring(0, colon), line.substring(colon + 1).trim());
            }
        });
        return fields;
    }

    /**
     * The lines of CLUSTER NODES (clusterGenNodeDescription in cluster.c): id, {@code ip:port@cport[,hostname[,aux…]]},
     * flags, master id or a dash, ping sent, pong received, config epoch, link state, slots.
     *
     * @throws IllegalArgumentException if a line has fewer fields or one that cannot be read
     */
    static List<KnownNode> nodes(String text) {
        return text.lines().filter(line -> !line.isBlank()).map(RedisText::node).toList();
    }

    private static KnownNode node(String line) {
        String[] fields = line.trim().split(" ");
        if (fields.length < 8) {
            throw new IllegalArgumentException("CLUSTER NODES has the line \"" + line + "\" with too few fields");
        }
        Set<String> flags = Set.of(fields[2].split(","));
        return new KnownNode(
                fields[0],
                address(fields[1]),
                flags,
                fields[3].equals("-") ? Optional.empty() : Optional.of(fields[3]),
                flags.contains("myself") || isUp(fields),
                Long.parseLong(fields[6]),
                slots(List.of(fields).subList(8, fields.length)));
    }

    /** A link is called connected from the moment when it is opened (clusterCron); only a pong tells that it is. */
    private static boolean isUp(String[] fields) {
        return fields[7].equals("connected") && !fields[5].equals("0");
    }

    /** The hostname in the line of CLUSTER NODES about the node that printed it; empty if it announces none. */
    static Optional<String> announcedName(String text) {
        return text.lines()
                .map(line -> line.split(" "))
                .filter(fields ->
                        fields.length > 2 && List.of(fields[2].split(",")).contains("myself"))
                .map(fields -> fields[1].split(","))
                // Of an older server there is nothing after the ports; of a newer one perhaps only name=value pairs.
                .filter(parts -> parts.length > 1 && !parts[1].isEmpty() && !parts[1].contains("="))
                .map(parts -> parts[1])
                .findFirst();
    }

    private static NodeAddress address(String field) {
        String endpoint = field.substring(0, field.indexOf('@') < 0 ? field.length() : field.indexOf('@'));
        int colon = endpoint.lastIndexOf(':');
        return new NodeAddress(endpoint.substring(0, colon), Integer.parseInt(endpoint.substring(colon + 1)));
    }

    /** Slots and ranges; open slots of a migration stand in brackets and are still owned. */
    private static SlotSet slots(List<String> words) {
        List<SlotRange> ranges = new ArrayList<>();
        for (String word : words) {
            if (!word.startsWith("[")) {
                int dash = word.indexOf('-');
                int first = Integer.parseInt(dash < 0 ? word : word.substring(0, dash));
                ranges.add(new SlotRange(first, dash < 0 ? first : Integer.parseInt(word.substring(dash + 1))));
            }
        }
        return SlotSet.of(ranges);
    }

    /** The address in {@code MOVED 3999 127.0.0.1:6381}. */
    static NodeAddress moved(String error) {
        return address(error.substring(error.lastIndexOf(' ') + 1));
    }
}
