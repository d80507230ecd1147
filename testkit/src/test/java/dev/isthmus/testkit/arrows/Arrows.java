package dev.isthmus.testkit.arrows;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Which packages may know which: how such rules are said, checked on the code, and seen to fail on what was planted. Compiled with the tests of each testkit
 * that has such rules, as source: a jar of it would be one more that is published.
 */
public final class Arrows {

    static {
        // Names are enough for these rules; the classes of the JDK and the AWS SDK would be read to resolve them.
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    }

    private Arrows() {}

    /** The classes under these packages, without those of tests. */
    public static JavaClasses code(String... packages) {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(packages);
    }

    /** The classes under a package of tests, planted to break rules. */
    public static JavaClasses planted(String where) {
        return new ClassFileImporter().importPackages(where);
    }

    /** A test for each rule: the code keeps it. */
    public static Stream<DynamicTest> kept(Map<String, ArchRule> rules, JavaClasses code) {
        return each(rules, rule -> {
            assertThat(code).isNotEmpty();
            rule.check(code);
        });
    }

    /** A test for each rule: what was planted breaks it. A rule that cannot fail is no rule. */
    public static Stream<DynamicTest> broken(Map<String, ArchRule> rules, JavaClasses planted) {
        return each(
                rules,
                rule -> assertThat(rule.evaluate(planted).hasViolation())
                        .as(rule.getDescription())
                        .isTrue());
    }

    private static Stream<DynamicTest> each(Map<String, ArchRule> rules, Consumer<ArchRule> check) {
        return rules.entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(rule.getKey(), () -> check.accept(rule.getValue())));
    }

    /** The classes of these packages. */
    public static Packages these(String... packages) {
        return new Packages(packages);
    }

    /** The only classes that may know something: those of these packages. */
    public static Privilege onlyThese(String... packages) {
        return known -> noClasses()
                .that()
                .resideOutsideOfPackages(packages)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(known);
    }

    /** Classes of some packages. */
    public static final class Packages {

        private final String[] names;

        private Packages(String[] names) {
            this.names = names;
        }

        /** They know classes of the {@code known} packages alone. */
        public ArchRule knowOnly(String... known) {
            return classes()
                    .that()
                    .resideInAnyPackage(names)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(known);
        }

        /** They know no class of the {@code unknown} packages. */
        public ArchRule knowNone(String... unknown) {
            return noClasses()
                    .that()
                    .resideInAnyPackage(names)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(unknown);
        }
    }

    /** What no others may know. */
    @FunctionalInterface
    public interface Privilege {

        ArchRule mayKnow(String... packages);
    }
}
