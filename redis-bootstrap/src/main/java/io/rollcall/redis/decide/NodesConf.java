// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code nodes.conf}: the lines of {@code CLUSTER NODES} and one with the epochs (clusterLoadConfig in cluster.c).
 * Everything but the addresses that are changed stays as it stands, byte by byte.
 *
 * @param lines the lines that are whole
 * @param torn the lines that a crash cut
 */
public record NodesConf(List<String> lines, List<String> torn) {

    private static final Pattern NODE = Pattern.compile("([0-9a-f]{40}) ([^ ]*):(\\d+)(@\\d+)?((?:,[^ ,]*)*) (\\S+)"
            + " (-|[0-9a-f]{40}) (\\d+) (\\d+) (\\d+) (connected|disconnected)((?: \\S+)*)");
    private static final Pattern VARS = Pattern.compile("vars(?: \\w+ \\d+)+");

    /**
     * A line about a node.
     *
     * @param id its node id
     * @param address where it was last known
     * @param hostname the name that it announced itself; empty if none, or the server is older than 7.0
     * @param flags its flags
     * @param masterId its master
     * @param ownsSlots whether it owned hash slots
     */
    public record Entry(
            String id,
            NodeAddress address,
            Optional<String> hostname,
            Set<String> flags,
            Optional<String> masterId,
            boolean ownsSlots) {}

    /**
     * What a repair gives.
     *
     * @param text the whole file
     * @param changes what changed, a sentence each; empty if nothing did
     */
    public record Repaired(String text, List<String> changes) {}

    /** Copies the lists. */
    public NodesConf {
        lines = List.copyOf(lines);
        torn = List.copyOf(torn);
    }

    /** Reads a file's text. A last line without line break is torn, whatever it looks like. */
    public static NodesConf of(String text) {
        List<String> whole = new ArrayList<>();
        List<String> torn = new ArrayList<>();
        int end = text.lastIndexOf('\n') + 1;
        text.substring(0, end).lines().filter(line -> !line.isBlank()).forEach(line -> {
            boolean readable = NODE.matcher(line.strip()).matches()
                    || VARS.matcher(line.strip()).matches();
            (readable ? whole : torn).add(line);
        });
        if (end < text.length()) {
            torn.add(text.substring(end));
        }
        return new NodesConf(whole, torn);
    }

    /** The nodes. */
    public List<Entry> nodes() {
        return lines.stream()
                .map(String::strip)
                .map(NODE::matcher)
                .filter(Matcher::matches)
                .map(NodesConf::entry)
                .toList();
    }

    /** The node whose file this is; empty if its line is torn. */
    public Optional<Entry> myself() {
        return nodes().stream().filter(node -> node.flags().contains("myself")).findFirst();
    }

    /**
     * Puts addresses right and leaves torn lines out.
     *
     * @param proven the IP address of each node id that is proven to be there
     */
    public Repaired repaired(Map<String, String> proven) {
        List<String> changes = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            Matcher node = NODE.matcher(line.strip());
            String ip = node.matches() ? proven.get(node.group(1)) : null;
            if (ip == null || ip.equals(node.group(2))) {
                text.append(line).append('\n');
            } else {
                text.append(line, 0, node.start(2))
                        .append(ip)
                        .append(line.substring(node.end(2)))
                        .append('\n');
                changes.add("node " + node.group(1).substring(0, 8) + " moved from " + node.group(2) + " to " + ip);
            }
        }
        torn.forEach(line -> changes.add("dropped the torn line \"" + line.strip() + "\""));
        return new Repaired(text.toString(), changes);
    }

    private static Entry entry(Matcher node) {
        // After the ports comes the hostname, then name=value pairs (7.2 and later).
        String[] further = node.group(5).split(",", -1);
        return new Entry(
                node.group(1),
                new NodeAddress(node.group(2), Integer.parseInt(node.group(3))),
                Optional.of(further.length > 1 ? further[1] : "")
                        .filter(name -> !name.isEmpty() && !name.contains("=")),
                Set.of(node.group(6).split(",")),
                Optional.of(node.group(7)).filter(id -> !id.equals("-")),
                !node.group(12).isBlank());
    }
}
