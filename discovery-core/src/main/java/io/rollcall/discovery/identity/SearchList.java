// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the search list of {@code /etc/resolv.conf} tells: the kubelet writes {@code <namespace>.svc.<domain>
 * svc.<domain> <domain>} (kubernetes pkg/kubelet/network/dns/dns.go). As in resolv.conf(5), {@code search} and
 * {@code domain} replace each other and the last one counts.
 */
final class SearchList {

    private static final Source SOURCE = new Source(Source.Kind.RESOLV_CONF, "the search list of /etc/resolv.conf");
    private static final String SVC = "svc.";
    /** Twice what Kubernetes allows in a pod's search list. */
    private static final int MOST_ENTRIES = 64;

    private SearchList() {}

    static List<Finding> findings(String text) {
        List<String> entries = entries(text);
        List<Finding> findings = new ArrayList<>();
        for (String services : entries) {
            if (services.startsWith(SVC) && services.length() > SVC.length()) {
                findings.add(new Finding(Field.CLUSTER_DOMAIN, services.substring(SVC.length()), SOURCE));
                entries.stream()
                        .filter(entry -> entry.endsWith("." + services))
                        .map(entry -> entry.substring(0, entry.length() - services.length() - 1))
                        .filter(namespace -> !namespace.contains("."))
                        .forEach(namespace -> findings.add(new Finding(Field.NAMESPACE, namespace, SOURCE)));
            }
        }
        return findings;
    }

    private static List<String> entries(String text) {
        List<String> entries = List.of();
        for (String line : text.lines().toList()) {
            String[] words = line.split("[#;]", 2)[0].strip().split("\\s+", -1);
            if (words.length > 1 && (words[0].equals("search") || words[0].equals("domain"))) {
                entries = List.of(words).subList(1, words.length).stream()
                        .map(SearchList::relative)
                        .distinct()
                        .limit(MOST_ENTRIES)
                        .toList();
            }
        }
        return entries;
    }

    private static String relative(String entry) {
        String lower = entry.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
