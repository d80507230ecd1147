package dev.isthmus.testkit.ecs.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.testkit.ecs.fault.Fault;
import dev.isthmus.testkit.ecs.fault.FaultOccurrence;
import dev.isthmus.testkit.ecs.fault.FaultSchedule;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

/**
 * Whatever schedule is made is valid, and a property gets it by the type of its parameter; in two thousand of a fixed seed each edge occurs, without
 * jqwik's own edge cases.
 */
@Domain(FaultScheduleDomain.class)
class FaultSchedulesProperties {

    private static final int SAMPLES = 2_000;
    private static final int TRIES = 300;
    private static final long SEED = 42;

    private static <T> List<T> sample(Arbitrary<T> arbitrary) {
        return arbitrary.generator(1000, false).stream(new Random(SEED))
                .limit(SAMPLES)
                .map(shrinkable -> shrinkable.value())
                .collect(Collectors.toList());
    }

    @SafeVarargs
    private static <T> void requireAll(Arbitrary<T> arbitrary, Predicate<? super T>... edges) {
        List<T> sample = sample(arbitrary);
        for (int i = 0; i < edges.length; i++) {
            assertThat(sample).as("edge " + i).anyMatch(edges[i]);
        }
    }

    @Example
    void fault_schedules() {
        requireAll(
                FaultScheduleArbitraries.schedules(),
                schedule -> schedule.rules().isEmpty(),
                schedule -> schedule.rules().size() == 5,
                schedule -> schedule.seed() == Long.MIN_VALUE);
        requireAll(
                FaultScheduleArbitraries.rules(),
                rule -> rule.until().isEmpty() && rule.from().isZero(),
                rule -> rule.until().equals(Optional.of(rule.from().plusMillis(1))),
                rule -> rule.occurrence().equals(new FaultOccurrence.Chance(1)),
                rule -> rule.fault().equals(Fault.loseAnswer())
                        && rule.operation().equals("RunTask"),
                rule -> rule.fault().equals(Fault.reorderEntries()));
        requireAll(FaultScheduleArbitraries.occurrences(), new FaultOccurrence.Nth(1)::equals);
        requireAll(FaultScheduleArbitraries.faults(), Fault.throttling()::equals);
        requireAll(FaultScheduleArbitraries.distortions(), Fault.repeatEntries()::equals);
    }

    /** That a fault fits its operation is checked by the rule itself, when it is made. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void fault_schedules_are_valid_and_can_be_read(@ForAll FaultSchedule schedule) {
        assertThat(schedule.toString()).startsWith("faults under seed " + schedule.seed());
        assertThat(schedule.rules())
                .allMatch(rule -> rule.until()
                        .filter(end -> end.compareTo(rule.from()) <= 0)
                        .isEmpty());
    }
}
