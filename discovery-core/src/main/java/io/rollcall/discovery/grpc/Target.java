// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.grpc;

import io.rollcall.discovery.HeadlessService;
import io.rollcall.discovery.dns.AddressLiteral;
import io.rollcall.discovery.identity.IdentityException;
import io.rollcall.discovery.identity.OtherService;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a target says.
 *
 * @param service the service
 * @param nameserver whom to ask; those of {@code /etc/resolv.conf} if empty
 */
record Target(HeadlessService service, Optional<InetSocketAddress> nameserver) {

    private static final Pattern PATH = Pattern.compile("/?(?<name>[^/:]+)(?::(?<port>\\d{1,5}))?");
    private static final Pattern QUERY = Pattern.compile("port-name=(?<port>[^&=]+)");

    /**
     * Reads it.
     *
     * @param defaultPort the port of peers that neither DNS nor the target gives one for
     */
    static Target parse(URI target, int defaultPort) {
        Optional<String> query = Optional.ofNullable(target.getQuery());
        Matcher path = PATH.matcher(Optional.ofNullable(target.getPath()).orElse(""));
        Matcher options = QUERY.matcher(query.orElse(""));
        if (!path.matches() || (query.isPresent() && !options.matches())) {
            throw unreadable(target, new IllegalArgumentException("it has another form"));
        }
        try {
            HeadlessService.Builder service = OtherService.named(path.group("name"))
                    .defaultPort(Optional.ofNullable(path.group("port"))
                            .map(Integer::parseInt)
                            .orElse(defaultPort));
            if (query.isPresent()) {
                service.portName(options.group("port"));
            }
            return new Target(
                    service.build(),
                    Optional.ofNullable(target.getRawAuthority()).map(AddressLiteral::nameserver));
        } catch (IllegalArgumentException | IdentityException cause) {
            throw unreadable(target, cause);
        }
    }

    private static IllegalArgumentException unreadable(URI target, RuntimeException cause) {
        return new IllegalArgumentException(
                "the target " + target + " cannot be read: " + cause.getMessage()
                        + "; write rollcall://[nameserver[:port]]/service[:port][?port-name=name]",
                cause);
    }
}
