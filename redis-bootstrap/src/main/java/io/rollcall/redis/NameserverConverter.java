// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 10.0.0.10}, {@code 10.0.0.10:5353}, {@code ::1} and {@code [::1]:5353}; never a name to look up. */
final class NameserverConverter implements ITypeConverter<InetSocketAddress> {

    private static final Pattern FORM = Pattern.compile(
            "(?:(\\d+\\.\\d+\\.\\d+\\.\\d+)|\\[([0-9a-fA-F:.]+)])(?::(\\d{1,5}))?|([0-9a-fA-F:.]*:[0-9a-fA-F:.]*)");

    private static final int DNS_PORT = 53;

    @Override
    public InetSocketAddress convert(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (matcher.matches()) {
            String host = matcher.group(1) != null
                    ? matcher.group(1)
                    : matcher.group(2) != null ? matcher.group(2) : matcher.group(4);
            int port = matcher.group(3) == null ? DNS_PORT : Integer.parseInt(matcher.group(3));
            if (port >= 1 && port <= 65535) {
                try {
                    return new InetSocketAddress(InetAddress.getByName(host), port);
                } catch (UnknownHostException noLiteral) {
                    throw new TypeConversionException(message(text));
                }
            }
        }
        throw new TypeConversionException(message(text));
    }

    private static String message(String text) {
        return "\"" + text
                + "\" is no nameserver; write an IP address and, where it is not 53, a port: 10.0.0.10:5353 or"
                + " [::1]:5353";
    }
}
