package dev.isthmus.master.operator;

import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

    /** What was told of it last, if anything was. */
    Optional<TaskStatus> last() {
        return statuses.isEmpty() ? Optional.empty() : Optional.of(statuses.get(statuses.size() - 1));
    }

    /** Its state now. */
    public TaskState state() {
        return last().map(TaskStatus::getState).orElse(TaskState.TASK_STAGING);
    }

    /** With one status more; a state that comes again takes the place of the last one. */
    ShownTask with(TaskStatus status) {
        boolean isAgain = !statuses.isEmpty() && state() == status.getState();
        List<TaskStatus> all = new ArrayList<>(isAgain ? statuses.subList(0, statuses.size() - 1) : statuses);
        all.add(status);
        return new ShownTask(info, framework, role, all);
    }

    /** When it was first told of, in seconds since 1970; 0 if it was not. */
    double since() {
        return statuses.isEmpty() ? 0 : statuses.get(0).getTimestamp();
    }
}
