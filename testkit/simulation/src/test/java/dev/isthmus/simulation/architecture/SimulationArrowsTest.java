package dev.isthmus.simulation.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Which modules a world may know, and what its laws may: they see it from outside, and nothing in it asks real time or draws real chance. */
class SimulationArrowsTest {

    private static final String HOME = "dev.isthmus.simulation";

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(HOME);

    private static final String PLANTED = HOME + ".architecture.planted";

    private static final JavaClasses VIOLATIONS = new ClassFileImporter().importPackages(PLANTED);

    /** The rules for the packages under one root. */
    private static Map<String, ArchRule> rules(String root) {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put(
                "knows api, the frontend, the backend, the fake and the clocks alone",
                classes()
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage(
                                HOME + "..",
                                "dev.isthmus.api..",
                                "dev.isthmus.ecs..",
                                "dev.isthmus.mesos..",
                                "dev.isthmus.testkit.ecs..",
                                "dev.isthmus.testkit.time",
                                "software.amazon.awssdk..",
                                "org.jspecify.annotations",
                                "java.."));
        rules.put(
                "makes no thread, asks no real clock and draws no real chance",
                noClasses()
                        .should()
                        .callMethod(Thread.class, "start")
                        .orShould()
                        .callMethod(System.class, "currentTimeMillis")
                        .orShould()
                        .callMethod(System.class, "nanoTime")
                        .orShould()
                        .callMethod(java.time.Instant.class, "now")
                        .orShould()
                        .callMethod(java.util.UUID.class, "randomUUID")
                        .orShould()
                        .callMethod(Math.class, "random"));
        rules.put(
                "laws know neither drivers nor frameworks, and nothing of the product but its messages and values",
                noClasses()
                        .that()
                        .resideInAnyPackage(root + ".law", root + ".truth")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                root + ".driver",
                                root + ".framework",
                                root + ".journal",
                                root + ".run",
                                "dev.isthmus.ecs..",
                                "dev.isthmus.mesos.machine..",
                                "dev.isthmus.mesos.shell"));
        rules.put(
                "observers know no part of the world",
                noClasses()
                        .that()
                        .resideInAPackage(root + ".observe")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                root + ".law", root + ".truth", root + ".cluster", root + ".driver", root + ".run"));
        return rules;
    }

    @TestFactory
    Stream<DynamicTest> the_code_keeps_every_rule() {
        return tests(rules(HOME), (name, rule) -> {
            assertThat(OURS).isNotEmpty();
            rule.check(OURS);
        });
    }

    /** A rule that cannot fail is no rule. */
    @TestFactory
    Stream<DynamicTest> a_planted_violation_breaks_every_rule() {
        return tests(
                rules(PLANTED),
                (name, rule) -> assertThat(rule.evaluate(VIOLATIONS).hasViolation())
                        .as(name)
                        .isTrue());
    }

    @FunctionalInterface
    private interface Check {
        void run(String name, ArchRule rule);
    }

    private static Stream<DynamicTest> tests(Map<String, ArchRule> rules, Check check) {
        return rules.entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(rule.getKey(), () -> check.run(rule.getKey(), rule.getValue())));
    }
}
