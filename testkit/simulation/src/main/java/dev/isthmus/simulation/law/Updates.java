package dev.isthmus.simulation.law;

import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Reason;
import dev.isthmus.mesos.status.Statuses;

/** What updates are. */
public final class Updates {

    private Updates() {}

    /** The task that it is of. */
    public static String task(TaskStatus status) {
        return status.getTaskId().getValue();
    }

    /** Whether it answers a question, and is no update by itself. */
    static boolean isAnswer(TaskStatus status) {
        return !status.hasUuid() && status.getReason() == Reason.REASON_RECONCILIATION;
    }

    /** Whether it is the end of its task. */
    public static boolean isEnd(TaskStatus status) {
        return Statuses.isTerminal(status.getState());
    }

    /** Whether it says that the agent is lost, with which the task may come back. */
    static boolean isOfLostAgent(TaskStatus status) {
        boolean lost = status.getState() == TaskState.TASK_LOST || status.getState() == TaskState.TASK_UNREACHABLE;
        boolean gone = status.getState() == TaskState.TASK_GONE_BY_OPERATOR
                && status.getReason() == Reason.REASON_SLAVE_REMOVED_BY_OPERATOR;
        return !status.hasUuid() && (gone || (lost && status.getReason() == Reason.REASON_SLAVE_REMOVED));
    }

    /** Its place in the life of a task. */
    static int rank(TaskState state) {
        return switch (state) {
            case TASK_STAGING -> 0;
            case TASK_STARTING -> 1;
            case TASK_RUNNING -> 2;
            case TASK_KILLING -> 3;
            case TASK_UNREACHABLE, TASK_UNKNOWN -> 4;
            case TASK_FINISHED,
                    TASK_FAILED,
                    TASK_KILLED,
                    TASK_ERROR,
                    TASK_LOST,
                    TASK_DROPPED,
                    TASK_GONE,
                    TASK_GONE_BY_OPERATOR -> 5;
        };
    }
}
