// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.identity;

import java.util.ArrayList;
import java.util.List;

/** What a host name may tell: the pod's name in its first label, the rest of it if it is a full name. */
final class Hostname {

    private Hostname() {}

    static List<Finding> findings(String hostname, String where) {
        String name = hostname.strip();
        Source source = new Source(Source.Kind.HOSTNAME, where);
        String[] parts = name.split("\\.", 2);
        List<Finding> findings = new ArrayList<>();
        if (!parts[0].isEmpty()) {
            findings.add(new Finding(Field.POD_NAME, parts[0], source));
        }
        if (parts.length == 2) {
            ServiceName.parse(parts[1]).ifPresent(full -> findings.addAll(full.findings(source)));
        }
        return findings;
    }
}
