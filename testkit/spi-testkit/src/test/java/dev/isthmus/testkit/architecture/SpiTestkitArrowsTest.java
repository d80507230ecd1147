package dev.isthmus.testkit.architecture;

import static dev.isthmus.testkit.arrows.Arrows.these;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import dev.isthmus.testkit.arrows.Arrows;
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

    private static final JavaClasses OURS = Arrows.code(ROOT);

    private static final JavaClasses VIOLATIONS = Arrows.planted(PLANTED);

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
                these(root + ".contract.law")
                        .knowNone(
                                root + ".contract",
                                root + ".contract.backend",
                                root + ".contract.journal",
                                root + ".contract.translator"));
        rules.put(
                "the contract of backends knows no other",
                these(root + ".contract.backend")
                        .knowNone(root + ".contract.journal", root + ".contract.translator", root + ".contract.law"));
        rules.put(
                "the contract of journals knows no other",
                these(root + ".contract.journal")
                        .knowNone(root + ".contract.backend", root + ".contract.translator", root + ".contract.law"));
        rules.put(
                "the contract of translators knows no other",
                these(root + ".contract.translator").knowNone(root + ".contract.backend", root + ".contract.journal"));
        return rules;
    }

    @TestFactory
    Stream<DynamicTest> the_code_keeps_every_rule() {
        return Arrows.kept(rules(ROOT), OURS);
    }

    @TestFactory
    Stream<DynamicTest> a_planted_violation_breaks_every_rule() {
        return Arrows.broken(rules(PLANTED), VIOLATIONS);
    }

    @Test
    void every_package_is_looked_at() {
        assertThat(OURS.stream().map(JavaClass::getPackageName))
                .contains(ROOT + ".contract", ROOT + ".generate", ROOT + ".memory", ROOT + ".time");
    }
}
