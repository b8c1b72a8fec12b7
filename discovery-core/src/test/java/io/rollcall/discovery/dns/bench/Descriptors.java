// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Counts sockets in Linux's /proc; elsewhere the benchmarks that need it end with an error. */
final class Descriptors {

    private static final Path OWN = Path.of("/proc/self/fd");
    private static final Path NETWORK = Path.of("/proc/self/net");
    private static final int REMOTE_ADDRESS = 2;
    private static final int INODE = 9;
    /** Of a socket that is closed and lingers in the kernel. */
    private static final String NO_INODE = "0";

    private Descriptors() {}

    /** The sockets that are connected to a port, which are the client's and not the server's. */
    static long socketsTo(int port) {
        String remote = String.format(Locale.ROOT, ":%04X", port);
        return Stream.of("udp", "udp6", "tcp", "tcp6")
                .map(NETWORK::resolve)
                .filter(Files::exists)
                .flatMap(table -> lines(table).stream().skip(1))
                .map(line -> line.strip().split("\\s+"))
                .filter(fields -> fields[REMOTE_ADDRESS].endsWith(remote) && !fields[INODE].equals(NO_INODE))
                .count();
    }

    private static List<String> lines(Path table) {
        try {
            return Files.readAllLines(table);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The sockets that this process has open. */
    static long sockets() throws IOException {
        try (Stream<Path> descriptors = Files.list(OWN)) {
            return descriptors.filter(Descriptors::isSocket).count();
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (NoSuchFileException closedMeanwhile) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
