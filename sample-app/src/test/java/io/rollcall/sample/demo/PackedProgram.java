// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.demo;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * A program as an image has it: its classes in jars, because the JVM archives none of folders, and beside them an archive
 * of what its start loads (AppCDS). It serves HTTP and tells by {@code /health/readiness} that it is up.
 */
final class PackedProgram {

    private static final long DUMP_SECONDS = 60;

    private final String main;
    private final String classPath;
    private final Path archive;
    private final Path log;

    private PackedProgram(String main, String classPath, Path folder) {
        this.main = main;
        this.classPath = classPath;
        this.archive = folder.resolve(main + ".jsa");
        this.log = folder.resolve(main + ".log");
    }

    /** The application: the class path of this process, its folders packed. */
    static PackedProgram application(Path folder) throws IOException {
        List<String> entries = new ArrayList<>();
        for (Path entry : classPath().toList()) {
            entries.add(Files.isDirectory(entry) ? pack(folder, entry, ".") : entry.toString());
        }
        return new PackedProgram(AppPod.Tethered.class.getName(), join(entries), folder);
    }

    /** Micronaut with the application's libraries and nothing in it. */
    static PackedProgram bare(Path folder) throws IOException {
        String own = BareMicronaut.class.getName().replace('.', '/') + ".class";
        List<String> entries = new ArrayList<>(
                classPath().filter(PackedProgram::isLibrary).map(Path::toString).toList());
        Path classes = classPath()
                .filter(entry -> Files.exists(entry.resolve(own)))
                .findFirst()
                .orElseThrow();
        entries.add(pack(folder, classes, own));
        return new PackedProgram(BareMicronaut.class.getName(), join(entries), folder);
    }

    private static boolean isLibrary(Path entry) {
        String name = entry.getFileName().toString();
        return !Files.isDirectory(entry) && !name.startsWith("discovery-core") && !name.startsWith("redis-bootstrap");
    }

    private static Stream<Path> classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(Files::exists);
    }

    private static String join(List<String> entries) {
        return String.join(File.pathSeparator, entries);
    }

    private static String pack(Path folder, Path classes, String content) throws IOException {
        Path jar = Files.createTempFile(folder, "classes-", ".jar");
        int code = ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(System.out, System.err, "--create", "--file", jar.toString(), "-C", classes.toString(), content);
        if (code != 0) {
            throw new IllegalStateException("jar ended with " + code);
        }
        return jar.toString();
    }

    /** Where what it says goes. */
    Path log() {
        return log;
    }

    /** The JVM's options for a start without the archive. */
    List<String> plain() {
        return List.of("-classpath", classPath);
    }

    /** The JVM's options for a start with the archive. */
    List<String> archived() {
        return List.of("-XX:SharedArchiveFile=" + archive, "-classpath", classPath);
    }

    /** Starts it, with settings. */
    Process start(List<String> options, List<String> settings) throws IOException {
        List<String> command = new ArrayList<>(AppPod.JAVA);
        command.addAll(options);
        command.add(main);
        command.addAll(settings);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /**
     * Makes the archive of one start.
     *
     * @param settings what it is started with
     * @param up waits until it serves
     */
    void train(List<String> settings, Runnable up) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(plain());
        options.add("-XX:ArchiveClassesAtExit=" + archive);
        Process process = start(options, settings);
        try {
            up.run();
            // Not Process.destroy(): that closes its input, too, at which the application halts without an archive.
            boolean unused = process.toHandle().destroy();
            if (!process.waitFor(DUMP_SECONDS, TimeUnit.SECONDS) || !Files.exists(archive)) {
                throw new IllegalStateException("no archive was made; see " + log);
            }
        } finally {
            process.destroyForcibly();
        }
    }
}
