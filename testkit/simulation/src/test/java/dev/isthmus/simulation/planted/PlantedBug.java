package dev.isthmus.simulation.planted;

import dev.isthmus.simulation.driver.Wrapping;
import dev.isthmus.simulation.run.World;
import dev.isthmus.simulation.search.ScenarioGenerator;
import dev.isthmus.simulation.verdict.BrokenLaw;
import java.time.Duration;
import java.util.Optional;

/**
 * A bug that is planted in each driver of a world, whose scenario is that of {@code ./isthmus simulate --instances 1..4 --minutes 4}.
 *
 * @param name what is wrong
 * @param rule the law that is to find it
 * @param family the scenarios that can show it
 * @param seed one from which it soon does
 * @param planted plants it
 */
record PlantedBug(String name, String rule, Family family, long seed, Wrapping planted) {

    private static final ScenarioGenerator SCENARIOS = new ScenarioGenerator(1, 4, Duration.ofMinutes(4));

    /** Whether the world of a seed can show it. */
    boolean canShowUnder(long seed) {
        return family.has(SCENARIOS.of(seed));
    }

    /** Runs the world of a seed with it; the law that was broken, if one was. */
    Optional<BrokenLaw> run(long seed) {
        return run(seed, planted);
    }

    /** Runs the world of a seed without a bug. */
    static Optional<BrokenLaw> runWithout(long seed) {
        return run(seed, Wrapping.NONE);
    }

    private static Optional<BrokenLaw> run(long seed, Wrapping wrapping) {
        try (World world = new World(seed, SCENARIOS.of(seed), wrapping, Optional.empty())) {
            return world.run().broken();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
