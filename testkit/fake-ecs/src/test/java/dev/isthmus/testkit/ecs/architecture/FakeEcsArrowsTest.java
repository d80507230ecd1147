package dev.isthmus.testkit.ecs.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.isthmus.testkit.arrows.Arrows.onlyThese;
import static dev.isthmus.testkit.arrows.Arrows.these;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import dev.isthmus.testkit.arrows.Arrows;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Which packages of the fake may know which, and which libraries. That packages do not know each other in a circle is a test of the driver, for all modules. */
class FakeEcsArrowsTest {

    private static final String HOME = "dev.isthmus.testkit.ecs";
    private static final String SERVER = "dev.isthmus.testkit.server";
    private static final String PLANTED = HOME + ".architecture.planted";

    private static final JavaClasses OURS = Arrows.code(HOME, SERVER);

    private static final JavaClasses VIOLATIONS = Arrows.planted(PLANTED);

    /** The rules for the packages under one root. */
    private static Map<String, ArchRule> rules(String root) {
        String[] model =
                under(root, "account", "cluster", "definition", "event", "query", "state", "placement", "operation");
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put(
                "the fake knows api, the clocks, the log of programs, the SDK's model and its libraries alone",
                classes()
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage(
                                HOME + "..",
                                SERVER,
                                "dev.isthmus.testkit.time",
                                "dev.isthmus.log",
                                "dev.isthmus.api..",
                                "software.amazon.awssdk..",
                                "com.fasterxml.jackson..",
                                "picocli..",
                                "org.junit.jupiter.api..",
                                "org.junit.platform.commons..",
                                "org.jspecify.annotations",
                                "com.sun.net.httpserver",
                                "java.."));
        rules.put("only the extension knows JUnit", onlyThese(HOME + ".junit").mayKnow("org.junit.."));
        rules.put("only the server knows picocli", onlyThese(SERVER).mayKnow("picocli.."));
        rules.put(
                "only scenarios are in YAML",
                onlyThese(HOME + ".scenario").mayKnow("com.fasterxml.jackson.dataformat.yaml.."));
        rules.put(
                "only the wire has an HTTP server, and only the fake hands out a client",
                onlyThese(HOME, HOME + ".client", HOME + ".wire")
                        .mayKnow("com.sun.net.httpserver", "software.amazon.awssdk.http.."));
        rules.put(
                "the wire knows no other package of the fake",
                these(root + ".wire")
                        .knowNone(and(
                                model,
                                under(
                                        root,
                                        "runtime",
                                        "process",
                                        "budget",
                                        "fault",
                                        "control",
                                        "client",
                                        "scenario",
                                        "junit"))));
        rules.put(
                "containers know nothing of the model",
                these(root + ".runtime", root + ".process").knowNone(model));
        rules.put(
                "the query language and definitions know no state",
                these(under(root, "query", "account", "cluster", "definition"))
                        .knowNone(under(root, "state", "placement", "operation")));
        rules.put(
                "the state knows neither placement nor operations",
                these(root + ".state").knowNone(under(root, "placement", "operation")));
        rules.put(
                "the model knows nothing of what is around it",
                these(model)
                        .knowNone(and(
                                under(
                                        root,
                                        "control",
                                        "client",
                                        "events",
                                        "fault",
                                        "process",
                                        "scenario",
                                        "sqs",
                                        "junit"),
                                HOME,
                                SERVER,
                                "dev.isthmus.testkit.time")));
        rules.put(
                "the control plane knows nothing of whoever owns it",
                these(root + ".control")
                        .knowNone(and(
                                under(root, "client", "process", "scenario", "junit"),
                                HOME,
                                SERVER,
                                "dev.isthmus.testkit.time")));
        rules.put(
                "the model and the control plane make no thread, ask no clock and log nothing",
                noClasses()
                        .that()
                        .resideInAnyPackage(and(model, under(root, "control", "fault", "budget", "logs", "sqs")))
                        .should()
                        .dependOnClassesThat(JavaClass.Predicates.assignableTo(Thread.class))
                        .orShould()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "java.util.concurrent..", "java.util.logging..", "org.slf4j..", "java.net..")
                        .orShould()
                        .callMethod(System.class, "currentTimeMillis")
                        .orShould()
                        .callMethod(System.class, "nanoTime")
                        .orShould()
                        .callMethod(Instant.class, "now"));
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

    @Test
    void every_package_of_the_fake_is_looked_at() {
        assertThat(OURS.stream().map(JavaClass::getPackageName))
                .contains(under(
                        HOME,
                        "account",
                        "budget",
                        "client",
                        "cluster",
                        "control",
                        "definition",
                        "event",
                        "events",
                        "fault",
                        "junit",
                        "logs",
                        "operation",
                        "placement",
                        "process",
                        "query",
                        "runtime",
                        "scenario",
                        "sqs",
                        "state",
                        "wire"))
                .contains(HOME, SERVER);
    }

    private static String[] under(String root, String... names) {
        return Stream.of(names).map(name -> root + "." + name).toArray(String[]::new);
    }

    private static String[] and(String[] some, String... others) {
        return Stream.concat(Stream.of(some), Stream.of(others)).toArray(String[]::new);
    }
}
