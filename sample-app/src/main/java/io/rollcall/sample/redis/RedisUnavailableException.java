// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.redis;

/** There is no Redis Cluster to call yet. */
public final class RedisUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RedisUnavailableException(String message) {
        super(message);
    }
}
