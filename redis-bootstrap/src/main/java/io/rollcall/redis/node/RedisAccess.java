// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.node;

import io.rollcall.redis.decide.NodeAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * How to get in.
 *
 * @param username the ACL user; empty for the default user
 * @param password the password; empty where none is set
 * @param timeout the longest wait for a connection and for each answer, more than zero
 * @param tls how to encrypt; empty for plain connections
 */
public record RedisAccess(Optional<String> username, Optional<String> password, Duration timeout, Optional<Tls> tls) {

    /** Without TLS. */
    public RedisAccess(Optional<String> username, Optional<String> password, Duration timeout) {
        this(username, password, timeout, Optional.empty());
    }

    /**
     * Checks the combination.
     *
     * @throws IllegalArgumentException if there is a user without a password, or no time to wait
     */
    public RedisAccess {
        if (username.isPresent() && password.isEmpty()) {
            throw new IllegalArgumentException("user " + username.get() + " was given without a password; set REDIS_PASSWORD or --password-file");
        }
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("the time-out " + timeout + " is not more than zero");
        }
    }

    /** The same, with the names that servers at addresses have to prove; changes nothing without TLS. */
    public RedisAccess naming(Function<NodeAddress, String> names) {
        return new RedisAccess(username, password, timeout, tls.map(secure -> secure.naming(names)));
    }

    /** Names the user, never the password. */
    @Override
    public String toString() {
        return "RedisAccess[username=" + username.orElse("default") + ", timeout=" + timeout + "]";
    }
}
