package dev.isthmus.testkit.ecs.generate;

import dev.isthmus.testkit.ecs.fault.Fault;
import dev.isthmus.testkit.ecs.fault.FaultOccurrence;
import dev.isthmus.testkit.ecs.fault.FaultRule;
import dev.isthmus.testkit.ecs.fault.FaultSchedule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** What may go wrong with the calls to a fake cluster: for simulations that must hold under any faults. */
public final class FaultScheduleArbitraries {

    private static final List<String> READS =
            List.of("ListTasks", "DescribeTasks", "ListContainerInstances", "DescribeContainerInstances");
    private static final List<String> ANY_CALL = List.of(
            FaultRule.ANY, "RunTask", "StartTask", "StopTask", "RegisterTaskDefinition", "ListTasks", "DescribeTasks");

    private FaultScheduleArbitraries() {}

    /** Nothing, or up to five rules, under any seed. */
    public static Arbitrary<FaultSchedule> schedules() {
        Arbitrary<Long> seeds = Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.of(0L, Long.MIN_VALUE, Long.MAX_VALUE)), Tuple.of(4, Arbitraries.longs()));
        return Combinators.combine(seeds, rules().list().ofMaxSize(5)).as(FaultSchedule::new);
    }

    /** A rule: faults of any call, or distortions of a read; for ever, from the start, late, or for a millisecond. */
    public static Arbitrary<FaultRule> rules() {
        Arbitrary<FaultRule> calls =
                Combinators.combine(Arbitraries.of(ANY_CALL), faults()).as(FaultRule::of);
        Arbitrary<FaultRule> reads =
                Combinators.combine(Arbitraries.of(READS), distortions()).as(FaultRule::of);
        Arbitrary<Duration> starts = Arbitraries.of(Duration.ZERO, Duration.ofMillis(1), Duration.ofHours(1));
        Arbitrary<Optional<Duration>> lengths = Arbitraries.of(
                Optional.empty(), Optional.of(Duration.ofMillis(1)), Optional.of(Duration.ofMinutes(10)));
        return Combinators.combine(Arbitraries.oneOf(calls, reads), starts, lengths, occurrences())
                .as((rule, from, length, which) -> length.map(much -> rule.between(from, from.plus(much)))
                        .orElseGet(() -> rule.from(from))
                        .occurring(which));
    }

    /** Which calls: all, the first, each second, with a chance of next to nothing and of one. */
    public static Arbitrary<FaultOccurrence> occurrences() {
        Arbitrary<Integer> numbers = Arbitraries.of(1, 2, 3, 100);
        return Arbitraries.oneOf(
                Arbitraries.just(new FaultOccurrence.Always()),
                numbers.map(FaultOccurrence.Next::new),
                numbers.map(FaultOccurrence.Nth::new),
                numbers.map(FaultOccurrence.EveryNth::new),
                Arbitraries.of(Double.MIN_VALUE, 0.01, 0.5, 1.0).map(FaultOccurrence.Chance::new));
    }

    /** What may happen to any call: refused, late, lost before or after the work. */
    public static Arbitrary<Fault> faults() {
        return Arbitraries.of(
                Fault.throttling(),
                Fault.nestedThrottling(),
                Fault.serverError(),
                Fault.serviceUnavailable(),
                Fault.accessDenied(),
                Fault.expiredToken(),
                Fault.delay(Duration.ofMillis(1)),
                Fault.delay(Duration.ofMinutes(1)),
                Fault.delayWork(Duration.ofMillis(1)),
                Fault.delayWork(Duration.ofMinutes(1)),
                Fault.dropConnection(),
                Fault.loseAnswer());
    }

    /** What may happen to the answer of a read that is true otherwise. */
    public static Arbitrary<Fault> distortions() {
        return Arbitraries.of(
                Fault.staleRead(Duration.ofMillis(1)),
                Fault.staleRead(Duration.ofMinutes(1)),
                Fault.reorderEntries(),
                Fault.repeatEntries());
    }
}
