package dev.isthmus.mesos.machine.task;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.mesos.machine.state.FrameworkState;
import dev.isthmus.mesos.machine.state.KnownAgent;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Reason;
import dev.isthmus.mesos.status.Statuses;
import dev.isthmus.mesos.task.MesosTask;
import java.time.Instant;
import java.util.Optional;

/** The answers to a reconciliation, in the states and texts of a master. */
final class ReconciliationAnswers {

    private static final String LATEST = "Reconciliation: Latest task state";

    private final FrameworkState state;
    private final StatusUpdateSender updates;

    ReconciliationAnswers(FrameworkState state, StatusUpdateSender updates) {
        this.state = state;
        this.updates = updates;
    }

    /** Answers for a task that the driver knows. */
    void known(MesosTask task) {
        TaskStatus.Builder status = Statuses.ofMaster(task.id().value(), task.state(), state.shown());
        status.getSlaveIdBuilder().setValue(task.agent().value());
        task.forwarded().ifPresent(last -> Statuses.keep(last, status));
        answer(status, LATEST);
    }

    /**
     * Answers for a task of an earlier process that has ended.
     *
     * @param last its last state
     */
    void ended(TaskStatus last) {
        answer(last.toBuilder(), LATEST);
    }

    /**
     * Answers for a task that nobody knows.
     *
     * @param agent the agent that the framework named; empty if it named none
     */
    void unknown(String task, String agent) {
        Optional<AgentId> named = agent.isEmpty() ? Optional.empty() : Optional.of(new AgentId(agent));
        Optional<KnownAgent> there = named.map(state.agents()::get);
        // One that an operator has marked gone will not be reached again, whatever it was before.
        Optional<Instant> unreachable = there.filter(known -> !known.isGone()).flatMap(KnownAgent::unreachableSince);
        TaskStatus.Builder status = Statuses.ofMaster(task, TaskState.TASK_UNKNOWN, state.shown());
        named.ifPresent(id -> status.setSlaveId(SlaveID.newBuilder().setValue(id.value())));
        String message;
        if (unreachable.isPresent()) {
            status.setState(state.framework().lost(TaskState.TASK_UNREACHABLE));
            status.setUnreachableTime(Statuses.time(unreachable.get()));
            message = "Reconciliation: Task is unreachable";
        } else if (there.filter(known -> !known.isGone()).isPresent()) {
            status.setState(state.framework().lost(TaskState.TASK_GONE));
            message = "Reconciliation: Task is unknown to the agent";
        } else if (there.isPresent() || named.filter(state.agents()::isGone).isPresent()) {
            status.setState(state.framework().lost(TaskState.TASK_GONE_BY_OPERATOR));
            message = "Reconciliation: Task is gone";
        } else {
            status.setState(state.framework().lost(TaskState.TASK_UNKNOWN));
            message = "Reconciliation: Task is unknown";
        }
        if (unreachable.isEmpty() && Statuses.isTerminal(status.getState())) {
            state.tasks().tellLost(task);
        }
        answer(status, message);
    }

    private void answer(TaskStatus.Builder status, String message) {
        updates.tell(status.setReason(Reason.REASON_RECONCILIATION)
                .setMessage(message)
                .build());
    }
}
