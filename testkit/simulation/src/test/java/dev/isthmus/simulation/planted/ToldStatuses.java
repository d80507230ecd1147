package dev.isthmus.simulation.planted;

import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.status.Statuses;

/** What is told, and what it could have been. */
public final class ToldStatuses {

    private ToldStatuses() {}

    /** Whether it is an update by itself, and the end of a task. */
    public static boolean isEnd(TaskStatus status) {
        return status.hasUuid() && Statuses.isTerminal(status.getState());
    }

    /** Another state of the same task, in an update of its own. */
    public static TaskStatus changed(TaskStatus status, TaskState state) {
        return status.toBuilder()
                .setState(state)
                .setUuid(status.getUuid().concat(status.getUuid()))
                .build();
    }
}
