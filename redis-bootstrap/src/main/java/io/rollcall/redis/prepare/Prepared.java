// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.prepare;

import java.util.List;
import java.util.Optional;

/**
 * How a preparation ended.
 *
 * @param end whether the server may start
 * @param sentence what there is to say
 * @param repairs what changed in {@code nodes.conf}, a sentence each
 * @param held why the server was held back and then released; empty if it was not
 */
public record Prepared(End end, String sentence, List<String> repairs, Optional<String> held) {

    /** The kinds of end. */
    public enum End {
        /** The server may start. */
        READY,
        /** DNS does not list the pod. */
        NOT_LISTED,
        /** The line about the node itself is torn, so that no server can start on the file. */
        UNREADABLE,
        /** The node is an empty master, and a replica may hold its keys. */
        KEYS_AT_RISK,
        /** A signal came. */
        STOPPED
    }

    /** Copies the list. */
    public Prepared {
        repairs = List.copyOf(repairs);
    }
}
