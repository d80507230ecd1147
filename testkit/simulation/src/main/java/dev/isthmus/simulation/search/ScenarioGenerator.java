package dev.isthmus.simulation.search;

import dev.isthmus.simulation.kind.PickyFramework;
import dev.isthmus.simulation.run.FrameworkKind;
import dev.isthmus.simulation.run.WorldScenario;
import dev.isthmus.simulation.terms.TermsDraws;
import dev.isthmus.simulation.time.Draws;
import dev.isthmus.testkit.ecs.budget.Budgets;
import dev.isthmus.testkit.ecs.cluster.Consistency;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.cluster.TaskPace;
import dev.isthmus.testkit.ecs.fault.FaultSchedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Makes a scenario of a seed: the same seed, sizes and duration give the same scenario. */
public final class ScenarioGenerator {

    /** How many instances a scenario can have. */
    public static final int MOST_INSTANCES = 5_000;

    private static final List<FrameworkKind> KINDS = FrameworkKind.DRAWN;
    private static final List<Integer> CPUS = List.of(1024, 2048, 2048, 4096, 4096, 8192);
    private static final int MOST_TASKS = 60;
    private static final int TERMS_ONE_IN = 4;
    private static final List<String> ZONES = List.of("us-east-1a", "us-east-1b", "us-east-1c");

    private final int least;
    private final int most;
    private final Duration duration;
    private final boolean ofMaster;

    /**
     * For clusters of a size.
     *
     * @param least how many instances there are at least, 1 or more
     * @param most not less than {@code least}, and {@value #MOST_INSTANCES} at most; small clusters are more likely than large ones
     * @param duration how long things happen, more than nothing
     */
    public ScenarioGenerator(int least, int most, Duration duration) {
        this(least, most, duration, false);
    }

    /** The same for worlds of a master: more frameworks, and what can go wrong with a master, too. */
    public static ScenarioGenerator ofMaster(int least, int most, Duration duration) {
        return new ScenarioGenerator(least, most, duration, true);
    }

