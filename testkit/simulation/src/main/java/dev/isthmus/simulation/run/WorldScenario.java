package dev.isthmus.simulation.run;

import dev.isthmus.simulation.client.FrameworkTerms;
import dev.isthmus.simulation.happening.Happening;
import dev.isthmus.testkit.ecs.budget.Budgets;
import dev.isthmus.testkit.ecs.cluster.Consistency;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.cluster.TaskPace;
import dev.isthmus.testkit.ecs.fault.FaultSchedule;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/**
 * What there is in a world and what happens to it; what is left to chance is the seed's business. A value, so that a scenario that breaks a law can be made
 * smaller.
 *
 * @param instances the instances at the start
 * @param frameworks the frameworks
 * @param settings of the drivers, by the names of the README's table
 * @param cluster how the cluster behaves
 * @param faults what calls meet; they end before {@code duration} has passed
 * @param events what happens, and when
 * @param duration how long things happen; after it all is fair, nothing is launched, and everything must come to its end
 */
public record WorldScenario(
        List<InstanceSpec> instances,
        List<Inhabitant> frameworks,
        List<Set> settings,
        Behaviour cluster,
        FaultSchedule faults,
        List<Event> events,
        Duration duration) {

    /**
     * A framework.
     *
     * @param kind what it does
     * @param name of its own
     * @param tasks how many it has at most
     * @param terms of the offers that it can have; only clients of a master have any
     */
    public record Inhabitant(FrameworkKind kind, String name, int tasks, FrameworkTerms terms) {

        /** One that has no terms. */
        public Inhabitant(FrameworkKind kind, String name, int tasks) {
            this(kind, name, tasks, FrameworkTerms.NONE);
        }

        /** This with so many tasks at most. */
        public Inhabitant withTasks(int most) {
            return new Inhabitant(kind, name, most, terms);
        }
    }

    /** A setting of the drivers. */
    public record Set(String name, String value) {}

    /**
     * How the cluster behaves.
     *
     * @param pace of tasks
     * @param consistency of reads
     * @param budgets of calls
     * @param failing how many of a thousand containers do not start
     */
    public record Behaviour(TaskPace pace, Consistency consistency, Budgets budgets, int failing) {

        /** At once, seen by everybody, with the budgets of AWS. */
        public static final Behaviour PLAIN =
                new Behaviour(TaskPace.immediate(), Consistency.strong(), Budgets.ofAws(), 0);

        /** As AWS is. */
        public static final Behaviour OF_AWS =
                new Behaviour(TaskPace.realistic(), Consistency.ofAws(), Budgets.ofAws(), 20);
    }

    /** Something that happens at a time since the start. */
    public record Event(Duration at, Happening what) {}

    /** Copies. */
    public WorldScenario {
        instances = List.copyOf(instances);
        frameworks = List.copyOf(frameworks);
        settings = List.copyOf(settings);
        events = List.copyOf(events);
        for (Event event : events) {
            if (event.at().isNegative() || event.at().compareTo(duration) > 0) {
                throw new IllegalArgumentException(
                        "Events happen within the duration of a scenario, " + duration + ", not at " + event.at());
            }
        }
    }

    /** The terms of the framework of this name; none if there is no such framework. */
    FrameworkTerms termsOf(String name) {
        return frameworks.stream()
                .filter(each -> each.name().equals(name))
                .map(Inhabitant::terms)
                .findFirst()
                .orElse(FrameworkTerms.NONE);
    }

    /** Whether something happens that can go unnoticed by drivers for a while. */
    boolean isUnnoticed() {
        return events.stream().anyMatch(event -> !event.what().unnoticedFor().isZero());
    }

    /** Until when, since the start, somebody stays away whatever the duration is; nothing if nobody does. */
    Duration absence() {
        return events.stream()
                .filter(event -> !event.what().outlastsFor().isZero())
                .map(event -> event.at().plus(event.what().outlastsFor()))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** One greedy framework on so many equal instances, without faults. */
    public static WorldScenario plain(int instances, Duration duration) {
        return new WorldScenario(
                Collections.nCopies(instances, InstanceSpec.of(4096, 8192)),
                List.of(new Inhabitant(FrameworkKind.GREEDY, "greedy", 3 * instances + 2)),
                List.of(),
                Behaviour.PLAIN,
                FaultSchedule.NONE,
                List.of(),
                duration);
    }

    /** This with other events. */
    public WorldScenario with(List<Event> others) {
        return new WorldScenario(instances, frameworks, settings, cluster, faults, others, duration);
    }

    /** This with another behaviour of the cluster. */
    public WorldScenario with(Behaviour other) {
        return new WorldScenario(instances, frameworks, settings, other, faults, events, duration);
    }

    /** This with other faults. */
    public WorldScenario with(FaultSchedule others) {
        return new WorldScenario(instances, frameworks, settings, cluster, others, events, duration);
    }
}
