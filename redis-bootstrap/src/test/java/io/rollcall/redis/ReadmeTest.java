// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.redis.decide.Repair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The README says what the code does. */
class ReadmeTest {

    @Test
    void repairTable_isThatOfTheCodeRowByRow() throws IOException {
        String head = "| row | symptom | proof required | action | verification |";
        List<String> table = Files.readAllLines(Path.of("README.md")).stream()
                .dropWhile(line -> !line.equals(head))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();

        assertThat(table)
                .containsExactlyElementsOf(Arrays.stream(Repair.values())
                        .map(row -> "| `" + row.title() + "` | " + row.symptom() + " | " + row.proof() + " | "
                                + row.action() + " | " + row.verification() + " |")
                        .toList());
    }

    @Test
    void exitCodes_areThoseOfTheProgram() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("..", "README.md"));

        for (ExitCode code : ExitCode.values()) {
            assertThat(lines).as(code.name()).anyMatch(line -> line.startsWith("| " + code.code() + " |"));
        }
    }
}
