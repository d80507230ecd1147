package dev.isthmus.simulation;

import dev.isthmus.simulation.driver.Wrapping;
import dev.isthmus.simulation.run.World;
import dev.isthmus.simulation.search.ScenarioGenerator;
import java.time.Duration;
import java.util.Optional;

/** The whole trace of a world, as a program prints it. */
final class Replay {

    private Replay() {}

    public static void main(String[] args) {
        System.out.print(trace(Long.parseLong(args[0]), World.Backends.valueOf(args[1])));
    }

    static String trace(long seed, World.Backends backends) {
        StringBuilder trace = new StringBuilder();
        try (World world = new World(
                seed,
                backends == World.Backends.OF_A_MASTER
                        ? ScenarioGenerator.ofMaster(1, 4, Duration.ofMinutes(4))
                                .of(seed)
                        : Storms.of(seed),
                backends,
                Wrapping.NONE,
                Optional.of(line -> trace.append(line).append('\n')))) {
            trace.append(world.run()).append('\n');
        }
        return trace.toString();
    }
}
