// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.node;

import io.rollcall.redis.decide.Refusal;
import java.io.IOException;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLException;
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
        if (ofTls(problem)) {
            return new Probe.Unusable(new Refusal(
                    Refusal.Cause.ACCESS,
                    node.label() + " and this program do not agree on TLS: " + text
                            + "; check that the server has a TLS port there, that --cacert is its authority, that its"
                            + " certificate names the pod in its service's domain, and --cert and --key where the server"
                            + " asks for them"));
        }
        if (text.contains("Unknown reply")) {
            return new Probe.Unusable(new Refusal(
                    Refusal.Cause.NOT_A_CLUSTER_NODE,
                    node.label() + " is not a Redis server: it answers with something else than the Redis protocol;"
                            + " check the service's port (--port-name, --port)"));
        }
        return new Probe.Silent(node.label() + ": " + text);
    }

    private static boolean ofTls(Throwable problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            // A time-out while shaking hands is one of SSL's too, but passes.
            if (cause instanceof SSLException && !(cause.getCause() instanceof IOException)) {
                return true;
            }
        }
        return false;
    }

    /** The innermost message: Jedis wraps what happened into "Failed to connect to…", as cause or as suppressed. */
    static String text(JedisException problem) {
        Throwable cause = problem;
        for (Throwable inner = inner(cause); inner != cause; inner = inner(cause)) {
            cause = inner;
        }
        if (cause instanceof SocketTimeoutException) {
            return "accepts no connection or gives no answer within the time-out";
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private static Throwable inner(Throwable problem) {
        if (problem.getCause() != null) {
            return problem.getCause();
        }
        return problem.getSuppressed().length > 0 ? problem.getSuppressed()[0] : problem;
    }
}
