package dev.isthmus.master.points;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The points of Mesos's behaviour (docs/mesos-compatibility.md) hold for a client of the HTTP API as they do for a driver: the tests that show them of the machine are
 * run again over a master and a client that speaks JSON, and one that speaks protobuf. What is left out is listed with the reason, and is left out no longer than it
 * has to be.
 */
class PointsOverHttpTest {

    private static final Map<PointClient, SortedMap<String, Optional<Throwable>>> RUNS =
            new EnumMap<>(PointClient.class);

    private static SortedMap<String, Optional<Throwable>> run(PointClient client) {
        return RUNS.computeIfAbsent(client, PointRun::over);
    }

    @TestFactory
    Stream<DynamicTest> what_a_driver_sees_a_client_sees_that_speaks_json() throws IOException {
        return verdicts(PointClient.JSON);
    }

    @TestFactory
    Stream<DynamicTest> what_a_driver_sees_a_client_sees_that_speaks_protobuf() throws IOException {
        return verdicts(PointClient.PROTOBUF);
    }

    @TestFactory
    Stream<DynamicTest> what_a_driver_sees_a_client_sees_whose_stream_breaks() throws IOException {
        return verdicts(PointClient.CUT);
    }

    @TestFactory
    Stream<DynamicTest> what_a_driver_sees_the_thin_driver_tells() throws IOException {
        return verdicts(PointClient.THIN);
    }

    private static Stream<DynamicTest> verdicts(PointClient client) throws IOException {
        SortedMap<String, String> leftOut = PointsOverHttp.leftOut(client);
        return run(client).entrySet().stream()
                .map(outcome -> DynamicTest.dynamicTest(
                        outcome.getKey(),
                        () -> judge(
                                outcome.getKey(),
                                outcome.getValue(),
                                Optional.ofNullable(leftOut.get(outcome.getKey())))));
    }

    private static void judge(String test, Optional<Throwable> failure, Optional<String> why) {
        if (failure.isPresent() && why.isEmpty()) {
            throw new AssertionError(test + " fails", failure.get());
        }
        if (failure.isEmpty() && why.isPresent()) {
            throw new AssertionError(test + " passes, and points-over-http.txt leaves it out: " + why.get());
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_is_left_out_is_a_test_of_a_point_on_a_bench(PointClient client) throws IOException {
        assertThat(run(client).keySet())
                .containsAll(PointsOverHttp.leftOut(client).keySet());
    }

    @Test
    void every_point_is_shown_or_it_is_said_why_not() throws IOException {
        Set<Integer> shown = new TreeSet<>();
        for (PointClient client : PointClient.values()) {
            run(client).forEach((test, failure) -> {
                if (failure.isEmpty()) {
                    PointRun.pointsOf(test).forEach(shown::add);
                }
            });
        }
        List<Integer> all = new ArrayList<>(shown);
        PointsOverHttp.all().forEach(reason -> all.addAll(reason.points()));
        assertThat(all)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, PointsOverHttp.POINTS).boxed().toList());
    }

    @Test
    void a_test_that_fails_is_red_unless_it_is_left_out_and_one_that_is_left_out_is_red_when_it_passes() {
        Optional<Throwable> failure = Optional.of(new AssertionError("planted"));
        Optional<String> why = Optional.of("no reason");
        assertThat(judged(failure, Optional.empty())).contains("T.t fails");
        assertThat(judged(failure, why)).isEmpty();
        assertThat(judged(Optional.empty(), why))
                .contains("T.t passes, and points-over-http.txt leaves it out: no reason");
        assertThat(judged(Optional.empty(), Optional.empty())).isEmpty();
    }

    private static Optional<String> judged(Optional<Throwable> failure, Optional<String> why) {
        try {
            judge("T.t", failure, why);
            return Optional.empty();
        } catch (AssertionError red) {
            return Optional.of(red.getMessage());
        }
    }
}
