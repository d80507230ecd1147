package dev.isthmus.master.translation;

import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.OperationState;
import dev.isthmus.mesos.messages.Protos.OperationStatus;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.scheduler.Protos.Call;
import dev.isthmus.mesos.messages.scheduler.Protos.Event;
import dev.isthmus.mesos.status.Statuses;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Refuses the operations of an {@code ACCEPT} that have an id, by which their state should be reported: launches may have none, and no agent of ours reports
 * what becomes of an operation (src/master/master.cpp, {@code accept}).
 *
 * @param accept what is left of it
 * @param refusals what its framework is told
 */
public record NamedOperations(Call.Accept accept, List<Event> refusals) {

    /** Copies the list. */
    public NamedOperations {
        refusals = List.copyOf(refusals);
    }

    /**
     * Sorts the operations.
     *
     * @param shown the time of the statuses
     */
    public static NamedOperations refuse(Call.Accept accept, Instant shown) {
        List<Event> refusals = new ArrayList<>();
        Call.Accept.Builder left = accept.toBuilder().clearOperations();
        for (Offer.Operation operation : accept.getOperationsList()) {
            if (operation.hasId()) {
                refusals.addAll(refusal(operation, shown));
            } else {
                left.addOperations(operation);
            }
        }
        return new NamedOperations(left.build(), refusals);
    }

    private static List<Event> refusal(Offer.Operation operation, Instant shown) {
        if (operation.getType() == Offer.Operation.Type.LAUNCH) {
            return tasks(
                    operation.getLaunch().getTaskInfosList(), "LAUNCH", TaskStatus.Reason.REASON_TASK_INVALID, shown);
        }
        if (operation.getType() == Offer.Operation.Type.LAUNCH_GROUP) {
            return tasks(
                    operation.getLaunchGroup().getTaskGroup().getTasksList(),
                    "LAUNCH_GROUP",
                    TaskStatus.Reason.REASON_TASK_GROUP_INVALID,
                    shown);
        }
        return List.of(SchedulerEvents.operation(OperationStatus.newBuilder()
                .setOperationId(operation.getId())
                .setState(OperationState.OPERATION_ERROR)
                .setMessage("Operation requested feedback, but agents of this master do not have the required"
                        + " RESOURCE_PROVIDER capability")
                .build()));
    }

    private static List<Event> tasks(List<TaskInfo> tasks, String operation, TaskStatus.Reason reason, Instant shown) {
        return tasks.stream()
                .map(task -> Statuses.ofMaster(task.getTaskId().getValue(), TaskState.TASK_ERROR, shown)
                        .setReason(reason)
                        .setMessage("The `id` field cannot be set on " + operation + " operations")
                        .setSlaveId(task.getSlaveId())
                        .build())
                .map(SchedulerEvents::update)
                .toList();
    }
}
