package dev.isthmus.mesos.machine.agent;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.mesos.machine.state.FrameworkState;
import dev.isthmus.mesos.machine.state.FrameworkState.Contact;
import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.machine.task.OldEnds;
import dev.isthmus.mesos.machine.task.Reconciler;
import dev.isthmus.mesos.machine.task.StatusUpdateSender;
import dev.isthmus.mesos.machine.task.TaskKiller;
import dev.isthmus.mesos.machine.task.TaskStateReporter;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Reason;
import dev.isthmus.mesos.status.Statuses;
import dev.isthmus.mesos.status.TerminalStatus;
import dev.isthmus.mesos.task.MesosTask;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What the fate of agents means for the tasks of one framework. */
public final class AgentTasks implements AgentWatcher {

    private final FrameworkState state;
    private final StatusUpdateSender updates;
    private final TaskStateReporter reporter;
    private final TaskKiller killer;
    private final Reconciler reconciler;
    private final OldEnds ends;
    /** The tasks that nobody knows, on an agent that is about to be gone, of which an answer waits. */
    private List<String> unknown = List.of();

    public AgentTasks(
            FrameworkState state,
            StatusUpdateSender updates,
            TaskStateReporter reporter,
            TaskKiller killer,
            Reconciler reconciler,
            OldEnds ends) {
        this.state = state;
        this.updates = updates;
        this.reporter = reporter;
        this.killer = killer;
        this.reconciler = reconciler;
        this.ends = ends;
    }

    @Override
    public void leaving(AgentId agent) {
        unknown = reconciler.unknownOn(agent);
    }

    @Override
    public void left(AgentId agent) {
        reconciler.gone(agent, unknown);
        unknown = List.of();
    }

    @Override
    public void appeared(AgentId agent) {
        state.tasks().on(agent).forEach(reporter::placed);
    }

    @Override
    public void drained(AgentId agent, boolean isLeaving) {
        state.tasks().on(agent).forEach(task -> killer.drain(task, isLeaving));
    }

    @Override
    public void markedGone(AgentId agent) {
        state.tasks().on(agent).forEach(killer::gone);
    }

    @Override
    public void down(AgentId agent) {
        state.tasks().on(agent).forEach(killer::down);
    }

    @Override
    public void connected(AgentId agent) {
        state.tasks().on(agent).forEach(killer::resume);
    }

    @Override
    public void returned(AgentId agent) {
        state.tasks().on(agent).forEach(this::reachableAgain);
    }

    private void reachableAgain(MesosTask task) {
        if (task.unreachableSince().isEmpty()) {
            return;
        }
        task.unreachableSince(Optional.empty());
        if (task.isEnded()) {
            updates.release(task);
            return;
        }
        TaskStatus.Builder status = Statuses.ofMaster(task.id().value(), task.state(), state.shown())
                .setReason(Reason.REASON_SLAVE_REREGISTERED)
                .setMessage("Agent " + task.agent() + " has come back");
        status.getSlaveIdBuilder().setValue(task.agent().value());
        task.forwarded().ifPresent(last -> Statuses.keep(last, status));
        updates.tellReachable(status.build());
        updates.release(task);
        reporter.advance(task);
        killer.resume(task);
        // Its time may have passed while nobody could see it. It is not stopped at once: maybe it runs, and that is
        // about to be told.
        TaskKiller.limitStart(state, task, state.now());
    }

    @Override
    public void unreachable(AgentId agent) {
        for (MesosTask task : unsettled(agent)) {
            TaskStatus.Builder status = Statuses.ofMaster(
                            task.id().value(), state.framework().lost(TaskState.TASK_UNREACHABLE), state.shown())
                    .setReason(Reason.REASON_SLAVE_REMOVED)
                    .setMessage("Agent " + agent + " is unreachable")
                    .setUnreachableTime(Statuses.time(state.shown()));
            status.getSlaveIdBuilder().setValue(agent.value());
            updates.hold(task);
            task.unreachableSince(Optional.of(state.now()));
            updates.tellUnreachable(status.build());
        }
    }

    /**
     * The tasks of which the agent's fate decides. A framework that is away and has not been told yet how a task ended is told that when it comes, whatever has become
     * of the agent since.
     */
    private List<MesosTask> unsettled(AgentId agent) {
        boolean isAway = state.contact() == Contact.AWAY;
        return state.tasks().on(agent).stream()
                .filter(task ->
                        !(isAway && task.isEnded() && task.unreachableSince().isEmpty()))
                .toList();
    }

    @Override
    public void gone(AgentId agent, String reason) {
        TaskPhase.Ended how = new TaskPhase.Ended(
                Ending.AGENT_GONE, OptionalInt.empty(), false, "Agent " + agent + " is gone: " + reason);
        TerminalStatus verdict = TerminalStatus.agentGone(state.framework(), how.message());
        for (MesosTask task : unsettled(agent)) {
            updates.endUnlessToldLost(task, verdict);
            ends.ended(task, how, state.shown());
        }
    }

    @Override
    public void lost(AgentId agent) {
        state.tell(new Callback.AgentLost(
                SlaveID.newBuilder().setValue(agent.value()).build()));
    }
}
