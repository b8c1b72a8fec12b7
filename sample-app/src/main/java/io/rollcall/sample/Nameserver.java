// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample;

import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a DNS server's address from text. */
final class Nameserver {

    private static final int DNS_PORT = 53;
    private static final Pattern SYNTAX =
            Pattern.compile("(?:(?<v4>\\d{1,3}(?:\\.\\d{1,3}){3})|\\[(?<quoted>[0-9a-fA-F:.]+)])(?::(?<port>\\d{1,5}))?"
                    + "|(?<v6>[0-9a-fA-F.]*:[0-9a-fA-F:.]*)");

    private Nameserver() {}

    /**
     * Reads {@code 10.0.0.10}, {@code 10.0.0.10:5353}, {@code fd00::a} or {@code [fd00::a]:5353}; the port is 53 unless
     * given. Names are refused: they would have to be looked up first.
     *
     * @throws IllegalArgumentException if the text is none of these
     */
    static InetSocketAddress parse(String text) {
        Matcher matcher = SYNTAX.matcher(text.strip());
        if (matcher.matches()) {
            String port = matcher.group("port");
            InetSocketAddress address = new InetSocketAddress(host(matcher), port == null ? DNS_PORT : number(port));
            if (!address.isUnresolved()) {
                return address;
            }
        }
        throw new IllegalArgumentException("nameserver \"" + text
                + "\" is not an IP address with or without a port; write 10.0.0.10, 10.0.0.10:5353, fd00::a or"
                + " [fd00::a]:5353");
    }

    private static String host(Matcher matcher) {
        for (String group : new String[] {"v4", "quoted"}) {
            String host = matcher.group(group);
            if (host != null) {
                return host;
            }
        }
        return matcher.group("v6");
    }

    private static int number(String port) {
        int number = Integer.parseInt(port);
        if (number < 1 || number > 65535) {
            throw new IllegalArgumentException("the nameserver's port " + number + " is not 1 to 65535");
        }
        return number;
    }
}
