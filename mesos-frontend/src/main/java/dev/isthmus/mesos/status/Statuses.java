package dev.isthmus.mesos.status;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.mesos.messages.Protos.ExecutorID;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.TaskID;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.Protos.TimeInfo;
import dev.isthmus.mesos.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;

/** Builds status updates of the two kinds there are (src/common/protobuf_utils.cpp, {@code createStatusUpdate}). */
public final class Statuses {

    private Statuses() {}

    /** An update by the master itself: without a uuid, sent once, needs no acknowledgement. */
    public static TaskStatus.Builder ofMaster(String taskId, TaskState state, Instant now) {
        return TaskStatus.newBuilder()
                .setTaskId(TaskID.newBuilder().setValue(taskId))
                .setState(state)
                .setSource(TaskStatus.Source.SOURCE_MASTER)
                .setTimestamp(seconds(now));
    }

    /**
     * An update from where the task runs: it has a uuid and is delivered until it is acknowledged.
     *
     * @param executor the id of its executor; of a task that has none of its own, the task's
     */
    public static TaskStatus.Builder reliable(
            TaskId task,
            String executor,
            AgentId agent,
            TaskState state,
            TaskStatus.Source source,
            UUID uuid,
            Instant now) {
        return TaskStatus.newBuilder()
                .setTaskId(TaskID.newBuilder().setValue(task.value()))
                .setState(state)
                .setSource(source)
                .setSlaveId(SlaveID.newBuilder().setValue(agent.value()))
                .setExecutorId(ExecutorID.newBuilder().setValue(executor))
                .setTimestamp(seconds(now))
                .setUuid(bytes(uuid));
    }

    /** Copies health and container status from the last update of the task. */
    public static void keep(TaskStatus last, TaskStatus.Builder status) {
        if (last.hasHealthy()) {
            status.setHealthy(last.getHealthy());
        }
        if (last.hasContainerStatus()) {
            status.setContainerStatus(last.getContainerStatus());
        }
    }

    /** Whether no state follows this one (protobuf_utils.cpp, {@code isTerminalState}). */
    public static boolean isTerminal(TaskState state) {
        return switch (state) {
            case TASK_FINISHED,
                    TASK_FAILED,
                    TASK_KILLED,
                    TASK_ERROR,
                    TASK_LOST,
                    TASK_DROPPED,
                    TASK_GONE,
                    TASK_GONE_BY_OPERATOR -> true;
            case TASK_STAGING, TASK_STARTING, TASK_RUNNING, TASK_KILLING, TASK_UNREACHABLE, TASK_UNKNOWN -> false;
        };
    }

    /** Whether it answers a question of the framework, which may be about tasks that never were. */
    public static boolean isAnswer(TaskStatus status) {
        return status.getSource() == TaskStatus.Source.SOURCE_MASTER
                && status.getReason() == TaskStatus.Reason.REASON_RECONCILIATION;
    }

    /** A point in time, as a message. */
    public static TimeInfo time(Instant instant) {
        return TimeInfo.newBuilder()
                .setNanoseconds(instant.getEpochSecond() * 1_000_000_000L + instant.getNano())
                .build();
    }

    private static double seconds(Instant now) {
        return now.getEpochSecond() + now.getNano() / 1e9;
    }

    private static ByteString bytes(UUID uuid) {
        ByteBuffer bytes = ByteBuffer.allocate(16);
        bytes.putLong(uuid.getMostSignificantBits()).putLong(uuid.getLeastSignificantBits());
        return ByteString.copyFrom(bytes.array());
    }
}
