package dev.isthmus.simulation.cluster;

import dev.isthmus.simulation.time.Draws;
import dev.isthmus.testkit.ecs.runtime.ContainerLaunch;
import dev.isthmus.testkit.ecs.runtime.Script;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.time.Duration;
import java.util.List;

/** What containers do: what their command says, {@code run} with the milliseconds and the exit code. Now and then one cannot start. */
public final class Containers {

    /** The word that begins a command. */
    private static final String RUN = "run";

    private static final Duration SLOWEST_START = Duration.ofSeconds(4);

    private Containers() {}

    /** The command of a task that runs for so long and exits with this code. */
    public static String command(Duration length, int exitCode) {
        return RUN + " " + length.toMillis() + " " + exitCode;
    }

    /**
     * A runtime for such tasks.
     *
     * @param failing how many of a thousand do not start
     */
    static ScriptedRuntime runtime(Draws draws, int failing) {
        return ScriptedRuntime.following(launch -> script(launch, draws, failing));
    }

    private static Script script(ContainerLaunch launch, Draws draws, int failing) {
        Duration start = draws.upTo(SLOWEST_START);
        if (draws.permille(failing)) {
            return Script.failsToPull(launch.image()).startingAfter(start);
        }
        List<String> words = List.of(String.join(" ", launch.command()).split(" ", -1));
        int run = words.indexOf(RUN);
        return run < 0 || run + 2 >= words.size()
                ? Script.runs().startingAfter(start)
                : Script.exits(
                                Integer.parseInt(words.get(run + 2)),
                                Duration.ofMillis(Long.parseLong(words.get(run + 1))))
                        .startingAfter(start);
    }
}
