// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.node;

import io.rollcall.redis.decide.Refusal;
import java.net.SocketTimeoutException;
import redis.clients.jedis.exceptions.JedisException;

/** Tells what may pass from what will not. */
final class Problems {

    private Problems() {}

    static Probe classify(JedisClusterNode node, JedisException problem) {
        String text = text(problem);
        if (text.startsWith("WRONGPASS")
                || text.startsWith("NOAUTH")
                || text.startsWith("NOPERM")
                || text.startsWith("ERR AUTH")
                || text.startsWith("ERR invalid password")) {
            return new Probe.Unusable(new Refusal(
                    Refusal.Cause.ACCESS,
                    node.label() + " does not let us in: " + text
                            + "; check REDIS_USERNAME and REDIS_PASSWORD (or --password-file), which must hold for every"
                            + " node"));
        }
        if (text.contains("Unknown reply")) {
            return new Probe.Unusable(new Refusal(
                    Refusal.Cause.NOT_A_CLUSTER_NODE,
                    node.label() + " is not a Redis server: it answers with something else than the Redis protocol;"
                            + " check the service's port (--port-name, --port)"));
        }
        return new Probe.Silent(node.label() + ": " + text);
    }

    /** The innermost message: Jedis wraps what happened into "Failed to connect to…". */
    static String text(JedisException problem) {
        Throwable cause = problem;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        if (cause instanceof SocketTimeoutException) {
            return "accepts no connection or gives no answer within the time-out";
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
