// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rollcall.redis.local.RedisServer;
import java.util.Optional;

/** With the {@code redis-server} on the PATH. */
class InstalledRedisIT extends FormationContract {
    @Override
    RedisServer server() {
        Optional<RedisServer> installed = RedisServer.onPath();
        assumeTrue(installed.isPresent(), "no redis-server on the PATH");
        return installed.orElseThrow();
    }
}
