// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli.peerfinder;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;

/** The scripts of the tests, as executable files. */
final class Scripts {

    private Scripts() {}

    /** Copies one into a folder. */
    static Path copy(String name, Path folder) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream in = Objects.requireNonNull(Scripts.class.getResourceAsStream("scripts/" + name), name)) {
            Files.copy(in, file);
        }
        return executable(file);
    }

    /** Writes one into a folder. */
    static Path write(Path folder, String name, String text) throws IOException {
        return executable(Files.writeString(folder.resolve(name), "#!/bin/sh\n" + text + "\n"));
    }

    /** Skips the test on a machine without bash, in which the examples of the time are written. */
    static void assumeBash() {
        boolean found = List.of("/bin/bash", "/usr/bin/bash", "/usr/local/bin/bash").stream()
                .anyMatch(bash -> Files.isExecutable(Path.of(bash)));
        if (!found) {
            System.out.println("skipped: there is no bash");
        }
        Assumptions.assumeTrue(found, "there is no bash");
    }

    private static Path executable(Path file) {
        if (!file.toFile().setExecutable(true)) {
            throw new IllegalStateException(file + " cannot be made executable");
        }
        return file;
    }
}
