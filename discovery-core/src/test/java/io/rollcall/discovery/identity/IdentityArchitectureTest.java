// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery.identity;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;

@AnalyzeClasses(packagesOf = Identity.class, importOptions = DoNotIncludeTests.class)
class IdentityArchitectureTest {

    @ArchTest
    static final ArchRule usesTheApiAndNoOtherPackageOfDiscovery = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.slf4j..",
                    "org.jspecify..",
                    "io.rollcall.discovery",
                    "io.rollcall.discovery.identity");

    @ArchTest
    static final ArchRule onlySystemFilesReadsFiles = noClasses()
            .that()
            .doNotHaveSimpleName("SystemFiles")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Files.class, InputStream.class, InetAddress.class);

    @ArchTest
    static final ArchRule onlySourcesLooksAtTheEnvironment = noClasses()
            .that()
            .doNotHaveSimpleName("Sources")
            .should()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class);
}
