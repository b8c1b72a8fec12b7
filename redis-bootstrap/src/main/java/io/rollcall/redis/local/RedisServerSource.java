// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.local;

import java.nio.file.Path;
import java.util.Optional;

/** A place where a {@code redis-server} may come from; found through {@link java.util.ServiceLoader}. */
public interface RedisServerSource {

    /**
     * An executable file.
     *
     * @return empty if this source has none for this machine
     */
    Optional<Path> redisServer();
}
