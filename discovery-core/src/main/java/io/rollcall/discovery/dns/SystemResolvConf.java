// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The servers of a resolv.conf as it stands. Looks at the file's time and size at most once a second, and reads it when
 * one of them changed. A file that cannot be read leaves what was known. Not thread-safe.
 */
final class SystemResolvConf implements Supplier<Servers> {

    static final Path USUAL = Path.of("/etc/resolv.conf");

    private static final Logger LOG = LoggerFactory.getLogger(SystemResolvConf.class);
    private static final long RECHECK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private record Stamp(@Nullable FileTime modified, long size) {}

    private static final Stamp ABSENT = new Stamp(null, -1);

    private final Path file;
    private final Optional<Duration> tryTimeout;
    private final LongSupplier ticker;
    private Servers servers;
    private @Nullable Stamp read;
    private long checkedAt;

    SystemResolvConf(Path file, Optional<Duration> tryTimeout, LongSupplier ticker) {
        this.file = file;
        this.tryTimeout = tryTimeout;
        this.ticker = ticker;
        this.servers = Servers.of(ResolvConf.parse(""), tryTimeout);
        check();
    }

    @Override
    public Servers get() {
        if (ticker.getAsLong() - checkedAt >= RECHECK_NANOS) {
            check();
        }
        return servers;
    }

    private void check() {
        checkedAt = ticker.getAsLong();
        try {
            Stamp current = stamp();
            if (!current.equals(read)) {
                String text = current.equals(ABSENT) ? "" : Files.readString(file, StandardCharsets.ISO_8859_1);
                servers = Servers.of(ResolvConf.parse(text), tryTimeout);
                read = current;
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be read; going on with {}", file, servers.addresses(), e);
        }
    }

    private Stamp stamp() throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(attributes.lastModifiedTime(), attributes.size());
        } catch (NoSuchFileException e) {
            return ABSENT;
        }
    }
}
