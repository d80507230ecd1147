package dev.isthmus.master.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.master.conformance.HttpPoint.Verdict;
import dev.isthmus.master.points.PointsOverHttp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * docs/mesos-http-compatibility.md says what holds of Mesos over HTTP, and it is so: what holds has tests that are named after it or are listed with it. The page
 * is made here; where it is out of date, the page wanted is in target/.
 */
class HttpCompatibilityTest {

    private static final Path PAGE = Path.of("../docs/mesos-http-compatibility.md");
    private static final Path WANTED = Path.of("target/mesos-http-compatibility.md");

    @Test
    void every_point_has_a_verdict_and_what_holds_has_a_test() throws IOException {
        List<HttpTestName> names = HttpTestName.all();
        List<HttpPoint> points = HttpPoint.all();
        assertThat(points).extracting(HttpPoint::key).containsExactlyInAnyOrderElementsOf(keys());
        for (HttpPoint point : points) {
            if (point.verdict().isProved()) {
                assertThat(testsOf(point, names))
                        .as("no test proves " + point.key() + ": " + point.text())
                        .isNotEmpty();
            }
        }
    }

    @Test
    void what_deviates_says_in_what() throws IOException {
        assertThat(HttpPoint.all().stream()
                        .filter(point -> point.verdict() == Verdict.DEVIATES)
                        .filter(point -> point.note().isEmpty()))
                .isEmpty();
    }

    @Test
    void every_test_that_is_listed_exists_and_none_is_named_after_a_point_that_does_not() throws IOException {
        List<HttpTestName> names = HttpTestName.all();
        Set<String> known = names.stream().map(HttpTestName::toString).collect(Collectors.toSet());
        for (HttpPoint point : HttpPoint.all()) {
            assertThat(point.elsewhere())
                    .as(point.key())
                    .filteredOn(name -> !known.contains(name))
                    .isEmpty();
        }
        assertThat(names)
                .allSatisfy(name -> assertThat(keys()).as(name.toString()).containsAll(name.keys()));
    }

    @Test
    void the_page_says_what_the_tests_say() throws IOException {
        String wanted = page();
        Files.createDirectories(WANTED.getParent());
        Files.writeString(WANTED, wanted);
        assertThat(Files.readString(PAGE))
                .as(
                        "docs/mesos-http-compatibility.md is out of date; copy master/target/mesos-http-compatibility.md over it")
                .isEqualTo(wanted);
    }

    @Test
    void a_name_may_be_of_several_points_and_a_disabled_test_is_none() {
        assertThat(HttpTestName.of("T", """
                        {
                            @Test
                            void fact_17_to_19_and_22_x_50_y() {}

                            @ParameterizedTest
                            @EnumSource
                            void row_01_a8_02_b() {}

                            @Test
                            @Disabled
                            void fact_1_c() {}
                        """))
                .extracting(HttpTestName::keys)
                .containsExactly(
                        new TreeSet<>(List.of("fact 17", "fact 18", "fact 19", "fact 22")),
                        new TreeSet<>(List.of("row 1", "a8 2")));
    }

    private static List<String> keys() {
        return Stream.of(numbers("row", 20), numbers("fact", 115), numbers("a8", 37))
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> numbers(String kind, int most) {
        return IntStream.rangeClosed(1, most)
                .mapToObj(number -> kind + " " + number)
                .toList();
    }

    /** The classes whose tests are of a point. */
    private static SortedSet<String> testsOf(HttpPoint point, List<HttpTestName> names) {
        SortedSet<String> classes = new TreeSet<>();
        names.stream().filter(name -> name.keys().contains(point.key())).forEach(name -> classes.add(name.type()));
        point.elsewhere().forEach(name -> classes.add(name.substring(0, name.indexOf('.'))));
        return classes;
    }

    private static String page() throws IOException {
        List<HttpTestName> names = HttpTestName.all();
        List<HttpPoint> points = HttpPoint.all();
        List<String> lines = new ArrayList<>(List.of(
                "# What of Mesos's HTTP side holds",
                "",
                "<!-- Made by HttpCompatibilityTest of the master from the tests there are; change its data and copy the page from target/. -->",
                "",
                "Clients of the HTTP API were written against a Mesos master. These are " + points.size()
                        + " points of how Mesos 1.11.0 behaves towards them and towards those",
                "that look at it, how several frameworks share one, and what its own tests ask: "
                        + count(points, Verdict.HOLDS) + " hold in [the master](reference/master.md),",
                count(points, Verdict.DEVIATES)
                        + " deviate in what is said beside them, " + count(points, Verdict.LATER)
                        + " are not there yet, and " + count(points, Verdict.NONE)
                        + " do not apply. M is what clients depend",
                "on, Q a quirk, T a trap for whoever builds a master, E needs a substitute on ECS, N has no counterpart there. What holds is backed by tests in the classes",
                "given. [What a `Scheduler` sees](mesos-compatibility.md) has a page of its own, and so have [the clients that were tried](guide/http-clients.md).",
                ""));
        String section = "";
        for (HttpPoint point : points) {
            if (!point.section().equals(section)) {
                lines.addAll(List.of(
                        (section.isEmpty() ? "" : "\n") + "## " + point.section(),
                        "| | | point | verdict | what is different, or why | tests |",
                        "|---|---|---|---|---|---|"));
                section = point.section();
            }
            lines.add("| " + point.label() + " | " + point.weight() + " | " + point.text() + " | "
                    + point.verdict().word() + " | " + point.note() + " | "
                    + String.join(", ", testsOf(point, names)) + " |");
        }
        lines.addAll(pointsOverHttp());
        return String.join("\n", lines) + "\n";
    }

    private static List<String> pointsOverHttp() throws IOException {
        List<PointsOverHttp> reasons = PointsOverHttp.all();
        int notShown =
                reasons.stream().mapToInt(reason -> reason.points().size()).sum();
        List<String> lines = new ArrayList<>(List.of(
                "",
                "## What a `Scheduler` sees",
                "The tests of the [points of a `Scheduler`](mesos-compatibility.md) are run again over the master and three clients of this API that do what Mesos's driver does:",
                "one in JSON, one in protobuf, and one in JSON whose stream breaks (`cut`) where a test has a driver lose its master and find it again; and over",
                "[the thin driver](guide/thin-driver.md) itself (`thin`), which does what the third does.",
                (PointsOverHttp.POINTS - notShown) + " of the " + PointsOverHttp.POINTS
                        + " points are shown so. Why the others are not, and which tests of those that are shown are left out:",
                "",
                "| why | points not shown | tests left out |",
                "|---|---|---|"));
        for (PointsOverHttp reason : reasons) {
            lines.add("| " + reason.why() + " | "
                    + reason.points().stream().map(String::valueOf).collect(Collectors.joining(", ")) + " | "
                    + String.join(", ", reason.tests()) + " |");
        }
        return lines;
    }

    private static long count(List<HttpPoint> points, Verdict verdict) {
        return points.stream().filter(point -> point.verdict() == verdict).count();
    }
}
