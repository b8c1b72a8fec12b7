// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli.peerfinder;

import io.rollcall.discovery.AddressFamily;
import io.rollcall.discovery.Peer;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What a script gets of each peer; the fork's {@code -address-type}. */
enum AddressType {
    /** The full name, without its last dot. */
    DNS("DNS"),
    /** The first address. */
    IP("IP"),
    /** The first IPv4 address; a peer without one is left out. */
    IPV4("IPv4"),
    /** The first IPv6 address; a peer without one is left out. */
    IPV6("IPv6");

    private final String text;

    AddressType(String text) {
        this.text = text;
    }

    /** How a peer is written; empty while DNS has no such address of it. */
    Optional<String> of(Peer peer, String domain) {
        return switch (this) {
            case DNS -> Optional.of(peer.name() + "." + domain.substring(0, domain.length() - 1));
            case IP -> peer.addresses().stream().findFirst().map(InetAddress::getHostAddress);
            case IPV4 -> first(peer, AddressFamily.IPV4);
            case IPV6 -> first(peer, AddressFamily.IPV6);
        };
    }

    /** Of an address, {@code IPv4} or {@code IPv6}. */
    static String family(InetAddress address) {
        return (address instanceof Inet4Address ? IPV4 : IPV6).text;
    }

    private static Optional<String> first(Peer peer, AddressFamily family) {
        return peer.addresses().stream().filter(family::includes).findFirst().map(InetAddress::getHostAddress);
    }

    @Override
    public String toString() {
        return text;
    }

    /** As the fork spells them; case does not matter here. */
    static final class Converter implements ITypeConverter<AddressType> {
        @Override
        public AddressType convert(String text) {
            for (AddressType type : values()) {
                if (type.text.equalsIgnoreCase(text)) {
                    return type;
                }
            }
            throw new TypeConversionException("\"" + text + "\" is none of DNS, IP, IPv4, IPv6");
        }
    }
}
