package dev.isthmus.simulation.search;

import dev.isthmus.simulation.run.RunResult;
import dev.isthmus.simulation.run.World;
import dev.isthmus.simulation.run.WorldScenario;

/**
 * What came of one seed.
 *
 * @param result of the run
 * @param coverage what it met, and when
 */
public record SeedRun(RunResult result, Coverage coverage) {

    /** Runs seeds. */
    @FunctionalInterface
    public interface Runner {

        /** Runs a scenario under a seed. */
        SeedRun run(long seed, WorldScenario scenario);
    }

    /** Runs a scenario in a world. */
    public static SeedRun inWorld(long seed, WorldScenario scenario) {
        try (World world = new World(seed, scenario)) {
            CoverageWatch watch = new CoverageWatch(world, scenario);
            world.watch(watch);
            return new SeedRun(world.run(), watch.coverage());
        }
    }
}
