package dev.isthmus.driver.sharing;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Prints all that came to pass under a seed: what each of three jobs was told in its order, with ids, uuids and times, and what the cluster made of
 * it. Run in a JVM of its own.
 */
final class SharingReplay {

    private SharingReplay() {}

    /** With a seed; or without one, for the order in which this JVM iterates a set of the JDK's that has none. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (arguments.length == 0) {
            out.println(Set.of("a", "b", "c", "d", "e", "f", "g", "h"));
            return;
        }
        try (SharingWorld world = new SharingWorld(Long.parseLong(arguments[0]), SharingWorld.DEFAULT_PATIENCE)) {
            for (String agent : List.of("north", "east", "south", "west", "middle")) {
                world.cluster.addAgent(agent, 4);
            }
            Duration work = Duration.ofMinutes(5);
            List<SparkJob> jobs = List.of(
                    new SparkJob(world, "one", 12, 1, work),
                    new SparkJob(world, "two", 6, 2, work),
                    new SparkJob(world, "three", 12, 1, work));
            boolean done = world.until(() -> jobs.stream().allMatch(SparkJob::isDone), Duration.ofHours(1));
            out.println("done " + done + " at " + world.now() + " after " + world.calls() + " calls and "
                    + world.cluster.refusals + " refusals");
            jobs.forEach(job -> job.updates.forEach(out::println));
            world.cluster.tasks().forEach(out::println);
        }
        // What is left of threads is nobody's.
        System.exit(0);
    }
}
