package dev.isthmus.simulation;

import dev.isthmus.simulation.cluster.NetworkWeather;
import dev.isthmus.simulation.happening.Happening;
import dev.isthmus.simulation.journal.JournalDisk;
import dev.isthmus.simulation.run.FrameworkKind;
import dev.isthmus.simulation.run.WorldScenario;
import dev.isthmus.simulation.time.Draws;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.fault.Fault;
import dev.isthmus.testkit.ecs.fault.FaultRule;
import dev.isthmus.testkit.ecs.fault.FaultSchedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Scenarios of all that can go wrong on small clusters, drawn from a seed. */
final class Storms {

    private static final Duration LENGTH = Duration.ofMinutes(10);

    private static final List<Happening.InstanceEvent> INSTANCE_EVENTS = List.of(Happening.InstanceEvent.values());

    private Storms() {}

    static WorldScenario of(long seed) {
        Draws draws = new Draws(seed).of("storm");
        int instances = draws.between(1, 4);
        List<WorldScenario.Inhabitant> frameworks = new ArrayList<>();
        frameworks.add(new WorldScenario.Inhabitant(FrameworkKind.GREEDY, "one", 2 + 2 * instances));
        if (draws.oneIn(3)) {
            frameworks.add(new WorldScenario.Inhabitant(FrameworkKind.GREEDY, "two", 2 + 2 * instances));
        }
        return new WorldScenario(
                Collections.nCopies(instances, InstanceSpec.of(2048, 4096)),
                frameworks,
                settings(draws),
                draws.oneIn(2) ? WorldScenario.Behaviour.OF_AWS : WorldScenario.Behaviour.PLAIN,
                draws.oneIn(3) ? faults(draws) : FaultSchedule.NONE,
                events(draws, frameworks.size()),
                LENGTH);
    }

    private static List<WorldScenario.Set> settings(Draws draws) {
        List<WorldScenario.Set> settings = new ArrayList<>(List.of(
                new WorldScenario.Set("ISTHMUS_LAUNCH", "start-task"),
                new WorldScenario.Set("ISTHMUS_BUDGET_PERCENT", "20"),
                new WorldScenario.Set("ISTHMUS_OFFER_TIMEOUT", "20s"),
                new WorldScenario.Set("ISTHMUS_KILL_ON_DRAIN", "true"),
                new WorldScenario.Set("ISTHMUS_AGENT_TIMEOUT", "40s"),
                new WorldScenario.Set("ISTHMUS_CALL_TIMEOUT", "5s")));
        settings.removeIf(setting -> !draws.oneIn(4));
        return settings;
    }

    private static FaultSchedule faults(Draws draws) {
        List<FaultRule> rules = new ArrayList<>(List.of(
                FaultRule.of("*", Fault.throttling()).chance(0.05),
                FaultRule.of("RunTask", Fault.loseAnswer()).chance(0.2),
                FaultRule.of("StopTask", Fault.serverError()).chance(0.3),
                FaultRule.of("*", Fault.delay(Duration.ofSeconds(3))).chance(0.05),
                FaultRule.of("RunTask", Fault.delayWork(Duration.ofSeconds(12))).chance(0.2),
                FaultRule.of("DescribeTasks", Fault.staleRead(Duration.ofSeconds(4)))
                        .chance(0.2),
                FaultRule.of("ListTasks", Fault.staleRead(Duration.ofSeconds(4)))
                        .chance(0.2),
                FaultRule.of("*", Fault.dropConnection()).chance(0.05)));
        rules.removeIf(rule -> draws.oneIn(2));
        return new FaultSchedule(0, rules);
    }

    private static List<WorldScenario.Event> events(Draws draws, int frameworks) {
        List<WorldScenario.Event> events = new ArrayList<>();
        int count = draws.below(20);
        for (int i = 0; i < count; i++) {
            Duration at = draws.upTo(LENGTH);
            Duration length = draws.between(Duration.ofSeconds(1), Duration.ofSeconds(90));
            int framework = draws.below(frameworks);
            events.add(new WorldScenario.Event(
                    at,
                    switch (draws.below(10)) {
                        case 0, 1, 2 -> new Happening.Kill(framework, draws.between(1, 40));
                        case 3 ->
                            draws.oneIn(2)
                                    ? new Happening.Freeze(framework, length)
                                    : new Happening.FreezeBeforeCall(framework, length);
                        case 4 ->
                            draws.oneIn(3)
                                    ? new Happening.ClockJump(
                                            framework, draws.between(Duration.ofHours(-1), Duration.ofHours(1)))
                                    : new Happening.TakeOver(framework, draws.oneIn(2) ? Duration.ZERO : length);
                        case 5, 6 -> new Happening.Network(network(draws), length);
                        case 7 -> new Happening.Journals(disk(draws), length);
                        case 8 -> new Happening.Join(2048, 4096);
                        default ->
                            new Happening.ToInstance(
                                    draws.below(4), INSTANCE_EVENTS.get(draws.below(INSTANCE_EVENTS.size())));
                    }));
        }
        return events;
    }

    private static NetworkWeather network(Draws draws) {
        return switch (draws.below(4)) {
            case 0 -> NetworkWeather.FAIR.cut(true);
            case 1 -> NetworkWeather.FAIR.losing(100, 200);
            case 2 -> NetworkWeather.FAIR.slow(300, Duration.ofSeconds(15));
            default ->
                NetworkWeather.FAIR
                        .losing(50, 50)
                        .slow(100, Duration.ofSeconds(5))
                        .ec2(NetworkWeather.Ec2.DENIES);
        };
    }

    private static JournalDisk disk(Draws draws) {
        return switch (draws.below(3)) {
            case 0 -> JournalDisk.FAIR.full(true);
            case 1 -> JournalDisk.FAIR.syncing(Duration.ofMillis(10), Duration.ofSeconds(3));
            default -> JournalDisk.FAIR.unreachable(true);
        };
    }
}
