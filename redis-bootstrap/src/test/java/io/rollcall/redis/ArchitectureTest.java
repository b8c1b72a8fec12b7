// SPDX-License-Identifier: Apache-2.0
package io.rollcall.redis;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

/** The direction of imports: commands, http -> run -> node -> decide -> discovery API. */
class ArchitectureTest {

    private static final int LEAST_CLASSES = 50;

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.rollcall.redis");

    @Test
    void scan_sawAPlausibleNumberOfClasses() {
        assertThat(classes.size()).isGreaterThan(LEAST_CLASSES);
    }

    @Test
    void decide_isPure() {
        noClasses()
                .that()
                .resideInAPackage("..decide..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.rollcall.redis",
                        "..redis.node..",
                        "..redis.run..",
                        "..redis.local..",
                        "redis.clients..",
                        "org.slf4j..",
                        "io.micronaut..",
                        "picocli..",
                        "java.net..",
                        "java.io..",
                        "java.time..")
                .check(classes);
    }

    @Test
    void onlyNode_speaksToRedis() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..redis.node..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("redis.clients..")
                .check(classes);
    }

    @Test
    void node_knowsNothingAboveIt() {
        noClasses()
                .that()
                .resideInAPackage("..redis.node..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.rollcall.redis", "..redis.run..", "..redis.local..", "io.rollcall.discovery..")
                .check(classes);
    }

    @Test
    void run_knowsNothingAboveIt() {
        noClasses()
                .that()
                .resideInAPackage("..redis.run..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.rollcall.redis", "..redis.local..", "io.rollcall.discovery.dns..")
                .check(classes);
    }

    @Test
    void onlyHttp_usesMicronaut() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..redis.http..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.micronaut..", "io.micrometer..")
                .check(classes);
    }

    @Test
    void packages_haveNoCycles() {
        SlicesRuleDefinition.slices()
                .matching("io.rollcall.redis.(*)..")
                .should()
                .beFreeOfCycles()
                .check(classes);
    }

    @Test
    void nobody_sleeps() {
        noClasses().should().callMethod(Thread.class, "sleep", long.class).check(classes);
    }
}
