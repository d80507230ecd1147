package dev.isthmus.simulation;

import dev.isthmus.simulation.driver.Wrapping;
import dev.isthmus.simulation.run.World;
import java.util.Optional;

/** Prints the whole trace of a world. */
final class Replay {

    private Replay() {}

    public static void main(String[] args) {
        long seed = Long.parseLong(args[0]);
        StringBuilder trace = new StringBuilder();
        try (World world = new World(
                seed,
                Storms.of(seed),
                Wrapping.NONE,
                Optional.of(line -> trace.append(line).append('\n')))) {
            trace.append(world.run()).append('\n');
        }
        System.out.print(trace);
    }
}
