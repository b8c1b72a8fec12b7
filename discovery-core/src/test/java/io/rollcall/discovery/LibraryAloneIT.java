// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library's jar with its three dependencies and nothing else: it finds peers. */
class LibraryAloneIT {

    private static final Pattern MANDATORY = Pattern.compile(".*/(dnsjava|slf4j-api|jspecify)-[^/]*\\.jar");

    @TempDir
    private Path folder;

    @Test
    void look_needsNothingOfTheProgram() throws Exception {
        Path jar = Path.of(System.getProperty("library.jar", "no library.jar"));
        Assumptions.assumeTrue(Files.exists(jar), () -> "there is no " + jar + "; run it by ./mvnw verify");
        List<String> libraries = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> MANDATORY.matcher(entry).matches())
                .toList();
        assertThat(libraries).hasSize(3);
        Path source = Files.writeString(folder.resolve("Look.java"), """
                import io.rollcall.discovery.*;
                import io.rollcall.discovery.dns.DnsPeerDiscovery;
                import io.rollcall.discovery.testing.HeadlessDns;
                import java.util.List;
                public class Look {
                    public static void main(String[] args) throws Exception {
                        try (HeadlessDns dns = HeadlessDns.start()) {
                            dns.service("orders").port("http", 80).pod("orders-0", "127.0.0.2");
                            HeadlessService service = HeadlessService.named("orders").build();
                            try (PeerDiscovery discovery =
                                    DnsPeerDiscovery.builder(service).nameservers(List.of(dns.address())).build()) {
                                System.out.println(discovery.lookup().get() instanceof LookupResult.Found);
                            }
                        }
                    }
                }
                """);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        jar + File.pathSeparator + String.join(File.pathSeparator, libraries),
                        source.toString())
                .redirectErrorStream(true)
                .start();

        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("true").doesNotContain("picocli");
    }
}
