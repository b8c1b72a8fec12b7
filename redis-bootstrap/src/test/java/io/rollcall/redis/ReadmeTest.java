// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.rollcall.redis.decide.Repair;
import io.rollcall.redis.report.CommandDocument;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
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

    @Test
    void jsonFields_areAllExplained() throws IOException {
        String json = Files.readString(Path.of("README.md"))
                .split("\n## JSON\n", 2)[1]
                .split("\n## ", 2)[0];

        JavaClasses documents = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackagesOf(CommandDocument.class);
        List<String> fields = documents.stream()
                .map(JavaClass::reflect)
                .filter(Class::isRecord)
                .flatMap(document -> Arrays.stream(document.getRecordComponents()))
                .map(RecordComponent::getName)
                .distinct()
                .toList();

        assertThat(fields).hasSizeGreaterThan(50);
        assertThat(fields).allSatisfy(field -> assertThat(json).containsPattern("[`.]" + field + "(\\[])?`"));
    }
}
