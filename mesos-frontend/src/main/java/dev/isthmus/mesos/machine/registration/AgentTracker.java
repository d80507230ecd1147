package dev.isthmus.mesos.machine.registration;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.mesos.machine.offer.OutstandingOffers;
import dev.isthmus.mesos.machine.state.FrameworkState;
import dev.isthmus.mesos.machine.state.KnownAgent;
import dev.isthmus.mesos.machine.state.MachineTimers;
import dev.isthmus.mesos.machine.step.Callback;
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
import java.time.Duration;
import java.util.Optional;

/**
 * Tracks the agents. An agent that disconnects is no longer offered, and one that stays away is lost. One that returns has its tasks reported again;
 * one that is gone ends them.
 */
public final class AgentTracker {

    /** A timer that rings as late as this rings in a process that stood still, and knows of nothing that happened meanwhile. */
    private static final Duration LATE = Duration.ofSeconds(10);

    private final FrameworkState state;
    private final StatusUpdateSender updates;
    private final OutstandingOffers offers;
    private final TaskStateReporter reporter;
    private final TaskKiller killer;

    public AgentTracker(
            FrameworkState state,
            StatusUpdateSender updates,
            OutstandingOffers offers,
            TaskStateReporter reporter,
            TaskKiller killer) {
        this.state = state;
        this.updates = updates;
        this.offers = offers;
        this.reporter = reporter;
        this.killer = killer;
    }

    /** Handles the present description of an agent. */
    void seen(Agent agent) {
        state.agents().back(agent.id());
        KnownAgent known = state.agents().get(agent.id());
        if (known == null) {
            known = state.agents().add(agent);
            state.outbox()
                    .info("agent " + agent.id() + " (" + agent.address().hostname() + ") is " + agent.state()
                            + ", in all " + agent.total());
            connection(known, AgentState.READY);
            state.tasks().on(agent.id()).forEach(reporter::placed);
            offers.run(known);
            return;
        }
        Agent before = known.agent();
        known.agent(agent);
        // A name that becomes known later counts as an attribute does: frameworks choose by it, and keep it with the
        // task.
        boolean described = !before.attributes().equals(agent.attributes())
                || !before.address().equals(agent.address());
        boolean capacity = !before.total().equals(agent.total());
        if (described) {
            state.allocator().forgetFilters(agent.id());
        }
        if (described || capacity) {
            // What was offered described another agent.
            offers.rescind(agent.id());
        }
        boolean returned = connection(known, before.state());
        if (described || capacity || returned) {
            offers.run(known);
        } else {
            offers.seenAgain(before, known);
        }
    }

    /** Handles a change of the agent's state; true if a lost agent has returned. */
    private boolean connection(KnownAgent known, AgentState before) {
        Agent agent = known.agent();
        if (agent.state() != before) {
            state.outbox().info("agent " + agent.id() + " is " + agent.state() + ", was " + before);
        }
        if (agent.state() != AgentState.READY) {
            offers.rescind(agent.id());
        }
        if (agent.state() == AgentState.DRAINING && state.options().policy().killOnDrain()) {
            state.tasks().on(agent.id()).forEach(killer::drain);
        }
        if (agent.state() == AgentState.DISCONNECTED) {
            if (known.disconnectedAt().isEmpty()) {
                known.disconnectedAt(Optional.of(state.now()));
                state.timers()
                        .at(
                                state.now().plus(state.options().policy().agentTimeout()),
                                new MachineTimers.AgentTimeout(agent.id(), state.now()));
            }
            return false;
        }
        if (known.disconnectedAt().isPresent()) {
            known.disconnectedAt(Optional.empty());
            // What could not be stopped while it was away can be now.
            state.tasks().on(agent.id()).forEach(killer::resume);
        }
        if (known.unreachableSince().isEmpty()) {
            return false;
        }
        known.unreachableSince(Optional.empty());
        state.tasks().on(agent.id()).forEach(this::reachableAgain);
        return true;
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
        updates.tell(status.build());
        updates.release(task);
        reporter.advance(task);
        killer.resume(task);
        // Its time may have passed while nobody could see it. It is not stopped at once: maybe it runs, and that is
        // about to be told.
        TaskKiller.limitStart(state, task, state.now());
    }

    /** Handles the timeout of a disconnected agent. */
    public void timedOut(MachineTimers.AgentTimeout alarm) {
        KnownAgent known = state.agents().get(alarm.agent());
        boolean stillAway = known != null
                && known.disconnectedAt().filter(alarm.disconnectedAt()::equals).isPresent();
        if (known == null || !stillAway || known.unreachableSince().isPresent()) {
            return;
        }
        boolean stoodStill = state.now()
                .isAfter(alarm.disconnectedAt()
                        .plus(state.options().policy().agentTimeout())
                        .plus(LATE));
        if (!state.isConnected() || stoodStill) {
            // Cut off ourselves, or as we stood still, we cannot tell whether the agent is: it gets its time once more.
            known.disconnectedAt(Optional.of(state.now()));
            state.timers()
                    .at(
                            state.now().plus(state.options().policy().agentTimeout()),
                            new MachineTimers.AgentTimeout(alarm.agent(), state.now()));
            return;
        }
        known.unreachableSince(Optional.of(state.now()));
        state.outbox()
                .warn("agent " + alarm.agent() + " has been disconnected for "
                        + state.options().policy().agentTimeout().toSeconds() + " s and counts as lost");
        for (MesosTask task : state.tasks().on(alarm.agent())) {
            TaskStatus.Builder status = Statuses.ofMaster(
                            task.id().value(), state.framework().lost(TaskState.TASK_UNREACHABLE), state.shown())
                    .setReason(Reason.REASON_SLAVE_REMOVED)
                    .setMessage("Agent " + alarm.agent() + " is unreachable")
                    .setUnreachableTime(Statuses.time(state.shown()));
            status.getSlaveIdBuilder().setValue(alarm.agent().value());
            updates.hold(task);
            task.unreachableSince(Optional.of(state.now()));
            updates.tell(status.build());
        }
        offers.rescind(alarm.agent());
        lost(alarm.agent());
    }

    /** Handles the loss of an agent that is gone for good. */
    void gone(AgentId agent, String reason) {
        KnownAgent known = state.agents().remove(agent);
        if (known == null) {
            return;
        }
        state.outbox().warn("agent " + agent + " is gone: " + reason);
        TerminalStatus verdict = TerminalStatus.agentGone(state.framework(), "Agent " + agent + " is gone: " + reason);
        for (MesosTask task : state.tasks().on(agent)) {
            updates.endUnlessToldLost(task, verdict);
        }
        offers.rescind(agent);
        state.allocator().gone(agent);
        state.reservations().forget(agent);
        if (known.unreachableSince().isEmpty()) {
            lost(agent);
        }
    }

    private void lost(AgentId agent) {
        state.allocator().forgetFilters(agent);
        if (state.options().policy().tellAgentLost()) {
            state.tell(new Callback.AgentLost(
                    SlaveID.newBuilder().setValue(agent.value()).build()));
        }
    }
}
