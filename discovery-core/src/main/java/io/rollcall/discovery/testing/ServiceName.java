// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import org.xbill.DNS.Name;

/**
 * What a name under a zone asks for, read the way CoreDNS reads it (plugin/kubernetes/parse.go): from the right, all in
 * lower case, empty where the name says nothing, and a leading underscore of port and protocol is optional.
 *
 * @param subtree {@code svc} or {@code pod}; empty for the zone and for the tops of both
 */
record ServiceName(String subtree, String namespace, String service, String endpoint, String port, String protocol) {

    private static final ServiceName TOP = new ServiceName("", "", "", "", "", "");

    /**
     * Reads the labels in front of the zone.
     *
     * @return empty if no service can have such a name
     */
    static Optional<ServiceName> parse(Name name, int zoneLabels) {
        Deque<String> labels = new ArrayDeque<>();
        for (int i = 0; i < name.labels() - zoneLabels; i++) {
            labels.push(name.getLabelString(i).toLowerCase(Locale.ROOT));
        }
        if (labels.isEmpty()) {
            return Optional.of(TOP);
        }
        String subtree = labels.pop();
        if (!subtree.equals("svc") && !subtree.equals("pod")) {
            return Optional.empty();
        }
        if (labels.isEmpty()) {
            return Optional.of(TOP);
        }
        String namespace = labels.pop();
        String service = pop(labels);
        return switch (labels.size()) {
            case 0 -> Optional.of(new ServiceName(subtree, namespace, service, "", "", ""));
            case 1 -> Optional.of(new ServiceName(subtree, namespace, service, labels.pop(), "", ""));
            case 2 -> {
                String protocol = bare(labels.pop());
                yield Optional.of(new ServiceName(subtree, namespace, service, "", bare(labels.pop()), protocol));
            }
            default -> Optional.empty();
        };
    }

    private static String pop(Deque<String> labels) {
        return labels.isEmpty() ? "" : labels.pop();
    }

    private static String bare(String label) {
        return label.startsWith("_") ? label.substring(1) : label;
    }
}
