package dev.isthmus.master.translation;

import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.OperationState;
import dev.isthmus.mesos.messages.Protos.OperationStatus;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.scheduler.Protos.Call;
import dev.isthmus.mesos.messages.scheduler.Protos.Event;
import dev.isthmus.mesos.resource.ResourceChecks;
import dev.isthmus.mesos.status.Statuses;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Refuses the operations of an {@code ACCEPT} that have an id, by which their state should be reported: launches may have none, and no agent of ours reports
 * what becomes of an operation (src/master/master.cpp, {@code accept}). A launch on offers that are void is left, for of that its tasks are told.
 *
 * @param accept what is left of it; nothing in it has an id
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
     * @param offers those that the framework has, with those of the call
     * @param shown the time of the statuses
     */
    public static NamedOperations refuse(Call.Accept accept, ToldOffers offers, Instant shown) {
        Optional<String> invalid = offers.problem(accept.getOfferIdsList());
        List<Event> refusals = new ArrayList<>();
        Call.Accept.Builder left = accept.toBuilder().clearOperations();
        for (Offer.Operation operation : accept.getOperationsList()) {
            boolean isLaunch = operation.getType() == Offer.Operation.Type.LAUNCH
                    || operation.getType() == Offer.Operation.Type.LAUNCH_GROUP;
            if (!operation.hasId()) {
                left.addOperations(operation);
            } else if (isLaunch && invalid.isPresent()) {
                left.addOperations(operation.toBuilder().clearId());
            } else if (isLaunch) {
                refusals.addAll(launch(operation, shown));
            } else {
                problem(operation, invalid, offers.agentOf(accept.getOfferIdsList()))
                        .ifPresent(why -> refusals.add(error(operation, why)));
            }
        }
        return new NamedOperations(left.build(), refusals);
    }

    private static List<Event> launch(Offer.Operation operation, Instant shown) {
        return operation.getType() == Offer.Operation.Type.LAUNCH
                ? tasks(
                        operation.getLaunch().getTaskInfosList(),
                        "LAUNCH",
                        TaskStatus.Reason.REASON_TASK_INVALID,
                        shown)
                : tasks(
                        operation.getLaunchGroup().getTaskGroup().getTasksList(),
                        "LAUNCH_GROUP",
                        TaskStatus.Reason.REASON_TASK_GROUP_INVALID,
                        shown);
    }

    /** Why an operation that is no launch is refused; empty: one of a kind that nobody knows is passed over. */
    private static Optional<String> problem(Offer.Operation operation, Optional<String> invalid, String agent) {
        if (invalid.isPresent()) {
            return Optional.of("Operation attempted with invalid offers: " + invalid.get());
        }
        if (operation.getType() == Offer.Operation.Type.UNKNOWN) {
            return Optional.empty();
        }
        return ResourceChecks.firstProblem(resources(operation))
                .or(() -> operation.getReserve().getSourceCount() > 0
                        ? Optional.of("Reservation updates are not yet implemented for the scheduler API.")
                        : Optional.empty())
                .map(why -> "Operation attempted with invalid resources: " + why)
                .or(() -> Optional.of("Operation requested feedback, but agent " + agent
                        + " does not have the required RESOURCE_PROVIDER capability"));
    }

    private static List<Resource> resources(Offer.Operation operation) {
        return Stream.of(
                        operation.getReserve().getResourcesList(),
                        operation.getUnreserve().getResourcesList(),
                        operation.getCreate().getVolumesList(),
                        operation.getDestroy().getVolumesList())
                .flatMap(List::stream)
                .toList();
    }

    private static Event error(Offer.Operation operation, String why) {
        return SchedulerEvents.operation(OperationStatus.newBuilder()
                .setOperationId(operation.getId())
                .setState(OperationState.OPERATION_ERROR)
                .setMessage(why)
                .build());
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
