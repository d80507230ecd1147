package dev.isthmus.testkit.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the contracts, the generators, the backend in memory and the clocks may know of each other and of libraries. */
class SpiTestkitArrowsTest {

    private static final String ROOT = "dev.isthmus.testkit";
    private static final String PLANTED = ROOT + ".architecture.planted";
    private static final String API = "dev.isthmus.api..";
    private static final String NULLNESS = "org.jspecify.annotations";
    private static final String JDK = "java..";

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    private static final JavaClasses VIOLATIONS = new ClassFileImporter().importPackages(PLANTED);

    /** The rules for the packages under one root. */
    private static Map<String, ArchRule> rules(String root) {
        String contract = root + ".contract..";
        String generate = root + ".generate";
        String memory = root + ".memory..";
        String time = root + ".time";
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put("the clocks know the JDK alone", these(time).knowOnly(time, NULLNESS, JDK));
        rules.put(
                "the backend and the journal in memory know api alone, and no library for tests",
                these(memory).knowOnly(memory, API, NULLNESS, JDK));
        rules.put(
                "generators know api and jqwik alone",
                these(generate).knowOnly(generate, API, "net.jqwik.api..", NULLNESS, JDK));
        rules.put(
                "contracts know api, the generators, the clocks and libraries for tests alone",
                these(contract)
                        .knowOnly(
                                contract,
                                generate,
                                time,
                                API,
                                "net.jqwik.api..",
                                "org.junit.jupiter.api..",
                                "org.assertj.core..",
                                NULLNESS,
                                JDK));
        rules.put(
                "laws know no contract",
                strangers(
                        root + ".contract.law",
                        root + ".contract",
                        root + ".contract.backend",
                        root + ".contract.journal",
                        root + ".contract.translator"));
        rules.put(
                "the contract of backends knows no other",
                strangers(
                        root + ".contract.backend",
                        root + ".contract.journal",
                        root + ".contract.translator",
                        root + ".contract.law"));
        rules.put(
                "the contract of journals knows no other",
                strangers(
                        root + ".contract.journal",
                        root + ".contract.backend",
                        root + ".contract.translator",
                        root + ".contract.law"));
        rules.put(
                "the contract of translators knows no other",
                strangers(root + ".contract.translator", root + ".contract.backend", root + ".contract.journal"));
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
        return tests(rules(ROOT), (name, rule) -> rule.check(OURS));
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

    @Test
    void every_package_is_looked_at() {
        assertThat(OURS.stream().map(JavaClass::getPackageName))
                .contains(ROOT + ".contract", ROOT + ".generate", ROOT + ".memory", ROOT + ".time");
    }

    private static Knowing these(String... packages) {
        return known -> classes()
                .that()
                .resideInAnyPackage(packages)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(known);
    }

    @FunctionalInterface
    private interface Knowing {
        ArchRule knowOnly(String... packages);
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
