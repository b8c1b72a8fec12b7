// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.node;

/**
 * A migration that a server does by itself.
 *
 * @param id its id
 * @param state how far it is
 * @param message what the server says about it; may be empty
 */
public record MigrationTask(String id, State state, String message) {

    /** How far a migration is. */
    public enum State {
        /** Under way; also a failed one that the server tries again. */
        RUNNING,
        /** The slots have their new owner. */
        DONE,
        /** It will not go on, and the slots are where they were. */
        FAILED
    }
}
