// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads where a nameserver is from text.
 *
 * @since 0.1
 */
public final class NameserverAddress {

    private static final Pattern WITH_PORT = Pattern.compile("(?:\\[(.+)]|([0-9.]+)):([0-9]{1,5})");
    private static final Pattern BRACKETED = Pattern.compile("\\[(.+)]");

    private NameserverAddress() {}

    /**
     * Reads {@code 10.0.0.10}, {@code 10.0.0.10:5353}, {@code ::1}, {@code [::1]} or {@code [::1]:5353}; never a name,
     * which would have to be looked up first.
     *
     * @throws IllegalArgumentException if the text is none of these; the message is a sentence that says what is
     */
    public static InetSocketAddress parse(String text) {
        String stripped = text.strip();
        Matcher matcher = WITH_PORT.matcher(stripped);
        if (matcher.matches()) {
            int port = Integer.parseInt(matcher.group(3));
            return port < 1 || port > 65_535
                    ? refuse(text)
                    : address(text, matcher.group(1) == null ? matcher.group(2) : matcher.group(1), port);
        }
        Matcher bracketed = BRACKETED.matcher(stripped);
        return address(text, bracketed.matches() ? bracketed.group(1) : stripped, Servers.DNS_PORT);
    }

    private static InetSocketAddress address(String text, String host, int port) {
        Optional<InetAddress> literal = Servers.literal(host);
        return literal.isEmpty() ? refuse(text) : new InetSocketAddress(literal.get(), port);
    }

    private static InetSocketAddress refuse(String text) {
        throw new IllegalArgumentException("\"" + text
                + "\" is no nameserver; write an IP address and, where it is not 53, a port: 10.0.0.10:5353 or"
                + " [::1]:5353");
    }
}
