package dev.isthmus.translators;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documents say what the code says: the numbered rules, and the source that a guide shows. */
class DocumentsTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern RULE_ROW =
            Pattern.compile("(?m)^\\| ((?:TR|R-[A-Z]{2})-\\d{2}) \\|[^|]*\\|([^|]*)\\|$");
    private static final Pattern QUOTED_RULE = Pattern.compile("\\b(?:TR|R-[A-Z]{2})-\\d{2}\\b");
    private static final Pattern TEST_OF_RULE = Pattern.compile("\\b(?:required|optional)_([A-Z]{2}\\d{2})_\\w+\\(");
    private static final Pattern SHOWN =
            Pattern.compile("<!-- source: (\\S+) -->\\n```java\\n(.*?)\\n```", Pattern.DOTALL);

    private final Map<String, String> rules = RULE_ROW.matcher(read(ROOT.resolve("docs/spec.md")))
            .results()
            .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2), (a, b) -> a + b, TreeMap::new));

    @Test
    void every_rule_of_the_api_is_in_the_spec_and_the_other_way_round() {
        TreeSet<String> quoted = sources("api/src/main").values().stream()
                .flatMap(source -> QUOTED_RULE.matcher(source).results().map(MatchResult::group))
                .collect(Collectors.toCollection(TreeSet::new));
        TreeSet<String> listed = new TreeSet<>(rules.keySet());

        assertThat(listed).as("docs/spec.md").containsAll(quoted);
        // Of worlds, of the allocator, of machines and of Fargate the api knows nothing.
        listed.removeIf(rule -> rule.startsWith("TR-")
                || rule.startsWith("R-WD-")
                || rule.startsWith("R-AL-")
                || rule.startsWith("R-FG-")
                || rule.startsWith("R-LG-")
                || rule.startsWith("R-GR-")
                || rule.startsWith("R-MM-"));
        quoted.removeIf(rule -> rule.startsWith("TR-"));
        assertThat(quoted).as("the Javadoc of api").containsExactlyElementsOf(listed);
    }

    @Test
    void every_rule_has_a_test_with_its_number_and_the_other_way_round() {
        TreeSet<String> named = tests().values().stream()
                .flatMap(source -> TEST_OF_RULE.matcher(source).results().map(test -> test.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(rules.keySet().stream().map(DocumentsTest::inNames)).containsExactlyInAnyOrderElementsOf(named);
    }

    @Test
    void every_rule_names_the_tests_that_check_it() {
        Map<String, String> sources = tests();
        rules.forEach((rule, checkedBy) -> {
            List<String> classes = Pattern.compile("`(\\w+)`")
                    .matcher(checkedBy)
                    .results()
                    .map(match -> match.group(1))
                    .toList();
            assertThat(classes).as("the tests of " + rule).isNotEmpty();
            classes.forEach(name -> assertThat(sources.get(name))
                    .as("%s, which docs/spec.md names for %s", name, rule)
                    .isNotNull()
                    .containsPattern("(required|optional)_" + inNames(rule) + "_"));
        });
        assertThat(rules).hasSizeGreaterThan(50);
    }

    private static Map<String, String> tests() {
        return sources(
                "api/src/test",
                "ecs-backend/src/test",
                "journals/file-journal/src/test",
                "mesos-frontend/src/test",
                "testkit/spi-testkit/src/main",
                "testkit/simulation/src/test",
                "translators/src/test");
    }

    @Test
    void the_guide_shows_the_source_that_is_tested() {
        Matcher shown = SHOWN.matcher(read(ROOT.resolve("docs/guide/custom-translator.md")));
        int count = 0;
        while (shown.find()) {
            count++;
            assertThat(shown.group(2))
                    .as(shown.group(1))
                    .isEqualTo(read(ROOT.resolve(shown.group(1))).strip());
        }
        assertThat(count).isEqualTo(6);
    }

    private static String inNames(String rule) {
        return rule.replaceFirst("^R-", "").replace("-", "");
    }

    /** The sources below these folders, by the name of their class. */
    private static Map<String, String> sources(String... folders) {
        return Stream.of(folders)
                .flatMap(folder -> {
                    try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
                        return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .filter(file -> !file.endsWith("package-info.java"))
                .collect(Collectors.toMap(
                        file -> file.getFileName().toString().replace(".java", ""),
                        DocumentsTest::read,
                        (first, second) -> first + second));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
