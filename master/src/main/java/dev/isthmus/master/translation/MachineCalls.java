package dev.isthmus.master.translation;

import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.messages.Protos.Filters;
import dev.isthmus.mesos.messages.Protos.OfferID;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.scheduler.Protos;
import java.util.List;
import java.util.Optional;

/**
 * What the machine is told when a framework calls over HTTP. What is left out is answered with 202 like all else, and comes to nothing as in Mesos: a
 * {@code REQUEST}, what is said to executors that ECS does not have, and operations that report their state, of which there are none
 * ({@link UnknownOperations} answers for them).
 */
public final class MachineCalls {

    private MachineCalls() {}

    /** The calls of the machine, in order; often one. */
    public static List<Call> of(Protos.Call call) {
        return switch (call.getType()) {
            case ACCEPT -> List.of(accept(call.getAccept()));
            case DECLINE -> decline(call.getDecline());
            case ACCEPT_INVERSE_OFFERS ->
                List.of(answer(
                        true,
                        call.getAcceptInverseOffers().getInverseOfferIdsList(),
                        call.getAcceptInverseOffers().getFilters()));
            case DECLINE_INVERSE_OFFERS ->
                List.of(answer(
                        false,
                        call.getDeclineInverseOffers().getInverseOfferIdsList(),
                        call.getDeclineInverseOffers().getFilters()));
            case REVIVE -> List.of(new Call.Revive(unlessEmpty(call.getRevive().getRolesList())));
            case SUPPRESS ->
                List.of(new Call.Suppress(unlessEmpty(call.getSuppress().getRolesList())));
            case KILL -> List.of(kill(call.getKill()));
            case ACKNOWLEDGE -> List.of(acknowledge(call.getAcknowledge()));
            case RECONCILE -> List.of(reconcile(call.getReconcile()));
            case MESSAGE ->
                List.of(new Call.Message(
                        call.getMessage().getExecutorId().getValue(),
                        call.getMessage().getSlaveId().getValue()));
            case UPDATE_FRAMEWORK -> List.of(update(call.getUpdateFramework()));
            case UNKNOWN, SUBSCRIBE, TEARDOWN, SHUTDOWN, ACKNOWLEDGE_OPERATION_STATUS, RECONCILE_OPERATIONS, REQUEST ->
                List.of();
        };
    }

    private static Call accept(Protos.Call.Accept accept) {
        return new Call.Accept(
                accept.getOfferIdsList().stream().map(OfferID::getValue).toList(),
                accept.getOperationsList(),
                accept.getFilters().getRefuseSeconds());
    }

    private static List<Call> decline(Protos.Call.Decline decline) {
        return decline.getOfferIdsList().stream()
                .<Call>map(offer ->
                        new Call.Decline(offer.getValue(), decline.getFilters().getRefuseSeconds()))
                .toList();
    }

    private static Call answer(boolean isAccepted, List<OfferID> offers, Filters filters) {
        return new Call.AnswerInverseOffers(
                isAccepted, offers.stream().map(OfferID::getValue).toList(), filters.getRefuseSeconds());
    }

    /** What a kill policy says of the time that the task gets has no counterpart: ECS has that of the task's definition. */
    private static Call kill(Protos.Call.Kill kill) {
        Optional<String> agent =
                kill.hasSlaveId() ? Optional.of(kill.getSlaveId().getValue()) : Optional.empty();
        return new Call.Kill(kill.getTaskId().getValue(), agent, Long.MAX_VALUE);
    }

    /** No roles mean all of them. */
    private static Optional<List<String>> unlessEmpty(List<String> roles) {
        return roles.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(roles));
    }

    private static Call acknowledge(Protos.Call.Acknowledge acknowledge) {
        return new Call.Acknowledge(TaskStatus.newBuilder()
                .setTaskId(acknowledge.getTaskId())
                .setSlaveId(acknowledge.getSlaveId())
                .setUuid(acknowledge.getUuid())
                // Required, and nobody asks.
                .setState(TaskState.TASK_STAGING)
                .build());
    }

    private static Call reconcile(Protos.Call.Reconcile reconcile) {
        return new Call.Reconcile(reconcile.getTasksList().stream()
                .map(task -> {
                    TaskStatus.Builder status = TaskStatus.newBuilder()
                            .setTaskId(task.getTaskId())
                            // Required; what a framework believes does not change the answer.
                            .setState(TaskState.TASK_STAGING);
                    if (task.hasSlaveId()) {
                        status.setSlaveId(task.getSlaveId());
                    }
                    return status.build();
                })
                .toList());
    }

    private static Call update(Protos.Call.UpdateFramework update) {
        return new Call.UpdateFramework(
                update.getFrameworkInfo(), update.getSuppressedRolesList(), update.getOfferConstraints());
    }
}
