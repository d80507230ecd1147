package dev.isthmus.testkit.memory;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.inventory.Holding;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import java.util.Collection;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A task of the cluster and where it is in its life. Guarded by the cluster's lock. */
final class MemoryTask {

    private final LaunchedTask task;
    private final Resources accounted;
    private TaskPhase phase;
    private boolean ran;
    /** Who is told of it; everybody if null. */
    private @Nullable Set<MemoryLauncher.Watch> shownTo;

    MemoryTask(LaunchedTask task, Resources accounted, TaskPhase phase) {
        this.task = task;
        this.accounted = accounted;
        this.phase = phase;
        this.ran = phase instanceof TaskPhase.Running;
    }

    /** One whose launch never arrived. */
    static MemoryTask neverLaunched(LaunchedTask task) {
        TaskPhase.Ended never =
                new TaskPhase.Ended(Ending.NOT_LAUNCHED, OptionalInt.empty(), false, "the launch never arrived");
        return new MemoryTask(task, Resources.none(Dialect.ECS), never);
    }

    LaunchedTask task() {
        return task;
    }

    TaskPhase phase() {
        return phase;
    }

    /** What it takes of its agent. */
    Resources accounted() {
        return accounted;
    }

    Holding holding() {
        return new Holding(task.launch(), task.demand());
    }

    boolean ran() {
        return ran;
    }

    void showOnlyTo(Collection<MemoryLauncher.Watch> watches) {
        shownTo = Set.copyOf(watches);
    }

    void showToAll() {
        shownTo = null;
    }

    boolean isShownTo(MemoryLauncher.Watch watch) {
        return shownTo == null || shownTo.contains(watch);
    }

    boolean lives() {
        return !(phase instanceof TaskPhase.Ended);
    }

    boolean livesFor(FrameworkId framework) {
        return lives() && task.framework().equals(framework);
    }

    /** Whether there ever was such a task, which cannot be said of one whose launch was lost. */
    boolean wasLaunched() {
        return !(phase instanceof TaskPhase.Ended ended && ended.ending() == Ending.NOT_LAUNCHED);
    }

    /**
     * Moves it on.
     *
     * @throws IllegalArgumentException if that would be back
     */
    void move(TaskPhase next) {
        if (rank(next) < rank(phase)) {
            throw new IllegalArgumentException(
                    "task " + task.task() + " is " + phase + ": it does not go back to " + next);
        }
        phase = next;
        ran |= next instanceof TaskPhase.Running;
    }

    private static int rank(TaskPhase phase) {
        return phase.fold(staging -> 0, starting -> 1, running -> 2, stopping -> 3, ended -> 4);
    }
}
