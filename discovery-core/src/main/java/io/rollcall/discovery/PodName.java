// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells pod names from the dashed addresses that DNS servers give to endpoints without a host name. Read by hand,
 * because a lookup does so for every peer; the patterns see only what has the characters of an address.
 */
final class PodName {

    private static final int MOST_DIGITS = 10;
    /** CoreDNS, kubernetes plugin, endpointHostname: dots of an IPv4 address become dashes. */
    private static final Pattern DASHED_IPV4 = Pattern.compile("[0-9]{1,3}(-[0-9]{1,3}){3}");
    /** Likewise the colons of an IPv6 address, compressed or not; a trailing dash gets a zero. */
    private static final Pattern DASHED_IPV6 =
            Pattern.compile("(?=(?:[^-]*-){2,7}[^-]*$)(?:[0-9a-f]{0,4}-){2,7}[0-9a-f]{0,4}");

    private PodName() {}

    static Optional<PeerId> parse(String label) {
        String name = label.toLowerCase(Locale.ROOT);
        int dash = name.lastIndexOf('-');
        int digits = name.length() - dash - 1;
        if (dash < 1 || digits < 1 || digits > MOST_DIGITS) {
            return Optional.empty();
        }
        long ordinal = 0;
        for (int i = dash + 1; i < name.length(); i++) {
            int digit = name.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return Optional.empty();
            }
            ordinal = ordinal * 10 + digit;
        }
        if (ordinal > Integer.MAX_VALUE || isDashedAddress(name)) {
            return Optional.empty();
        }
        return Optional.of(new PeerId(name.substring(0, dash), (int) ordinal));
    }

    private static boolean isDashedAddress(String name) {
        if (!hasOnlyHexAndDashes(name)) {
            return false;
        }
        if (DASHED_IPV4.matcher(name).matches()) {
            return true;
        }
        // A full IPv6 address has eight groups, a compressed one has an empty group ("--"); "a-b-1" is a pod name.
        return DASHED_IPV6.matcher(name).matches()
                && (name.contains("--") || name.chars().filter(c -> c == '-').count() == 7);
    }

    private static boolean hasOnlyHexAndDashes(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c != '-' && !(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return true;
    }
}
