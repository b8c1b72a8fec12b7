// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.dns.bench;

import io.rollcall.discovery.testing.HeadlessDns;
import io.rollcall.discovery.testing.Service;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * From starting a process to its end, once for {@code rollcall peers} and once for {@link BareProgram}, by turns, each
 * without and with an AppCDS archive of its own.
 */
final class ProgramStart {

    private static final int ROUNDS = 15;
    private static final Pattern NEEDED =
            Pattern.compile(".*/(picocli|dnsjava|slf4j-api|slf4j-simple|jackson-core)-[^/]*\\.jar");
    /** What an image would set too: the work is over before a better compiler or collector pays. */
    private static final List<String> FLAGS = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto");

    private final Path folder;
    private final Path output;

    private ProgramStart(Path folder) {
        this.folder = folder;
        this.output = folder.resolve("output");
    }

    /** A command line behind the JVM's own options, and its archive. */
    private record Program(List<String> words, Path archive) {}

    static void peers(Figures figures) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("rollcall-bench");
        try (HeadlessDns dns = HeadlessDns.start()) {
            Service service = dns.service("orders", "shop").port("http", 8080);
            for (int i = 0; i < 3; i++) {
                service.pod("orders-" + i, "127.0.0." + (i + 2));
            }
            new ProgramStart(folder).run(dns, figures);
        } finally {
            try (Stream<Path> all = Files.walk(folder)) {
                all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        }
    }

    private void run(HeadlessDns dns, Figures figures) throws IOException, InterruptedException {
        String port = Integer.toString(dns.address().getPort());
        Program bare = program(
                "io/rollcall/discovery/dns/bench/BareProgram",
                "--service=orders.shop.svc.cluster.local.",
                "--address=127.0.0.1",
                "--port=" + port);
        Program rollcall = program(
                "io/rollcall/discovery/cli/Rollcall",
                "peers",
                "--service=orders",
                "--namespace=shop",
                "--nameserver=127.0.0.1:" + port);
        for (Program program : List.of(bare, rollcall)) {
            millis(program, List.of("-XX:ArchiveClassesAtExit=" + program.archive()));
        }
        double[][] all = new double[4][ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            all[0][i] = millis(bare, archived(bare));
            all[1][i] = millis(rollcall, archived(rollcall));
            all[2][i] = millis(bare, List.of());
            all[3][i] = millis(rollcall, List.of());
        }
        figures.median("cli.peers.floor", all[0], "ms");
        figures.median("cli.peers.rollcall", all[1], "ms");
        figures.ratio("cli.peers.vs-floor", all[1], all[0]);
        figures.median("cli.peers.plain.floor", all[2], "ms");
        figures.median("cli.peers.plain.rollcall", all[3], "ms");
        figures.ratio("cli.peers.plain.vs-floor", all[3], all[2]);
    }

    private static List<String> archived(Program program) {
        return List.of("-XX:SharedArchiveFile=" + program.archive());
    }

    /** Archives take classes of jars only, so the classes of this build go into one. */
    private Program program(String main, String... args) throws IOException {
        String name = main.substring(main.lastIndexOf('/') + 1);
        Path classes = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(entry -> Files.exists(entry.resolve(main + ".class")))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no directory of the class path has " + main));
        Path jar = folder.resolve(name + ".jar");
        ToolProvider tool = ToolProvider.findFirst("jar").orElseThrow();
        String content = main.endsWith("BareProgram") ? main + ".class" : "io";
        int code = tool.run(
                System.out, System.err, "--create", "--file", jar.toString(), "-C", classes.toString(), content);
        if (code != 0) {
            throw new IllegalStateException("jar ended with " + code);
        }
        List<String> words =
                new ArrayList<>(List.of("-classpath", jar + File.pathSeparator + libraries(), main.replace('/', '.')));
        words.addAll(List.of(args));
        return new Program(words, folder.resolve(name + ".jsa"));
    }

    private static String libraries() {
        return String.join(
                File.pathSeparator,
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(entry -> NEEDED.matcher(entry).matches())
                        .toList());
    }

    private double millis(Program program, List<String> more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(FLAGS);
        command.addAll(more);
        command.addAll(program.words());
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        long start = System.nanoTime();
        int code = builder.start().waitFor();
        double millis = (System.nanoTime() - start) / 1e6;
        String said = Files.readString(output, StandardCharsets.UTF_8);
        if (code != 0 || !Stream.of("orders-0", "orders-1", "orders-2").allMatch(said::contains)) {
            throw new IllegalStateException(command + " ended with " + code + " and said " + said);
        }
        return millis;
    }
}
