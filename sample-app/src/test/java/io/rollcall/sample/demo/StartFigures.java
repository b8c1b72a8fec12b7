// SPDX-License-Identifier: Apache-2.0
package io.rollcall.sample.demo;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * From the start of the process to readiness, before a cluster that is formed; and by turns with it what is below every
 * such start: a JVM that does nothing, and Micronaut with the same libraries and nothing in it.
 */
final class StartFigures {

    private static final int ROUNDS = 7;
    private static final double NANOS = 1e9;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> settings;

    private StartFigures(DemoCluster cluster) {
        settings = AppUnderTest.arguments(cluster);
    }

    static void run() throws Exception {
        Path folder = Files.createTempDirectory("rollcall-bench-");
        try (DemoCluster cluster = DemoCluster.formed()) {
            new StartFigures(cluster).measure(folder);
        } finally {
            try (Stream<Path> all = Files.walk(folder)) {
                all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        }
    }

    private void measure(Path folder) throws IOException, InterruptedException {
        PackedProgram app = PackedProgram.application(folder);
        PackedProgram bare = PackedProgram.bare(folder);
        train(app, settings);
        train(bare, List.of());
        Start[] archived = new Start[ROUNDS];
        Start[] plain = new Start[ROUNDS];
        Start[] micronaut = new Start[ROUNDS];
        double[] jvm = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            archived[i] = start(app, app.archived(), settings);
            micronaut[i] = start(bare, bare.archived(), List.of());
            jvm[i] = nothing();
            plain[i] = start(app, app.plain(), settings);
        }
        print("sample.start", archived);
        print("sample.start.floor-micronaut", micronaut);
        Benchmarks.print("sample.start.floor-jvm.seconds", median(jvm), "s");
        Benchmarks.print(
                "sample.start.vs-floor-micronaut", median(seconds(archived)) / median(seconds(micronaut)), "times");
        print("sample.start.plain", plain);
    }

    /**
     * One start.
     *
     * @param seconds how long it took
     * @param waited how long its main thread could have gone on meanwhile, but others had the processors; 0 where the
     *     system does not tell
     */
    private record Start(double seconds, double waited) {}

    private static void print(String name, Start[] starts) {
        Benchmarks.print(name + ".seconds", median(seconds(starts)), "s");
        Benchmarks.print(
                name + ".best-seconds", Arrays.stream(seconds(starts)).min().orElseThrow(), "s");
        Benchmarks.print(
                name + ".waited-for-processor.seconds",
                median(Arrays.stream(starts).mapToDouble(Start::waited).toArray()),
                "s");
    }

    private static double[] seconds(Start[] starts) {
        return Arrays.stream(starts).mapToDouble(Start::seconds).toArray();
    }

    private static double median(double[] values) {
        return Arrays.stream(values).sorted().toArray()[values.length / 2];
    }

    private void train(PackedProgram program, List<String> more) throws IOException, InterruptedException {
        int port = AppUnderTest.freePort();
        program.train(onPort(port, more), () -> AppUnderTest.awaitReady(http, page(port), program.log()));
    }

    private Start start(PackedProgram program, List<String> options, List<String> more)
            throws IOException, InterruptedException {
        int port = AppUnderTest.freePort();
        long begin = System.nanoTime();
        Process process = program.start(options, onPort(port, more));
        try {
            AppUnderTest.awaitReady(http, page(port), program.log());
            return new Start((System.nanoTime() - begin) / NANOS, waited(process.pid()));
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static double nothing() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(AppPod.JAVA);
        command.add("-version");
        long begin = System.nanoTime();
        int code = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (code != 0) {
            throw new IllegalStateException(command + " ended with " + code);
        }
        return (System.nanoTime() - begin) / NANOS;
    }

    private static List<String> onPort(int port, List<String> more) {
        List<String> all =
                new ArrayList<>(List.of("-micronaut.server.host=127.0.0.1", "-micronaut.server.port=" + port));
        all.addAll(more);
        return all;
    }

    private static URI page(int port) {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    /** The second number of a thread's schedstat (Documentation/scheduler/sched-stats of Linux), of those of main. */
    private static double waited(long pid) throws IOException {
        Path threads = Path.of("/proc", Long.toString(pid), "task");
        if (!Files.exists(threads)) {
            return 0;
        }
        double seconds = 0;
        try (Stream<Path> all = Files.list(threads)) {
            for (Path thread : all.toList()) {
                // The JVM's first thread and the one of main(), which has no name of its own for the system.
                if (Files.readString(thread.resolve("comm")).strip().equals("java")) {
                    seconds += Long.parseLong(Files.readString(thread.resolve("schedstat"))
                                    .split(" ", -1)[1])
                            / NANOS;
                }
            }
        }
        return seconds;
    }
}
