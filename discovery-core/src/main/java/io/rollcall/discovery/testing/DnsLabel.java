// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing;

import java.util.regex.Pattern;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/** What Kubernetes accepts as a name: an RFC 1123 label, in lower case. */
final class DnsLabel {

    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private DnsLabel() {}

    static String checked(String what, String label) {
        if (!LABEL.matcher(label).matches()) {
            throw new IllegalArgumentException(
                    what + " \"" + label + "\" is not a DNS label: 1 to 63 of a-z, 0-9 and inner dashes");
        }
        return label;
    }

    /** An absolute name of labels as above, with or without its trailing dot. */
    static Name domain(String what, String domain) {
        String absolute = domain.endsWith(".") ? domain : domain + ".";
        for (String label : absolute.substring(0, absolute.length() - 1).split("\\.", -1)) {
            checked("label of " + what + " " + domain, label);
        }
        return absolute(what, absolute);
    }

    static Name absolute(String what, String domain) {
        try {
            return Name.fromString(domain, Name.root);
        } catch (TextParseException e) {
            throw new IllegalArgumentException(what + " " + domain + " is not a domain name: " + e.getMessage(), e);
        }
    }
}
