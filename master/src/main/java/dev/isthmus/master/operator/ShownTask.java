package dev.isthmus.master.operator;

import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import java.util.List;

/**
 * A task.
 *
 * @param info as its framework asked for it; of a task of an earlier master only its ids are known
 * @param framework its framework's id
 * @param role the role that its resources were offered to
 * @param statuses what was told of it, oldest first
 */
public record ShownTask(TaskInfo info, String framework, String role, List<TaskStatus> statuses) {

    /** Copies the list. */
    public ShownTask {
        statuses = List.copyOf(statuses);
    }

    /** Its state now. */
    public TaskState state() {
        return statuses.isEmpty()
                ? TaskState.TASK_STAGING
                : statuses.get(statuses.size() - 1).getState();
    }

    /** When it was first told of, in seconds since 1970; 0 if it was not. */
    double since() {
        return statuses.isEmpty() ? 0 : statuses.get(0).getTimestamp();
    }
}
