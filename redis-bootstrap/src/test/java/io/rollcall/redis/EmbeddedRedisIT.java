// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rollcall.redis.local.EmbeddedRedis;
import io.rollcall.redis.local.RedisServer;
import java.nio.file.Path;
import java.util.Optional;

/** With the Redis 6.2 binary that comes as a Maven artifact, so that a JDK is all that is needed. */
class EmbeddedRedisIT extends FormationContract {
    @Override
    RedisServer server() {
        return embedded();
    }

    static RedisServer embedded() {
        Optional<Path> embedded = new EmbeddedRedis().redisServer();
        assumeTrue(embedded.isPresent(), "embedded-redis carries no binary for this machine");
        return RedisServer.at(embedded.orElseThrow());
    }
}
