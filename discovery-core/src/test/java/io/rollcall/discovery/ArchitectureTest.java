// SPDX-License-Identifier: Apache-2.0
package io.rollcall.discovery;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;

/**
 * The house's directions of imports. Rules about packages that do not exist yet ({@code cli}) hold from their first class
 * on. {@code dns -> watch} is allowed: discovery hands out watches.
 */
@AnalyzeClasses(packages = ArchitectureTest.API, importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    static final String API = "io.rollcall.discovery";

    private static final String[] OPTIONAL = {
        API + ".cli..", API + ".grpc..", API + ".jedis..", API + ".micronaut..", API + ".netty..", API + ".pekko.."
    };

    private static final Set<String> CORE = Set.of("dns", "identity", "leader", "watch");

    /** What an optional package needs beside the library, and what nobody else may use. */
    private static final Map<String, Set<String>> LIBRARIES = Map.of(
            "micronaut", Set.of("io.micronaut..", "io.micrometer..", "jakarta..", "org.reactivestreams.."),
            "grpc", Set.of("io.grpc.."),
            "jedis", Set.of("redis.clients.."),
            "netty", Set.of("io.netty.."),
            "pekko", Set.of("org.apache.pekko..", "com.typesafe.config..", "scala.."));

    /** What asks for the time or for chance itself, instead of being handed an InstantSource or a RandomGenerator. */
    private static final Map<Class<?>, Set<String>> HIDDEN_INPUTS = Map.of(
            Thread.class, Set.of("sleep"),
            Instant.class, Set.of("now"),
            Clock.class, Set.of("systemUTC", "systemDefaultZone", "system"),
            System.class, Set.of("currentTimeMillis", "exit"),
            Math.class, Set.of("random"));

    @ArchTest
    static final ArchRule apiImportsNoSubPackage_norAThirdParty = classes()
            .that()
            .resideInAPackage(API)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(API, "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule onlyDnsAndTesting_importDnsjava = noClasses()
            .that()
            .resideOutsideOfPackages(API + ".dns..", API + ".testing..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.xbill.DNS..");

    @ArchTest
    static final ArchRule theRest_needsJdkDnsjavaAndSlf4jOnly = classes()
            .that()
            .resideOutsideOfPackages(OPTIONAL)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(API + "..", "java..", "javax..", "org.xbill.DNS..", "org.slf4j..", "org.jspecify..");

    @ArchTest
    static final ArchRule nobodyUses_cliOrMicronaut = noClasses()
            .that()
            .resideOutsideOfPackages(OPTIONAL)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(OPTIONAL);

    @ArchTest
    static void optionalPackages_useTheirOwnLibrariesOnly(JavaClasses scanned) {
        LIBRARIES.forEach((name, libraries) -> {
            Set<String> allowed = new HashSet<>(libraries);
            allowed.addAll(Set.of("java..", "org.slf4j..", "org.jspecify..", API, API + "." + name + ".."));
            CORE.forEach(core -> allowed.add(API + "." + core + ".."));
            classes()
                    .that()
                    .resideInAPackage(API + "." + name + "..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(allowed.toArray(String[]::new))
                    .check(scanned);
        });
    }

    /** Classes with a dollar sign in front are written by Micronaut's annotation processor. */
    @ArchTest
    static final ArchRule micronaut_needsNoReflection = noClasses()
            .that()
            .resideInAPackage(API + ".micronaut..")
            .and()
            .haveSimpleNameNotStartingWith("$")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.lang.reflect..");

    @ArchTest
    static final ArchRule productionCode_doesNotUseTheFakes = noClasses()
            .that()
            .resideOutsideOfPackages(API + ".testing..", API + ".cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(API + ".testing..");

    /** A laptop's DNS server is what {@code serve} is for; nothing else of the program needs one. */
    @ArchTest
    static final ArchRule ofTheProgram_onlyServeUsesTheFakes = noClasses()
            .that()
            .resideInAPackage(API + ".cli..")
            .and()
            .resideOutsideOfPackage(API + ".cli.zone..")
            .and()
            .haveSimpleNameNotStartingWith("ServeCommand")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(API + ".testing..");

    @ArchTest
    static final ArchRule subPackages_haveNoCycle =
            slices().matching(API + ".(*)..").should().beFreeOfCycles().allowEmptyShould(true);

    @ArchTest
    static final ArchRule timeAndChance_areParameters = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(API + ".cli.Rollcall")
            .should()
            .callMethodWhere(targetIsHiddenInput());

    @ArchTest
    static void everyPackage_isNullMarked(JavaClasses scanned) {
        Set<JavaPackage> packages = scanned.stream().map(JavaClass::getPackage).collect(Collectors.toSet());

        assertThat(packages)
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.isAnnotatedWith(NullMarked.class))
                        .as(each.getName())
                        .isTrue());
    }

    @ArchTest
    static void scan_sawAPlausibleNumberOfClasses(JavaClasses scanned) {
        assertThat(scanned.stream().filter(each -> each.getPackageName().equals(API)))
                .as("classes of the API package, without which every rule here would hold for nothing")
                .hasSizeBetween(15, 60);
    }

    private static DescribedPredicate<JavaMethodCall> targetIsHiddenInput() {
        return DescribedPredicate.describe(
                "the target is a clock, a sleep, an exit or a global random generator", call -> {
                    AccessTarget.MethodCallTarget target = call.getTarget();
                    return HIDDEN_INPUTS.entrySet().stream()
                            .anyMatch(entry -> target.getOwner().isEquivalentTo(entry.getKey())
                                    && entry.getValue().contains(target.getName()));
                });
    }
}
