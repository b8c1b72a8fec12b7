// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads IP addresses as people write them in settings. Names are refused, as they would have to be looked up first: nothing
 * is asked.
 *
 * @since 0.1
 */
public final class AddressLiteral {

    private static final int DNS_PORT = 53;
    private static final int HIGHEST_PORT = 65535;
    /** A port needs brackets round an IPv6 address, whose own colons would otherwise swallow it (RFC 3986, 3.2.2). */
    private static final Pattern WITH_PORT =
            Pattern.compile("(?:(?<plain>[^\\[\\]:]+)|\\[(?<quoted>[^\\[\\]]+)])(?::(?<port>\\d{1,5}))?");

    private AddressLiteral() {}

    /**
     * Reads {@code 10.0.0.10} or {@code fd00::a}.
     *
     * @param text the address; surrounding blanks do not count
     * @throws IllegalArgumentException if it is no address
     */
    public static InetAddress parse(String text) {
        return Servers.literal(text.strip())
                .orElseThrow(() -> new IllegalArgumentException(
                        "\"" + text + "\" is not an IP address; write 10.0.0.10 or fd00::a"));
    }

    /**
     * Reads a DNS server: {@code 10.0.0.10}, {@code 10.0.0.10:5353}, {@code fd00::a} or {@code [fd00::a]:5353}.
     *
     * @param text the address; surrounding blanks do not count
     * @return the address with its port, 53 unless given; never unresolved
     * @throws IllegalArgumentException if the text is none of these
     */
    public static InetSocketAddress nameserver(String text) {
        return Servers.literal(text.strip())
                .map(address -> new InetSocketAddress(address, DNS_PORT))
                .or(() -> withPort(WITH_PORT.matcher(text.strip())))
                .orElseThrow(() -> new IllegalArgumentException("nameserver \"" + text
                        + "\" is not an IP address with or without a port of 1 to 65535; write 10.0.0.10,"
                        + " 10.0.0.10:5353, fd00::a or [fd00::a]:5353"));
    }

    private static Optional<InetSocketAddress> withPort(Matcher matcher) {
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int port = Optional.ofNullable(matcher.group("port"))
                .map(Integer::parseInt)
                .orElse(DNS_PORT);
        if (port < 1 || port > HIGHEST_PORT) {
            return Optional.empty();
        }
        String host =
                Optional.ofNullable(matcher.group("plain")).orElseGet(() -> String.valueOf(matcher.group("quoted")));
        return Servers.literal(host).map(address -> new InetSocketAddress(address, port));
    }
}
