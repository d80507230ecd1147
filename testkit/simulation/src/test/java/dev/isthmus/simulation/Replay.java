package dev.isthmus.simulation;

import dev.isthmus.simulation.driver.Wrapping;
import dev.isthmus.simulation.run.World;
import java.util.Optional;

/** The whole trace of a world under a storm, as a program prints it. */
final class Replay {

    private Replay() {}

    public static void main(String[] args) {
        System.out.print(trace(Long.parseLong(args[0])));
    }

    static String trace(long seed) {
        StringBuilder trace = new StringBuilder();
        try (World world = new World(
                seed,
                Storms.of(seed),
                Wrapping.NONE,
                Optional.of(line -> trace.append(line).append('\n')))) {
            trace.append(world.run()).append('\n');
        }
        return trace.toString();
    }
}
