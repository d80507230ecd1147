package dev.isthmus.simulation.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Each kind of fault meets a framework in each phase: there is no combination that is left out. */
class CoverageTest {

    /** Under these all do. Others follow, if the product does something in another order and one is missing. */
    private static final List<Long> SEEDS = List.of(
            354L, 389L, 327L, 338L, 255L, 486L, 259L, 361L, 447L, 314L, 23L, 698L, 48L, 309L, 47L, 9L, 295L, 509L, 203L,
            194L, 21L);

    private static final int MOST = 1000;

    @Test
    void each_kind_of_fault_meets_a_framework_in_each_phase() {
        ScenarioGenerator generator = new ScenarioGenerator(1, 4, Duration.ofMinutes(4));
        Coverage coverage = new Coverage();
        assertThat(coverage.missing(true)).hasSize(FaultKind.values().length * Phase.values().length);
        LongStream.concat(SEEDS.stream().mapToLong(Long::longValue), LongStream.range(0, MOST))
                .takeWhile(seed -> !coverage.missing(false).isEmpty())
                .forEach(seed ->
                        coverage.add(SeedRun.inWorld(seed, generator.of(seed)).coverage()));
        assertThat(coverage.missing(false))
                .as(() -> String.join("\n", coverage.table()))
                .isEmpty();
    }
}
