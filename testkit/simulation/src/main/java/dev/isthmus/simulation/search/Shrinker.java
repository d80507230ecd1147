package dev.isthmus.simulation.search;

import dev.isthmus.simulation.run.WorldScenario;
import dev.isthmus.simulation.verdict.BrokenLaw;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.fault.FaultRule;
import dev.isthmus.testkit.ecs.fault.FaultSchedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Makes a scenario smaller that breaks a law, as long as the same law is broken under the same seed: first less time, then less of each thing, halves before single
 * ones. The same scenario gives the same smaller one.
 */
public final class Shrinker {

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final SeedRun.Runner runner;
    private final long seed;
    private final int mostRuns;
    private String rule = "";
    private int runs;

    /**
     * For one seed.
     *
     * @param mostRuns after how many runs it makes do with what it has
     */
    public Shrinker(SeedRun.Runner runner, long seed, int mostRuns) {
        this.runner = runner;
        this.seed = seed;
        this.mostRuns = mostRuns;
    }

    /** How many runs it has made. */
    public int runs() {
        return runs;
    }

    /** The smallest scenario that it finds, or the given one. */
    public WorldScenario shrink(WorldScenario scenario, BrokenLaw broken) {
        rule = broken.rule();
        // What was to happen later cannot have done it, if the law was broken before the end.
        WorldScenario smallest = tried(scenario, until(scenario, broken.at().plusSeconds(1)));
        for (WorldScenario before = null; !smallest.equals(before) && runs < mostRuns; ) {
            before = smallest;
            smallest = pass(smallest);
        }
        return smallest;
    }

    private WorldScenario pass(WorldScenario scenario) {
        WorldScenario now = scenario;
        while (now.duration().compareTo(SHORTEST.multipliedBy(2)) > 0 && runs < mostRuns) {
            WorldScenario shorter = tried(now, until(now, now.duration().dividedBy(2)));
            if (shorter.equals(now)) {
                break;
            }
            now = shorter;
        }
        now = fewer(now, now.events(), 0, now::with);
        WorldScenario as = now;
        now = fewer(
                now,
                now.faults().rules(),
                0,
                rules -> as.with(new FaultSchedule(as.faults().seed(), rules)));
        WorldScenario ofFrameworks = now;
        now = fewer(
                now,
                now.frameworks(),
                1,
                left -> of(ofFrameworks, ofFrameworks.instances(), left, ofFrameworks.settings()));
        WorldScenario ofInstances = now;
        now = fewer(
                now,
                now.instances(),
                1,
                left -> of(ofInstances, left, ofInstances.frameworks(), ofInstances.settings()));
        WorldScenario ofSettings = now;
        now = fewer(
                now, now.settings(), 0, left -> of(ofSettings, ofSettings.instances(), ofSettings.frameworks(), left));
        now = tried(now, now.with(WorldScenario.Behaviour.PLAIN));
        return fewerTasks(now);
    }

    private WorldScenario fewerTasks(WorldScenario scenario) {
        WorldScenario now = scenario;
        for (int i = 0; i < now.frameworks().size(); i++) {
            for (boolean goesOn = true; goesOn && now.frameworks().get(i).tasks() > 1; ) {
                WorldScenario.Inhabitant its = now.frameworks().get(i);
                List<WorldScenario.Inhabitant> frameworks = new ArrayList<>(now.frameworks());
                frameworks.set(i, its.withTasks(its.tasks() / 2));
                WorldScenario smaller = tried(now, of(now, now.instances(), frameworks, now.settings()));
                goesOn = !smaller.equals(now);
                now = smaller;
            }
        }
        return now;
    }

    /** Without as many of these things as can be left out, in chunks that get smaller. */
    private <T> WorldScenario fewer(
            WorldScenario scenario, List<T> things, int least, Function<List<T>, WorldScenario> with) {
        WorldScenario now = scenario;
        List<T> left = things;
        for (int chunk = Math.max(1, left.size() / 2); chunk >= 1; chunk /= 2) {
            for (int from = 0; from < left.size() && left.size() > least; ) {
                List<T> without = new ArrayList<>(left.subList(0, from));
                without.addAll(left.subList(Math.min(left.size(), from + chunk), left.size()));
                WorldScenario candidate = without.size() < least ? now : with.apply(without);
                WorldScenario smaller = tried(now, candidate);
                if (smaller.equals(now)) {
                    from += chunk;
                } else {
                    now = smaller;
                    left = without;
                }
            }
        }
        return now;
    }

    /** The candidate, if it breaks the law too; else what there was. */
    private WorldScenario tried(WorldScenario now, WorldScenario candidate) {
        if (candidate.equals(now) || runs >= mostRuns) {
            return now;
        }
        runs++;
        return runner.run(seed, candidate)
                        .result()
                        .broken()
                        .filter(broken -> broken.rule().equals(rule))
                        .isPresent()
                ? candidate
                : now;
    }

    /** This up to a time. */
    private static WorldScenario until(WorldScenario scenario, Duration end) {
        if (end.compareTo(scenario.duration()) >= 0) {
            return scenario;
        }
        List<FaultRule> rules = new ArrayList<>();
        for (FaultRule rule : scenario.faults().rules()) {
            if (rule.from().compareTo(end) < 0) {
                boolean longer = rule.until().map(its -> its.compareTo(end) > 0).orElse(true);
                rules.add(longer ? rule.between(rule.from(), end) : rule);
            }
        }
        return new WorldScenario(
                scenario.instances(),
                scenario.frameworks(),
                scenario.settings(),
                scenario.cluster(),
                new FaultSchedule(scenario.faults().seed(), rules),
                scenario.events().stream()
                        .filter(event -> event.at().compareTo(end) <= 0)
                        .toList(),
                end);
    }

    private static WorldScenario of(
            WorldScenario scenario,
            List<InstanceSpec> instances,
            List<WorldScenario.Inhabitant> frameworks,
            List<WorldScenario.Set> settings) {
        return new WorldScenario(
                instances,
                frameworks,
                settings,
                scenario.cluster(),
                scenario.faults(),
                scenario.events(),
                scenario.duration());
    }
}
