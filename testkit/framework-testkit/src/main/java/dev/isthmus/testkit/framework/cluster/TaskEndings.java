package dev.isthmus.testkit.framework.cluster;

import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.TaskPhase;
import java.util.OptionalInt;

/** How tasks end. */
public final class TaskEndings {

    /** What a shell says of a process that got SIGKILL. */
    private static final int KILLED = 137;

    private TaskEndings() {}

    public static TaskPhase.Ended exited(int code) {
        return new TaskPhase.Ended(Ending.EXITED, OptionalInt.of(code), true, "");
    }

    public static TaskPhase.Ended killed(TaskModel task) {
        return new TaskPhase.Ended(
                Ending.STOPPED,
                task.hasRun() ? OptionalInt.of(KILLED) : OptionalInt.empty(),
                task.hasRun(),
                "stopped as asked"
                        + task.stopReason().map(reason -> ": " + reason).orElse(""));
    }

    static TaskPhase.Ended agentGone(TaskModel task, String reason) {
        return of(task, Ending.AGENT_GONE, reason);
    }

    public static TaskPhase.Ended of(TaskModel task, Ending ending, String message) {
        return new TaskPhase.Ended(ending, OptionalInt.empty(), task.hasRun(), message);
    }
}
