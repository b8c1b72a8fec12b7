// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rollcall.redis.local.RedisServer;
import java.util.Optional;

/** With the {@code redis-server} on the PATH, or of the system property {@code redis.server}. */
class InstalledRedisScaleIT extends ScaleContract {
    @Override
    RedisServer server() {
        return installed();
    }

    static RedisServer installed() {
        Optional<RedisServer> installed =
                System.getProperty("redis.server") == null ? RedisServer.onPath() : Optional.of(RedisServer.find());
        assumeTrue(installed.isPresent(), "no redis-server on the PATH");
        return installed.orElseThrow();
    }
}
