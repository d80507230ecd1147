package dev.isthmus.simulation.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import dev.isthmus.testkit.arrows.Arrows;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Which modules a world may know, and what its laws may: they see it from outside, and nothing in it asks real time or draws real chance. */
class SimulationArrowsTest {

    private static final String HOME = "dev.isthmus.simulation";

    private static final JavaClasses OURS = Arrows.code(HOME);

    private static final String PLANTED = HOME + ".architecture.planted";

    private static final JavaClasses VIOLATIONS = Arrows.planted(PLANTED);

    /** The rules for the packages under one root. */
    private static Map<String, ArchRule> rules(String root) {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put(
                "knows api, the frontend, the backend, the master, the fake and the clocks alone",
                classes()
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage(
                                HOME + "..",
                                "dev.isthmus.api..",
                                "dev.isthmus.ecs..",
                                "dev.isthmus.mesos..",
                                "dev.isthmus.master..",
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
                        .resideInAnyPackage(
                                root + ".law", root + ".truth", root + ".sharing", root + ".slot", root + ".eligible")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                root + ".driver",
                                root + ".framework",
                                root + ".journal",
                                root + ".run",
                                root + ".client",
                                root + ".master",
                                "dev.isthmus.ecs..",
                                "dev.isthmus.master..",
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
                                root + ".law",
                                root + ".truth",
                                root + ".sharing",
                                root + ".slot",
                                root + ".eligible",
                                root + ".cluster",
                                root + ".driver",
                                root + ".run"));
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
