// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whom to ask, and how patiently.
 *
 * @param addresses one to three
 * @param tryTimeout how long one server may take for one question
 * @param attempts how often to go round them
 * @param rotate whether to take turns
 * @param tcp whether to use TCP always
 */
record Servers(List<InetSocketAddress> addresses, Duration tryTimeout, int attempts, boolean rotate, boolean tcp) {

    /** MAXNS of glibc's resolv.h; the kubelet writes no more either. */
    static final int MOST = 3;

    static final Duration DEFAULT_TRY = Duration.ofSeconds(2);
    static final int DEFAULT_ATTEMPTS = 2;
    static final int DNS_PORT = 53;

    private static final Logger LOG = LoggerFactory.getLogger(Servers.class);
    /** Anything else would be looked up by name, with the very resolver that is being configured. */
    private static final Pattern IPV4_LITERAL = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

    private static final Pattern IPV6_LITERAL = Pattern.compile("(?=.*:)[0-9a-fA-F:.]+(%[\\w.-]+)?");

    /**
     * Which servers are wanted.
     *
     * @param nameservers in this order; none means those of {@code /etc/resolv.conf}
     * @param tryTimeout the given one, if any
     */
    record Choice(List<InetSocketAddress> nameservers, Optional<Duration> tryTimeout) {
        /** The servers as they are configured at each moment. */
        Supplier<Servers> servers() {
            if (nameservers.isEmpty()) {
                return new SystemResolvConf(SystemResolvConf.USUAL, tryTimeout, System::nanoTime);
            }
            Servers fixed = new Servers(nameservers, tryTimeout.orElse(DEFAULT_TRY), DEFAULT_ATTEMPTS, false, false);
            return () -> fixed;
        }
    }

    Servers {
        addresses = List.copyOf(addresses);
    }

    /** Those of a resolv.conf; the local host, like libc, if it names none that is usable. */
    static Servers of(ResolvConf conf, Optional<Duration> tryTimeout) {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (String nameserver : conf.nameservers()) {
            Optional<InetAddress> literal = literal(nameserver);
            if (literal.isEmpty()) {
                LOG.warn("resolv.conf names \"{}\" as a nameserver, which is no IP address here; skipped", nameserver);
            } else if (addresses.size() < MOST) {
                addresses.add(new InetSocketAddress(literal.get(), DNS_PORT));
            }
        }
        if (addresses.isEmpty()) {
            addresses.add(new InetSocketAddress(localHost(), DNS_PORT));
        }
        return new Servers(
                addresses,
                tryTimeout.or(conf::timeout).orElse(DEFAULT_TRY),
                conf.attempts().orElse(DEFAULT_ATTEMPTS),
                conf.rotate(),
                conf.tcp());
    }

    /** An IP address as text, with a scope where it is link-local; never a name. */
    static Optional<InetAddress> literal(String text) {
        if (!IPV4_LITERAL.matcher(text).matches() && !IPV6_LITERAL.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static InetAddress localHost() {
        try {
            return Inet4Address.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an IPv4 address", e);
        }
    }
}
