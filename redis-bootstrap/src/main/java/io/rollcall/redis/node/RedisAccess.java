// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.node;

import java.time.Duration;
import java.util.Optional;

/**
 * How to get in.
 *
 * @param username the ACL user; empty for the default user
 * @param password the password; empty where none is set
 * @param timeout the longest wait for a connection and for each answer, more than zero
 */
public record RedisAccess(Optional<String> username, Optional<String> password, Duration timeout) {

    /**
     * Checks the combination.
     *
     * @throws IllegalArgumentException if there is a user without a password, or no time to wait
     */
    public RedisAccess {
        if (username.isPresent() && password.isEmpty()) {
            throw new IllegalArgumentException("user " + username.get() + " was given without a password");
        }
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("the time-out " + timeout + " is not more than zero");
        }
    }

    /** Names the user, never the password. */
    @Override
    public String toString() {
        return "RedisAccess[username=" + username.orElse("default") + ", timeout=" + timeout + "]";
    }
}
