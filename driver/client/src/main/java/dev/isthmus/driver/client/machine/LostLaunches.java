package dev.isthmus.driver.client.machine;

import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;

/** What a driver says of a task that is launched while there is no master. */
final class LostLaunches {

    private static final double MILLIS = 1e3;

    private LostLaunches() {}

    /** The update, which wants no acknowledgement. */
    static TaskStatus of(TaskInfo task, boolean partitionAware, long now) {
        TaskStatus.Builder status = TaskStatus.newBuilder()
                .setTaskId(task.getTaskId())
                .setState(partitionAware ? TaskState.TASK_DROPPED : TaskState.TASK_LOST)
                .setSource(TaskStatus.Source.SOURCE_MASTER)
                .setReason(TaskStatus.Reason.REASON_MASTER_DISCONNECTED)
                .setMessage("Master disconnected")
                .setTimestamp(now / MILLIS);
        if (task.hasExecutor()) {
            status.setExecutorId(task.getExecutor().getExecutorId());
        }
        return status.build();
    }
}
