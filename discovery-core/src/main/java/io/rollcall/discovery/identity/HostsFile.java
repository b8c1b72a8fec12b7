// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the kubelet wrote about the own pod into {@code /etc/hosts}: per pod IP one line of address, full name and host
 * name (kubernetes pkg/kubelet/kubelet_pods.go, managedHostsFileContent).
 *
 * <p>Believed only below the kubelet's header: on the host network the file is the node's, under another header. The
 * entries of {@code hostAliases} may name any pod and come last.
 */
final class HostsFile {

    private static final String POD_HEADER = "# Kubernetes-managed hosts file.";
    private static final String NODE_HEADER = "# Kubernetes-managed hosts file (host network).";
    private static final String ALIASES = "# Entries added by HostAliases.";

    private HostsFile() {}

    static boolean isOfHostNetwork(String text) {
        return text.lines().findFirst().orElse("").strip().equals(NODE_HEADER);
    }

    static List<Finding> findings(String text) {
        List<String> lines = text.lines().map(String::strip).toList();
        List<Finding> findings = new ArrayList<>();
        if (lines.isEmpty() || !lines.get(0).equals(POD_HEADER)) {
            return findings;
        }
        for (int i = 1; i < lines.size() && !lines.get(i).equals(ALIASES); i++) {
            findings.addAll(line(lines.get(i), i + 1));
        }
        return findings;
    }

    private static List<Finding> line(String line, int number) {
        int comment = line.indexOf('#');
        String[] words = (comment < 0 ? line : line.substring(0, comment)).split("\\s+", -1);
        if (words.length < 3) {
            return List.of();
        }
        String podName = words[2];
        // A pod with hostnameOverride has a single name here, which is no pod name.
        if (!lower(words[1]).startsWith(lower(podName) + ".")) {
            return List.of();
        }
        Source source = new Source(Source.Kind.HOSTS_FILE, "/etc/hosts line " + number);
        return ServiceName.parse(words[1].substring(podName.length() + 1))
                .map(name -> {
                    List<Finding> findings = new ArrayList<>(name.findings(source));
                    findings.add(new Finding(Field.POD_NAME, podName, source));
                    return findings;
                })
                .orElse(new ArrayList<>());
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
