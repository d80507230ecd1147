package dev.isthmus.testkit.memory;

import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.TaskPhase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What the cluster does with every task by itself, as a test has said. Guarded by the cluster's lock. */
final class MemoryHabits {

    private record Script(Duration start, Duration run, int exitCode) {}

    private @Nullable Script script;
    private Duration window = Duration.ZERO;
    private Duration hidden = Duration.ZERO;
    private boolean ignoresStops;

    void runTasks(Duration start, Duration run, int exitCode) {
        script = new Script(start, run, exitCode);
    }

    /** What becomes of a task by itself, and how long after its start. */
    void eachStep(BiConsumer<Duration, TaskPhase> step) {
        Script running = script;
        if (running != null) {
            step.accept(running.start, new TaskPhase.Running(List.of(), Optional.empty()));
            step.accept(running.start.plus(running.run), exited(running.exitCode));
        }
    }

    void consistencyWindow(Duration duration) {
        window = duration;
    }

    Duration consistencyWindow() {
        return window;
    }

    void hideNewTasks(Duration duration) {
        hidden = duration;
    }

    /** How long new tasks are seen by nobody who comes later; zero if they are not hidden. */
    Duration hidden() {
        return hidden;
    }

    void ignoreStops() {
        ignoresStops = true;
    }

    boolean ignoresStops() {
        return ignoresStops;
    }

    static TaskPhase.Ended exited(int exitCode) {
        return new TaskPhase.Ended(Ending.EXITED, OptionalInt.of(exitCode), true, "");
    }
}
