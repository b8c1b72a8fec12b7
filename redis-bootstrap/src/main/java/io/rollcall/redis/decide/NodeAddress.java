// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.decide;

/**
 * Where a Redis node serves clients.
 *
 * @param ip a literal address, IPv6 without brackets; empty where a node does not know its own yet
 * @param port the client port; 0 where unknown
 */
public record NodeAddress(String ip, int port) {
    @Override
    public String toString() {
        return ip.contains(":") ? "[" + ip + "]:" + port : ip + ":" + port;
    }
}