    private ScenarioGenerator(int least, int most, Duration duration, boolean ofMaster) {
        if (least < 1 || most < least || most > MOST_INSTANCES) {
            throw new IllegalArgumentException(
                    "A cluster of " + least + " to " + most + " instances: want two numbers from 1 to " + MOST_INSTANCES
                            + ", the second not less than the first");
        }
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("A scenario lasts longer than " + duration);
        }
        this.least = least;
        this.most = most;
        this.duration = duration;
        this.ofMaster = ofMaster;
    }

    /** The scenario of a seed. */
    public WorldScenario of(long seed) {
        Draws draws = new Draws(seed).of("scenario");
        int size = size(draws.of("size"));
        List<WorldScenario.Inhabitant> frameworks = frameworks(draws.of("frameworks"), size);
        // One in five is fair weather: what is wrong there is easiest to understand.
        boolean fair = draws.oneIn(5);
        ElasticDraws elastic = new ElasticDraws(draws.of("elastic"), duration, !ofMaster && frameworks.size() == 1);
        List<WorldScenario.Set> settings = settings(draws.of("settings"));
        settings.addAll(elastic.settings());
        List<InstanceSpec> instances = instances(draws.of("instances"), size);
        List<WorldScenario.Event> events =
                fair ? new ArrayList<>() : events(draws.of("events"), size, frameworks.size(), elastic);
        if (!fair) {
            events.addAll(elastic.ofGrowth());
        }
        events.addAll(elastic.longOnes());
        if (ofMaster) {
            TermsDraws terms = new TermsDraws(draws.of("terms"), TERMS_ONE_IN);
            instances = terms.instances(instances);
            frameworks = terms.frameworks(frameworks);
            events.addAll(terms.events(duration));
        }
        return new WorldScenario(
                instances,
                frameworks,
                settings,
                behaviour(draws.of("behaviour")),
                fair ? FaultSchedule.NONE : new FaultDraws(draws.of("faults"), duration).schedule(),
                events,
                duration);
    }

    private List<WorldScenario.Event> events(Draws draws, int instances, int frameworks, ElasticDraws elastic) {
        List<WorldScenario.Event> events =
                new ArrayList<>(new EventDraws(draws, duration, instances, frameworks, ofMaster).events());
        if (ofMaster) {
            events.addAll(new MasterEventDraws(draws.of("master"), duration, frameworks).events());
        }
        events.addAll(elastic.events());
        return events;
    }

    /** Half of all are within four of the smallest, one in twenty is any size. */
    private int size(Draws draws) {
        int kind = draws.below(20);
        int range = kind < 11 ? 4 : kind < 17 ? 11 : kind < 19 ? 49 : MOST_INSTANCES;
        return draws.between(least, Math.min(most, least + Math.min(range, most - least)));
    }

    private static List<InstanceSpec> instances(Draws draws, int size) {
        List<InstanceSpec> instances = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            int cpu = CPUS.get(draws.below(CPUS.size()));
            InstanceSpec spec =
                    InstanceSpec.of(cpu, cpu * draws.between(1, 3)).withAvailabilityZone(ZONES.get(draws.below(3)));
            instances.add(draws.oneIn(3) ? spec.withAttribute(PickyFramework.ATTRIBUTE, PickyFramework.VALUE) : spec);
        }
        return instances;
    }

    private List<WorldScenario.Inhabitant> frameworks(Draws draws, int size) {
        int count = ofMaster ? draws.between(2, 5) : draws.oneIn(2) ? 1 : draws.between(2, 3);
        List<WorldScenario.Inhabitant> frameworks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            FrameworkKind kind = KINDS.get(draws.below(KINDS.size()));
            String name = kind.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + (char) ('a' + i);
            frameworks.add(new WorldScenario.Inhabitant(
                    kind, name, draws.between(3, Math.min(MOST_TASKS, 6 + 3 * size))));
        }
        return frameworks;
    }

    private static List<WorldScenario.Set> settings(Draws draws) {
        List<WorldScenario.Set> settings = new ArrayList<>();
        set(settings, draws, "ISTHMUS_LAUNCH", "start-task");
        set(settings, draws, "ISTHMUS_POLL_BUSY", "500ms", "3s");
        set(settings, draws, "ISTHMUS_POLL_IDLE", "2s", "15s");
        set(settings, draws, "ISTHMUS_CONSISTENCY_WINDOW", "30s");
        set(settings, draws, "ISTHMUS_LAUNCH_PATIENCE", "0s", "10s");
        set(settings, draws, "ISTHMUS_BUDGET_PERCENT", "20", "50");
        set(settings, draws, "ISTHMUS_CALL_TIMEOUT", "4s");
        set(settings, draws, "ISTHMUS_OFFER_TIMEOUT", "15s", "90s");
        set(settings, draws, "ISTHMUS_AGENT_TIMEOUT", "40s", "3min");
        set(settings, draws, "ISTHMUS_KILL_ON_DRAIN", "true");
        set(settings, draws, "ISTHMUS_TASK_STARTING", "always", "never");
        set(settings, draws, "ISTHMUS_TASK_ERROR", "failed");
        set(settings, draws, "ISTHMUS_SLAVE_LOST", "false");
        return settings;
    }

    /** Three of four times it is left at its default. */
    private static void set(List<WorldScenario.Set> settings, Draws draws, String name, String... values) {
        int drawn = draws.below(values.length);
        if (draws.oneIn(4)) {
            settings.add(new WorldScenario.Set(name, values[drawn]));
        }
    }

    private static WorldScenario.Behaviour behaviour(Draws draws) {
        TaskPace pace = switch (draws.below(3)) {
            case 0 -> TaskPace.immediate();
            case 1 -> TaskPace.eachState(draws.between(Duration.ofMillis(100), Duration.ofSeconds(4)));
            default -> TaskPace.realistic();
        };
        Consistency consistency = switch (draws.below(3)) {
            case 0 -> Consistency.strong();
            case 1 -> Consistency.after(draws.between(Duration.ofMillis(200), Duration.ofSeconds(6)));
            default -> Consistency.ofAws();
        };
        return new WorldScenario.Behaviour(
                pace, consistency, Budgets.ofAws(), draws.oneIn(3) ? 0 : draws.between(1, 60));
    }
}
