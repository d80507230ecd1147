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
import dev.isthmus.testkit.framework.architecture.planted.KnowsTooMuch;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Which modules this one may know: api, the frontend, the border of the driver, and the Mesos classes of the framework. That no other
 * module knows this one holds in the build: it depends on driver, and Maven refuses a circle.
 */
class FrameworkTestkitArrowsTest {

    private static final String HOME = "dev.isthmus.testkit.framework";

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(HOME);

    private static final JavaClasses PLANTED = new ClassFileImporter().importClasses(KnowsTooMuch.class);

    private static Map<String, ArchRule> rules() {
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
        return rules;
    }

    @TestFactory
    Stream<DynamicTest> the_code_keeps_every_rule() {
        return tests((name, rule) -> {
            assertThat(OURS).isNotEmpty();
            rule.check(OURS);
        });
    }

    /** A rule that cannot fail is no rule. */
    @TestFactory
    Stream<DynamicTest> a_planted_violation_breaks_every_rule() {
        return tests((name, rule) ->
                assertThat(rule.evaluate(PLANTED).hasViolation()).as(name).isTrue());
    }

    @FunctionalInterface
    private interface Check {
        void run(String name, ArchRule rule);
    }

    private static Stream<DynamicTest> tests(Check check) {
        return rules().entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(rule.getKey(), () -> check.run(rule.getKey(), rule.getValue())));
    }
}
