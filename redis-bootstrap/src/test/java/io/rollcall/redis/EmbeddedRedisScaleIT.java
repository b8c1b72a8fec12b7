// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import io.rollcall.redis.local.RedisServer;

/** With the Redis 6.2 binary that comes as a Maven artifact. */
class EmbeddedRedisScaleIT extends ScaleContract {
    @Override
    RedisServer server() {
        return EmbeddedRedisIT.embedded();
    }
}
