// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.local;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import redis.embedded.core.ExecutableProvider;

/** The Redis 6.2 binary of the embedded-redis artifact: for tests and the demo only, never in the published program. */
public final class EmbeddedRedis implements RedisServerSource {

    @Override
    public Optional<Path> redisServer() {
        try {
            // Into the build folder, so that nothing is left in the machine's temporary one.
            Path classes = Path.of(EmbeddedRedis.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path folder = Files.createDirectories(classes.resolveSibling("embedded-redis"));
            return Optional.of(ExecutableProvider.newJarResourceProvider(folder.toFile())
                    .get()
                    .toPath());
        } catch (IOException | URISyntaxException | RuntimeException noneForThisMachine) {
            return Optional.empty();
        }
    }
}
