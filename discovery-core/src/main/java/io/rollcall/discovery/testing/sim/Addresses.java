// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.testing.sim;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;

/** Pod addresses; one that is free again goes to another pod sooner than one likes. */
final class Addresses {

    private static final int BYTE = 256;

    private final SplittableRandom random;
    private final Deque<InetAddress> free = new ArrayDeque<>();
    private int taken;

    Addresses(SplittableRandom random) {
        this.random = random;
    }

    InetAddress take() {
        if (!free.isEmpty() && random.nextBoolean()) {
            return free.removeFirst();
        }
        taken++;
        try {
            return InetAddress.getByAddress(
                    new byte[] {10, (byte) (taken / BYTE / BYTE), (byte) (taken / BYTE), (byte) taken});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    void free(InetAddress address) {
        free.addLast(address);
    }
}
