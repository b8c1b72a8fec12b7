// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis.prepare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a server finds on disk when it starts. The script that starts the server goes by the same rule. */
final class Dataset {

    /**
     * A snapshot without keys has some hundred bytes. One with a key may have as few, but then waiting for a replica to
     * be promoted loses nothing.
     */
    private static final long EMPTY_SNAPSHOT = 255;

    private Dataset() {}

    /** Whether a folder, or one below it, has a snapshot or an append-only file with something in it. */
    static boolean isEmpty(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return true;
        }
        try (Stream<Path> files = Files.walk(folder, 2)) {
            return files.filter(Files::isRegularFile).noneMatch(Dataset::holdsData);
        }
    }

    private static boolean holdsData(Path file) {
        String name = file.getFileName().toString();
        long size = file.toFile().length();
        if (name.startsWith("temp-")) {
            return false;
        }
        return name.endsWith(".incr.aof")
                ? size > 0
                : (name.endsWith(".rdb") || name.endsWith(".aof")) && size > EMPTY_SNAPSHOT;
    }
}
