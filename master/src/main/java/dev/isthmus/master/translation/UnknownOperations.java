package dev.isthmus.master.translation;

import dev.isthmus.mesos.messages.Protos.OperationState;
import dev.isthmus.mesos.messages.Protos.OperationStatus;
import dev.isthmus.mesos.messages.scheduler.Protos.Call;
import dev.isthmus.mesos.messages.scheduler.Protos.Event;
import java.util.List;

/**
 * What a framework is told that asks for the state of operations: there is none that reports its state, so each is unknown (src/master/master.cpp,
 * {@code reconcileOperations}). Who asks for all gets no answer, as none is there.
 */
public final class UnknownOperations {

    private UnknownOperations() {}

    /** An event for each operation that is asked for. */
    public static List<Event> of(Call.ReconcileOperations asked, AgentAddresses agents) {
        return asked.getOperationsList().stream()
                .map(operation -> answer(operation, agents))
                .map(SchedulerEvents::operation)
                .toList();
    }

    private static OperationStatus answer(Call.ReconcileOperations.Operation asked, AgentAddresses agents) {
        OperationStatus.Builder status = OperationStatus.newBuilder()
                .setOperationId(asked.getOperationId())
                .setState(OperationState.OPERATION_UNKNOWN)
                .setMessage("Reconciliation: Operation is unknown and no 'agent_id' was provided");
        if (asked.hasSlaveId()) {
            boolean isKnown = agents.isKnown(asked.getSlaveId());
            status.setSlaveId(asked.getSlaveId())
                    .setMessage("Reconciliation: "
                            + (isKnown ? "Operation is unknown" : "Both operation and agent are unknown"));
        }
        if (asked.hasResourceProviderId()) {
            status.setResourceProviderId(asked.getResourceProviderId());
        }
        return status.build();
    }
}
