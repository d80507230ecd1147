package dev.isthmus.simulation.search;

import dev.isthmus.simulation.time.Draws;
import dev.isthmus.testkit.ecs.fault.Fault;
import dev.isthmus.testkit.ecs.fault.FaultRule;
import dev.isthmus.testkit.ecs.fault.FaultSchedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Draws what calls meet: each fault that the fake knows, for calls of one operation or of any, for a while, once, now and then, or by chance. */
final class FaultDraws {

    private static final List<String> ANY = List.of(
            "*",
            "RunTask",
            "StartTask",
            "StopTask",
            "DescribeTasks",
            "ListTasks",
            "RegisterTaskDefinition",
            "DescribeContainerInstances",
            "ListContainerInstances",
            "DescribeTaskDefinition");
    private static final List<String> CHANGES = List.of("RunTask", "StartTask", "StopTask", "RegisterTaskDefinition");
    private static final List<String> READS =
            List.of("*", "DescribeTasks", "ListTasks", "DescribeContainerInstances", "ListContainerInstances");
    private static final int MOST_RULES = 6;
    private static final int KINDS = 16;

    private final Draws draws;
    private final Duration duration;

    FaultDraws(Draws draws, Duration duration) {
        this.draws = draws;
        this.duration = duration;
    }

    FaultSchedule schedule() {
        List<FaultRule> rules = new ArrayList<>();
        int count = draws.oneIn(3) ? 0 : draws.between(1, MOST_RULES);
        for (int i = 0; i < count; i++) {
            rules.add(rule());
        }
        return new FaultSchedule(0, rules);
    }

    private FaultRule rule() {
        FaultRule rule = fault();
        Duration from = draws.upTo(duration.multipliedBy(3).dividedBy(4));
        Duration until = from.plusMillis(1).plus(draws.upTo(duration.minus(from).minusMillis(1)));
        rule = draws.oneIn(3) ? rule.between(Duration.ZERO, duration) : rule.between(from, until);
        return switch (draws.below(5)) {
            case 0 -> rule.next(draws.between(1, 5));
            case 1 -> rule.nth(draws.between(1, 30));
            case 2 -> rule.everyNth(draws.between(2, 12));
            default -> rule.chance(draws.between(1, 30) / 100.0);
        };
    }

    private FaultRule fault() {
        return switch (draws.below(KINDS)) {
            case 0 -> of(ANY, Fault.throttling());
            case 1 -> of(CHANGES, Fault.nestedThrottling());
            case 2 -> FaultRule.of("RegisterTaskDefinition", Fault.concurrentRegistration());
            case 3 -> of(ANY, Fault.serverError());
            case 4 -> of(ANY, Fault.serviceUnavailable());
            // A driver that may not look ends; one that may not change refuses tasks.
            case 5 -> of(CHANGES, draws.oneIn(2) ? Fault.accessDenied() : Fault.expiredToken());
            case 6 -> of(ANY, Fault.delay(draws.between(Duration.ofMillis(100), Duration.ofSeconds(14))));
            case 7 -> of(ANY, Fault.delayWork(draws.between(Duration.ofMillis(100), Duration.ofSeconds(14))));
            case 8, 9 -> of(ANY, Fault.dropConnection());
            case 10, 11 -> of(ANY, Fault.loseAnswer());
            case 12 -> of(READS, Fault.staleRead(draws.between(Duration.ofMillis(100), Duration.ofSeconds(6))));
            case 13 -> of(READS, Fault.olderVersion(draws.between(1, 4)));
            case 14 -> of(READS, draws.oneIn(2) ? Fault.reorderEntries() : Fault.repeatEntries());
            default ->
                of(
                        ANY,
                        Fault.jumpClock(draws.between(Duration.ofMillis(1), Duration.ofMinutes(20))
                                .multipliedBy(draws.oneIn(2) ? 1 : -1)));
        };
    }

    private FaultRule of(List<String> operations, Fault fault) {
        return FaultRule.of(operations.get(draws.below(operations.size())), fault);
    }
}
