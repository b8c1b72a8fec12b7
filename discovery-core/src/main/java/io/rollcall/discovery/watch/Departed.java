// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.watch;

import io.rollcall.discovery.Peer;
import java.net.InetAddress;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who had addresses that nobody has now, the latest of them; so that their next owner can be told from a newcomer.
 * Immutable.
 */
final class Departed {

    static final Departed NOBODY = new Departed(Map.of());

    private static final int MOST = 4096;

    private final Map<InetAddress, Peer> owners;

    private Departed(Map<InetAddress, Peer> owners) {
        this.owners = owners;
    }

    /** Who had the address last, if nobody has it now. */
    Optional<Peer> owner(InetAddress address) {
        return Optional.ofNullable(owners.get(address));
    }

    /**
     * @param taken addresses that have an owner now
     * @param given addresses that have none any more, and who had them
     */
    Departed after(Collection<InetAddress> taken, Map<InetAddress, Peer> given) {
        if (taken.isEmpty() && given.isEmpty()) {
            return this;
        }
        Map<InetAddress, Peer> next = new LinkedHashMap<>(owners);
        next.keySet().removeAll(taken);
        next.putAll(given);
        Iterator<InetAddress> oldest = next.keySet().iterator();
        while (next.size() > MOST) {
            oldest.next();
            oldest.remove();
        }
        return new Departed(next);
    }
}
