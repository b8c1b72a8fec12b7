// SPDX-License-Identifier: Apache-2.0
package io.rollcall.charts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/** Copies of chart folders under target, each made once. */
final class Copies {

    private static final Map<Path, Path> MADE = new ConcurrentHashMap<>();

    private Copies() {}

    /** The copy of this name; the change gets a file's name and its text. */
    static Path of(String name, Chart chart, BinaryOperator<String> change) {
        Path target = Path.of("target", "copies", name).resolve(chart.folder().getFileName());
        return MADE.computeIfAbsent(target, made -> {
            // What an earlier run left, of templates that are gone since.
            delete(made);
            make(chart, target, change);
            return made;
        });
    }

    /** Copies a chart; the change gets a file's name and its text. */
    static void make(Chart chart, Path target, BinaryOperator<String> change) {
        try (Stream<Path> files = Files.walk(chart.folder())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copied = target.resolve(chart.folder().relativize(file).toString());
                write(copied, change.apply(file.getFileName().toString(), read(file)));
            }
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    static void delete(Path folder) {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException problem) {
                throw new UncheckedIOException(problem);
            }
        }
    }
}
