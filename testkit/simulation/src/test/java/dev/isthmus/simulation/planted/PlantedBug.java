package dev.isthmus.simulation.planted;

import dev.isthmus.simulation.driver.Wrapping;
import dev.isthmus.simulation.run.World;
import dev.isthmus.simulation.run.WorldScenario;
import dev.isthmus.simulation.search.ScenarioGenerator;
import dev.isthmus.simulation.verdict.BrokenLaw;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * A bug that is planted in each driver of a world, whose scenario is mostly that of {@code ./isthmus simulate --instances 1..4 --minutes 4}.
 *
 * @param name what is wrong
 * @param rule the law that is to find it
 * @param family the scenarios that can show it
 * @param seed one from which it soon does
 * @param backends in which kind of world
 * @param worlds the scenario of a seed
 * @param planted plants it in a world
 */
record PlantedBug(
        String name,
        String rule,
        Family family,
        long seed,
        World.Backends backends,
        LongFunction<WorldScenario> worlds,
        Supplier<Wrapping> planted) {

    private static final Duration LENGTH = Duration.ofMinutes(4);
    private static final LongFunction<WorldScenario> OF_DRIVERS = new ScenarioGenerator(1, 4, LENGTH)::of;
    private static final LongFunction<WorldScenario> OF_GROWTH =
            new ScenarioGenerator(1, 4, Duration.ofMinutes(10))::of;
    private static final LongFunction<WorldScenario> OF_SILENCE =
            new ScenarioGenerator(1, 4, Duration.ofMinutes(9))::of;
    private static final LongFunction<WorldScenario> OF_A_MASTER = ScenarioGenerator.ofMaster(1, 4, LENGTH)::of;

    /** One of drivers that have a backend each. */
    PlantedBug(String name, String rule, Family family, long seed, Wrapping planted) {
        this(name, rule, family, seed, World.Backends.ONE_EACH, OF_DRIVERS, () -> planted);
    }

    /** One of drivers for which capacity providers grow, in worlds that last longer: instances come after minutes. */
    static PlantedBug whereProvidersGrow(String name, String rule, long seed, Wrapping planted) {
        return new PlantedBug(name, rule, Family.GROWS, seed, World.Backends.ONE_EACH, OF_GROWTH, () -> planted);
    }

    /** One of drivers whose events do not come for long, in worlds that last longer: it takes six minutes to notice. */
    static PlantedBug whereEventsAreMissed(String name, String rule, long seed, Wrapping planted) {
        return new PlantedBug(
                name, rule, Family.HEARS_NOTHING, seed, World.Backends.ONE_EACH, OF_SILENCE, () -> planted);
    }

    /** One of a master. */
    static PlantedBug inMaster(String name, String rule, Family family, long seed, Supplier<Wrapping> planted) {
        return new PlantedBug(name, rule, family, seed, World.Backends.OF_A_MASTER, OF_A_MASTER, planted);
    }

    /** One of a master, in worlds of their own. */
    static PlantedBug inMaster(
            String name, String rule, LongFunction<WorldScenario> worlds, long seed, Supplier<Wrapping> planted) {
        return new PlantedBug(name, rule, Family.ANY, seed, World.Backends.OF_A_MASTER, worlds, planted);
    }

    /** Whether the world of a seed can show it. */
    boolean canShowUnder(long seed) {
        return family.has(worlds.apply(seed));
    }

    /** Runs the world of a seed with it; the law that was broken, if one was. */
    Optional<BrokenLaw> run(long seed) {
        return run(seed, planted.get());
    }

    /** Runs the world of a seed without a bug. */
    Optional<BrokenLaw> runWithout(long seed) {
        return run(seed, Wrapping.NONE);
    }

    private Optional<BrokenLaw> run(long seed, Wrapping wrapping) {
        try (World world = new World(seed, worlds.apply(seed), backends, wrapping, Optional.empty())) {
            return world.run().broken();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
