// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One peer as DNS shows it. Being listed does not mean being alive: a service that publishes pods before they are ready
 * also lists dead ones.
 *
 * <p>Peers have a total order: those with an ordinal first, by ordinal and set, then the others by name. Immutable.
 *
 * @param name the label under the service, in lower case: the pod's name, or what the server made up for a pod without
 *     one; never empty
 * @param id set and ordinal; empty if the label carries none
 * @param addresses the addresses, IPv4 before IPv6, each in ascending order; empty while DNS lists the peer but has no
 *     address for it yet
 * @param port the port that SRV records gave, or the configured default; empty if neither exists
 * @since 0.1
 */
public record Peer(String name, Optional<PeerId> id, List<InetAddress> addresses, OptionalInt port)
        implements Comparable<Peer> {

    /**
     * Copies and orders the addresses.
     *
     * @throws IllegalArgumentException if the name is empty or the port is not within 1 to 65535
     */
    public Peer {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a peer needs a name; its addresses are " + addresses);
        }
        if (port.isPresent() && (port.getAsInt() < 1 || port.getAsInt() > 65535)) {
            throw new IllegalArgumentException("port " + port.getAsInt() + " of peer " + name + " is not 1 to 65535");
        }
        addresses = addresses.size() == 1
                ? List.copyOf(addresses)
                : addresses.stream().distinct().sorted(AddressOrder.INSTANCE).toList();
    }

    /**
     * The first address with the port.
     *
     * @return where to connect to; empty while address or port is unknown
     */
    public Optional<InetSocketAddress> endpoint() {
        return addresses.isEmpty() || port.isEmpty()
                ? Optional.empty()
                : Optional.of(new InetSocketAddress(addresses.get(0), port.getAsInt()));
    }

    /**
     * The first address of a family with the port, or of the other family if there is none.
     *
     * @param preferred the family to take where there is a choice
     * @return where to connect to; empty while address or port is unknown
     */
    public Optional<InetSocketAddress> endpoint(AddressFamily preferred) {
        return port.isEmpty()
                ? Optional.empty()
                : addresses.stream()
                        .filter(preferred::includes)
                        .findFirst()
                        .map(address -> new InetSocketAddress(address, port.getAsInt()))
                        .or(this::endpoint);
    }

    /** The ordinal; empty if the peer's label carries none. */
    public OptionalInt ordinal() {
        return id.isPresent() ? OptionalInt.of(id.get().ordinal()) : OptionalInt.empty();
    }

    @Override
    public int compareTo(Peer other) {
        if (id.isPresent() && other.id.isPresent()) {
            int byId = id.get().compareTo(other.id.get());
            return byId != 0 ? byId : name.compareTo(other.name);
        }
        return id.isPresent() ? -1 : other.id.isPresent() ? 1 : name.compareTo(other.name);
    }
}
