// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.node;

import java.nio.charset.StandardCharsets;
import redis.clients.jedis.commands.ProtocolCommand;

/**
 * Every command that is ever sent, apart from {@code AUTH} while connecting. Nothing here can flush, reset or delete slots: what is
 * not on the list cannot be sent.
 */
enum NodeCommand implements ProtocolCommand {
    INFO,
    DBSIZE,
    CLUSTER,
    CONFIG,
    SET,
    GET,
    DEL,
    EVAL,
    MIGRATE,
    MEMORY,
    COMMAND,
    ASKING,
    DUMP;

    /** The words that may follow {@link #CLUSTER}. */
    enum Cluster {
        NODES,
        INFO,
        ADDSLOTS,
        MEET,
        REPLICATE,
        SAVECONFIG,
        SET_CONFIG_EPOCH,
        SETSLOT,
        GETKEYSINSLOT,
        COUNTKEYSINSLOT,
        FORGET,
        FAILOVER,
        MIGRATION,
        MIGRATESLOTS,
        GETSLOTMIGRATIONS;

        String word() {
            return name().replace('_', '-');
        }
    }

    @Override
    public byte[] getRaw() {
        return name().getBytes(StandardCharsets.US_ASCII);
    }
}
