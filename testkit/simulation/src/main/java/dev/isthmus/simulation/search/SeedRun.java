package dev.isthmus.simulation.search;

import dev.isthmus.simulation.driver.Wrapping;
import dev.isthmus.simulation.run.RunResult;
import dev.isthmus.simulation.run.World;
import dev.isthmus.simulation.run.WorldScenario;
import java.util.Optional;

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
        return in(new World(seed, scenario), scenario);
    }

    /** Runs a scenario in a world whose frameworks have one backend in common, as those of a master have. */
    public static SeedRun inWorldOfOneBackend(long seed, WorldScenario scenario) {
        return in(new World(seed, scenario, World.Backends.ONE_FOR_ALL, Wrapping.NONE, Optional.empty()), scenario);
    }

    /** Runs a scenario in a world whose frameworks are clients of one master. */
    public static SeedRun inWorldOfAMaster(long seed, WorldScenario scenario) {
        return in(new World(seed, scenario, World.Backends.OF_A_MASTER, Wrapping.NONE, Optional.empty()), scenario);
    }

    private static SeedRun in(World begun, WorldScenario scenario) {
        try (World world = begun) {
            CoverageWatch watch = new CoverageWatch(world, scenario);
            world.watch(watch);
            return new SeedRun(world.run(), watch.coverage());
        }
    }
}
