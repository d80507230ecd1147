package dev.isthmus.testkit.framework.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.isthmus.driver.Border;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Which modules this one may know: api, the frontend, the border of the driver, and the Mesos classes of the framework; and which of its packages
 * may know which. That no other module knows this one holds in the build: it depends on driver, and Maven refuses a circle.
 */
class FrameworkTestkitArrowsTest {

    private static final String HOME = "dev.isthmus.testkit.framework";

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(HOME);

    private static final String PLANTED = HOME + ".architecture.planted";

    private static final JavaClasses VIOLATIONS = new ClassFileImporter().importPackages(PLANTED);

    /** The rules for the packages under one root. */
    private static Map<String, ArchRule> rules(String root) {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put(
                "knows api, the frontend, the border and the framework's Mesos alone",
                classes()
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage(
                                HOME + "..",
                                "dev.isthmus.api..",
                                "dev.isthmus.mesos",
                                "dev.isthmus.mesos.shell",
                                "dev.isthmus.mesos.messages..",
                                "dev.isthmus.mesos.protobuf..",
                                "dev.isthmus.driver",
                                "org.apache.mesos..",
                                "org.jspecify.annotations",
                                "java.."));
        rules.put(
                "of the driver it knows the border alone",
                noClasses()
                        .should()
                        .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("dev.isthmus.driver..")
                                .and(DescribedPredicate.not(JavaClass.Predicates.assignableTo(Border.class)))
                                .and(DescribedPredicate.not(JavaClass.Predicates.assignableTo(Border.Behind.class)))));
        rules.put(
                "never knows the framework's protobuf",
                noClasses().should().dependOnClassesThat().resideInAPackage("com.google.protobuf.."));
        rules.put(
                "makes no thread and asks no real clock",
                noClasses()
                        .should()
                        .callMethod(Thread.class, "start")
                        .orShould()
                        .callMethod(System.class, "currentTimeMillis")
                        .orShould()
                        .callMethod(System.class, "nanoTime")
                        .orShould()
                        .callMethod(java.time.Instant.class, "now"));
        rules.put(
                "the history of a script knows no other part of the kit",
                strangers(
                        root + ".history", root, root + ".cluster", root + ".stage", root + ".expect", root + ".send"));
        rules.put(
                "the cluster of a script knows its history alone",
                strangers(root + ".cluster", root, root + ".stage", root + ".expect", root + ".send"));
        rules.put(
                "the stage knows neither what is sent nor what is expected",
                strangers(root + ".stage", root, root + ".expect", root + ".send"));
        rules.put("what is expected knows nothing of what is sent", strangers(root + ".expect", root, root + ".send"));
        rules.put("what is sent knows nothing of what is expected", strangers(root + ".send", root, root + ".expect"));
        return rules;
    }

    private static ArchRule strangers(String one, String... others) {
        return noClasses()
                .that()
                .resideInAPackage(one)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others);
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
