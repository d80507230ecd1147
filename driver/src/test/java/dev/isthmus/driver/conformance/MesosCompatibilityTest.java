package dev.isthmus.driver.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.driver.conformance.TestNames.Name;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * docs/mesos-compatibility.md says what holds, and it is so: what holds has a test with the point's number, and what is said to
 * mirror a test of Mesos exists. The page is made here; where it is out of date, the page wanted is in target/.
 */
class MesosCompatibilityTest {

    private static final Path PAGE = Path.of("../docs/mesos-compatibility.md");
    private static final Path WANTED = Path.of("target/mesos-compatibility.md");

    @Test
    void every_point_has_a_verdict_and_what_is_said_of_it_a_test() throws IOException {
        List<Name> names = TestNames.all();
        List<Point> points = Point.all();
        assertThat(points).extracting(Point::number).containsExactlyElementsOf(numbers());
        for (Point point : points) {
            assertThat(TestNames.classesOf(point.number(), names))
                    .as("no test is named after point " + point.number() + ", of which it is said: " + point)
                    .isNotEmpty();
            if (point.verdict() != Point.Verdict.HOLDS) {
                assertThat(point.note())
                        .as("why not, in point " + point.number())
                        .isNotEmpty();
            }
        }
    }

    @Test
    void no_test_is_named_after_a_point_that_does_not_exist() throws IOException {
        Set<Integer> known = Set.copyOf(numbers());
        assertThat(TestNames.all())
                .allSatisfy(name -> assertThat(known).as(name.toString()).containsAll(name.points()));
    }

    @Test
    void every_test_that_mirrors_one_of_mesos_exists() throws IOException {
        Set<String> ours = TestNames.all().stream().map(Name::toString).collect(Collectors.toSet());
        List<MirroredTest> mirrored = MirroredTest.all();
        assertThat(mirrored).hasSize(275);
        assertThat(mirrored).extracting(test -> test.file() + " " + test.name()).doesNotHaveDuplicates();
        assertThat(mirrored.stream().filter(MirroredTest::isMirrored))
                .allSatisfy(test -> assertThat(ours).as(test.toString()).contains(test.ours()));
        assertThat(mirrored.stream().filter(test -> !test.isMirrored()))
                .allSatisfy(
                        test -> assertThat(test.note()).as("why not: " + test).isNotEmpty());
    }

    @Test
    void the_page_says_what_the_tests_say() throws IOException {
        String wanted = page();
        Files.createDirectories(WANTED.getParent());
        Files.writeString(WANTED, wanted);
        assertThat(Files.readString(PAGE))
                .as("docs/mesos-compatibility.md is out of date; copy driver/target/mesos-compatibility.md over it")
                .isEqualTo(wanted);
    }

    @Test
    void disabled_tests_do_not_count() {
        assertThat(TestNames.of(
                        "T", "{\n    @Test\n    void point_7_a() {}\n\n    @Test\n    @Disabled\n    void b() {}"))
                .containsExactly(new Name("T", "point_7_a"))
                .allSatisfy(name -> assertThat(name.points()).containsExactly(7));
    }

    private static List<Integer> numbers() {
        return IntStream.rangeClosed(1, 122).boxed().toList();
    }

    private static String page() throws IOException {
        List<Name> names = TestNames.all();
        List<Point> points = Point.all();
        List<MirroredTest> mirrored = MirroredTest.all();
        List<String> lines = new ArrayList<>(List.of(
                "# What of Mesos holds",
                "",
                "<!-- Made by MesosCompatibilityTest of the driver from the tests there are; change its data and copy the page from target/. -->",
                "",
                "Frameworks were written against a Mesos master. These are 122 points of how Mesos 1.11.0 behaves towards a `Scheduler`, and how far",
                "they hold here: " + count(points, Point.Verdict.HOLDS) + " hold, "
                        + count(points, Point.Verdict.DEVIATES)
                        + " deviate in what is said beside them, and " + count(points, Point.Verdict.NONE)
                        + " have nothing to hold on to. M is what frameworks depend",
                "on, Q a quirk, E needs a substitute on ECS, N has no counterpart there. Every row is backed by tests named after its number, in the",
                "classes given. [What differs and why](reference/mesos-deviations.md) tells the same by subject, and [what of it is not so for a client of the HTTP",
                "API](mesos-http-compatibility.md#what-a-scheduler-sees) stands on the page of that.",
                ""));
        String section = "";
        for (Point point : points) {
            if (!point.section().equals(section)) {
                section = point.section();
                lines.addAll(List.of(
                        section.equals(points.get(0).section()) ? "## " + section : "\n## " + section,
                        "| | | point | verdict | what is different, or happens instead | tests |",
                        "|---|---|---|---|---|---|"));
            }
            lines.add("| " + point.number() + " | " + point.weight() + " | " + point.text() + " | "
                    + point.verdict().word() + " | " + point.note() + " | "
                    + String.join(", ", TestNames.classesOf(point.number(), names)) + " |");
        }
        long done = mirrored.stream().filter(MirroredTest::isMirrored).count();
        lines.addAll(List.of(
                "",
                "## Mesos's own tests",
                "Of the tests of Mesos itself, " + mirrored.size()
                        + " check what a framework sees, and how several share a cluster. " + done
                        + " of them are mirrored here.",
                ""));
        String file = "";
        for (MirroredTest test : mirrored) {
            if (!test.file().equals(file)) {
                lines.addAll(List.of(
                        file.isEmpty() ? "### " + test.file() : "\n### " + test.file(),
                        "| Mesos | here |",
                        "|---|---|"));
                file = test.file();
            }
            lines.add("| " + test.name() + " | " + (test.isMirrored() ? test.ours() : "not mirrored: " + test.note())
                    + " |");
        }
        return String.join("\n", lines) + "\n";
    }

    private static long count(List<Point> points, Point.Verdict verdict) {
        return points.stream().filter(point -> point.verdict() == verdict).count();
    }
}
