// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.discovery.cli.ExitCode;
import io.rollcall.discovery.cli.Program;
import io.rollcall.discovery.testing.HeadlessDns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** ROLLCALL.md is complete: every exit code, every finding, every field of the JSON. */
class ManualTest {

    private final String manual = read();

    private static String read() {
        try {
            return Files.readString(Path.of("ROLLCALL.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void exitCodes_areThoseOfTheProgram() {
        List<String> rows = Pattern.compile("(?m)^\\| (\\d+) \\| .*\\|$")
                .matcher(manual)
                .results()
                .map(row -> row.group(1))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(Arrays.stream(ExitCode.values())
                        .map(code -> Integer.toString(code.code()))
                        .toList());
    }

    @Test
    void findings_areAllExplained() {
        assertThat(Code.values()).allSatisfy(code -> assertThat(manual).contains("`" + code + "`"));
    }

    @Test
    void jsonFields_areAllExplained() throws InterruptedException {
        try (HeadlessDns dns = HeadlessDns.start()) {
            dns.service("orders", "shop").port("http", 80).pod("orders-0", "127.0.0.2");
            String server = Program.nameserver(dns);
            Map<String, String[]> commands = Map.of(
                    "peers", new String[] {"--expect=1"},
                    "leader", new String[] {"--expect=1", "--timeout=100ms"},
                    "doctor", new String[] {"--port-name=http"});
            commands.forEach((command, more) -> {
                List<String> args = new ArrayList<>(List.of(command, "-s", "orders", "-n", "shop", "--json", server));
                args.addAll(List.of(more));
                assertExplained(Program.run(args.toArray(String[]::new)));
            });
            assertExplained(Program.runUntil(
                    out -> out.contains("joined"), "watch", "-s", "orders", "-n", "shop", "--json", server));
            assertExplained(Program.run("identity", "-s", "orders", "--json"));
        }
    }

    private void assertExplained(Program.Run run) {
        assertThat(Program.lines(run.out())).isNotEmpty().allSatisfy(this::assertExplained);
    }

    private void assertExplained(JsonNode node) {
        node.fieldNames().forEachRemaining(field -> assertThat(manual).contains("`" + field + "`"));
        node.forEach(this::assertExplained);
    }
}
