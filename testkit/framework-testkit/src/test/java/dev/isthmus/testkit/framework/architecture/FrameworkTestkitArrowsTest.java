package dev.isthmus.testkit.framework.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.isthmus.testkit.arrows.Arrows.these;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import dev.isthmus.driver.Border;
import dev.isthmus.testkit.arrows.Arrows;
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

    private static final JavaClasses OURS = Arrows.code(HOME);

    private static final String PLANTED = HOME + ".architecture.planted";

    private static final JavaClasses VIOLATIONS = Arrows.planted(PLANTED);

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
                these(root + ".history")
                        .knowNone(root, root + ".cluster", root + ".stage", root + ".expect", root + ".send"));
        rules.put(
                "the cluster of a script knows its history alone",
                these(root + ".cluster").knowNone(root, root + ".stage", root + ".expect", root + ".send"));
        rules.put(
                "the stage knows neither what is sent nor what is expected",
                these(root + ".stage").knowNone(root, root + ".expect", root + ".send"));
        rules.put(
                "what is expected knows nothing of what is sent",
                these(root + ".expect").knowNone(root, root + ".send"));
        rules.put(
                "what is sent knows nothing of what is expected",
                these(root + ".send").knowNone(root, root + ".expect"));
        return rules;
    }

    @TestFactory
    Stream<DynamicTest> the_code_keeps_every_rule() {
        return Arrows.kept(rules(HOME), OURS);
    }

    @TestFactory
    Stream<DynamicTest> a_planted_violation_breaks_every_rule() {
        return Arrows.broken(rules(PLANTED), VIOLATIONS);
    }
}
