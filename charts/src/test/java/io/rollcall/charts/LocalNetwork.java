// SPDX-License-Identifier: Apache-2.0
package io.rollcall.charts;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Addresses for pods, in a part of 127.0.0.0/8 where nobody listens. */
final class LocalNetwork {

    private static final int MOST = 32;

    private final String prefix;
    private int taken;

    /** Finds a part where these ports are free. */
    LocalNetwork(int... ports) {
        prefix = IntStream.range(0, 100)
                .mapToObj(attempt -> "127." + random() + "." + random() + ".")
                .filter(candidate -> IntStream.rangeClosed(1, MOST)
                        .allMatch(host -> IntStream.of(ports).allMatch(port -> isFree(candidate + host, port))))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "no free loopback addresses; this needs Linux, where 127.0.0.0/8 is local"));
    }

    /** An address that nobody has had yet. */
    String next() {
        if (taken == MOST) {
            throw new IllegalStateException("all " + MOST + " addresses are taken");
        }
        taken++;
        return prefix + taken;
    }

    List<String> next(int count) {
        return IntStream.range(0, count).mapToObj(i -> next()).toList();
    }

    private static int random() {
        return ThreadLocalRandom.current().nextInt(1, 255);
    }

    private static boolean isFree(String ip, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(ip), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
