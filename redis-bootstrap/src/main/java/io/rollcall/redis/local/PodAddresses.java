// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Finds loopback addresses that nobody uses. On Linux all of 127.0.0.0/8 is local, so pods get 127.x.y.1 upwards and one
 * port, like pods; elsewhere they share 127.0.0.1 and differ by port.
 */
final class PodAddresses {

    /** Redis adds this to the client port for the cluster bus (CLUSTER_PORT_INCR in cluster.h). */
    static final int BUS_OFFSET = 10_000;

    private static final int REDIS_PORT = 6379;
    private static final int ATTEMPTS = 200;
    private static final int MOST_PODS = 250;

    private PodAddresses() {}

    /**
     * Free addresses.
     *
     * @param count how many, 1 to 250
     * @param random where the search begins
     * @throws IllegalStateException if none are free
     */
    static List<InetSocketAddress> free(int count, RandomGenerator random) {
        if (count < 1 || count > MOST_PODS) {
            throw new IllegalArgumentException(count + " pods are not 1 to " + MOST_PODS);
        }
        for (int i = 0; i < ATTEMPTS; i++) {
            List<InetSocketAddress> addresses = own127(count, random.nextInt(1, 255), random.nextInt(0, 255));
            if (addresses.stream().allMatch(PodAddresses::isFree)) {
                return addresses;
            }
        }
        return sharedLoopback(count, random);
    }

    private static List<InetSocketAddress> own127(int count, int x, int y) {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            addresses.add(new InetSocketAddress(address(127, x, y, i), REDIS_PORT));
        }
        return addresses;
    }

    private static List<InetSocketAddress> sharedLoopback(int count, RandomGenerator random) {
        for (int i = 0; i < ATTEMPTS; i++) {
            int first = random.nextInt(20_000, 40_000);
            List<InetSocketAddress> addresses = new ArrayList<>();
            for (int port = first; port < first + count; port++) {
                addresses.add(new InetSocketAddress(address(127, 0, 0, 1), port));
            }
            if (addresses.stream().allMatch(PodAddresses::isFree)) {
                return addresses;
            }
        }
        throw new IllegalStateException("found no " + count + " free loopback addresses for Redis");
    }

    private static boolean isFree(InetSocketAddress address) {
        return canBind(address) && canBind(new InetSocketAddress(address.getAddress(), address.getPort() + BUS_OFFSET));
    }

    private static boolean canBind(InetSocketAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(address);
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private static InetAddress address(int... bytes) {
        byte[] raw = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            raw[i] = (byte) bytes[i];
        }
        try {
            return InetAddress.getByAddress(raw);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
