package dev.isthmus.driver.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** docs/architecture.md, the rooms: which module may know which. */
class ArchitectureTest {

    /** The modules under watch; the private messages are no code of ours. */
    private static final Pattern MODULES = Pattern.compile(
            ".*/(isthmus-(api|translators|file-journal|zookeeper|zookeeper-journal|ecs-backend|mesos-frontend|master-pages|dropin|thin-driver)-[^/]*\\.jar!/|driver/target/classes/).*");

    private static final String ROOT = "dev.isthmus";
    private static final String PLANTED = ROOT + ".driver.architecture.planted";

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(location -> MODULES.matcher(location.toString()).matches())
            .importPackages(ROOT, "org.apache.mesos");

    private static final JavaClasses VIOLATIONS = new ClassFileImporter()
            .withImportOption(new ImportOption.OnlyIncludeTests())
            .importPackages(PLANTED);

    @TestFactory
    Stream<DynamicTest> the_code_keeps_every_rule() {
        return tests(new ModuleDependencyRules(ROOT).rules(), (name, rule) -> rule.check(OURS));
    }

    /** A rule that cannot fail is no rule: each finds the violation planted for it. */
    @TestFactory
    Stream<DynamicTest> a_planted_violation_breaks_every_rule() {
        return tests(new ModuleDependencyRules(PLANTED).rules(), (name, rule) -> {
            EvaluationResult result = rule.evaluate(VIOLATIONS);
            assertThat(result.hasViolation()).as(name).isTrue();
        });
    }

    @Test
    void all_modules_are_looked_at() {
        assertThat(OURS.stream()
                        .map(JavaClass::getPackageName)
                        .map(name -> name.replaceFirst("^(dev\\.isthmus\\.\\w+).*", "$1")))
                .contains(
                        "dev.isthmus.api",
                        "dev.isthmus.translators",
                        "dev.isthmus.journal",
                        "dev.isthmus.zookeeper",
                        "dev.isthmus.ecs",
                        "dev.isthmus.mesos",
                        "dev.isthmus.master",
                        "dev.isthmus.driver",
                        "org.apache.mesos");
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
