package dev.isthmus.testkit.ecs.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.testkit.ecs.operation.Operation;
import dev.isthmus.testkit.ecs.operation.Operations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The reference of the fake says what the fake does. */
class ReferenceTest {
    private static final Path REFERENCE = Path.of("../../docs/reference/fake-ecs.md");
    private static final Pattern NAME = Pattern.compile("`([A-Z][A-Za-z]+)`");

    /** The text from one heading to the next. */
    private static String section(String heading) throws IOException {
        String text = Files.readString(REFERENCE);
        int start = text.indexOf("\n## " + heading + "\n");
        assertThat(start).as("heading " + heading).isNotNegative();
        int end = text.indexOf("\n## ", start + 4);
        return text.substring(start, end < 0 ? text.length() : end);
    }

    private static SortedSet<String> names(String text) {
        SortedSet<String> names = new TreeSet<>();
        Matcher matcher = NAME.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        names.removeIf(name -> name.endsWith("Exception"));
        return names;
    }

    @Test
    void it_lists_the_operations() throws IOException {
        SortedSet<String> implemented =
                Operations.all().stream().map(Operation::name).collect(Collectors.toCollection(TreeSet::new));
        SortedSet<String> refused = new TreeSet<>(Operations.ofTheSdk());
        refused.removeAll(implemented);

        assertThat(names(section("Operations"))).isEqualTo(implemented);
        assertThat(names(section("Operations that are refused by name"))).isEqualTo(refused);
        assertThat(section("Operations"))
                .contains(
                        implemented.size() + " of the " + Operations.ofTheSdk().size() + " operations");
    }

    @Test
    void it_lists_the_limits() throws IOException {
        List<String> rows = LimitsTest.all().stream().map(Limit::row).toList();
        List<String> listed = section("Limits")
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| of "))
                .toList();

        assertThat(String.join("\n", listed)).isEqualTo(String.join("\n", rows));
        assertThat(section("Limits")).contains(rows.size() + " limits");
    }
}
