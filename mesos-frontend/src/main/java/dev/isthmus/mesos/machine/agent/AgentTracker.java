package dev.isthmus.mesos.machine.agent;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.maintenance.AgentWithdrawal;
import dev.isthmus.api.maintenance.MaintenancePlan;
import dev.isthmus.mesos.machine.offer.OutstandingOffers;
import dev.isthmus.mesos.machine.state.KnownAgent;
import dev.isthmus.mesos.machine.state.MachineTimers;
import dev.isthmus.mesos.machine.state.MasterState;
import dev.isthmus.mesos.machine.step.ClusterChange;
import dev.isthmus.mesos.machine.step.Output;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tracks the agents of a master's cluster. An agent that disconnects is no longer offered, and one that stays away is lost. One that returns has its tasks
 * reported again; one that is gone ends them. What that means for each framework is done by its {@link AgentWatcher}.
 */
public final class AgentTracker {

    /** A timer that rings as late as this rings in a process that stood still, and knows of nothing that happened meanwhile. */
    private static final Duration LATE = Duration.ofSeconds(10);

    private final MasterState state;
    private final OutstandingOffers offers;
    private final AgentMaintenance maintenance;
    private final Map<FrameworkId, AgentWatcher> watchers = new LinkedHashMap<>();

    public AgentTracker(MasterState state, OutstandingOffers offers) {
        this.state = state;
        this.offers = offers;
        this.maintenance = new AgentMaintenance(state, offers, new Maintained());
    }

    /** From now on this one is told, for a framework. */
    public void watch(FrameworkId framework, AgentWatcher watcher) {
        watchers.put(framework, watcher);
    }

    /** The framework is told no more. */
    public void forget(FrameworkId framework) {
        watchers.remove(framework);
    }

    private void each(Consumer<AgentWatcher> what) {
        watchers.values().forEach(what);
    }

    /** Handles the present description of an agent. */
    public void seen(Agent agent) {
        state.agents().back(agent.id());
        KnownAgent known = state.agents().get(agent.id());
        if (known == null) {
            known = state.agents().add(agent, state.now());
            state.outbox()
                    .info("agent " + agent.id() + " (" + agent.address().hostname() + ") is " + agent.state()
                            + ", in all " + agent.total());
            connection(known, AgentState.READY);
            maintenance.begin(known);
            if (!known.isRemoved()) {
                added(known);
            }
            each(watcher -> watcher.appeared(agent.id()));
            if (known.isDown()) {
                each(watcher -> watcher.down(agent.id()));
            }
            if (known.withdrawal().isPresent()) {
                withdrawn(known);
            }
            if (known.isClosed()) {
                state.outbox().add(new Output.SetState(agent.id(), true));
            }
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
        if (described) {
            // Another machine, maybe.
            maintenance.apply(known);
        }
        boolean returned = connection(known, before.state());
        if (described || capacity || returned) {
            offers.run(known);
        } else {
            offers.seenAgain(before, known);
        }
    }

    /**
     * Handles a change of what is planned for machines.
     *
     * @param reactivated an agent of which the cluster is told again that it is in service, if it drains there and nothing is planned
     */
    public void maintain(MaintenancePlan plan, Optional<AgentId> reactivated) {
        maintenance.plan(plan);
        boolean isAnyChanged = false;
        for (KnownAgent known : List.copyOf(state.agents().all())) {
            boolean isChanged = maintenance.apply(known);
            isAnyChanged |= isChanged;
            if (!isChanged && reactivated.filter(known.agent().id()::equals).isPresent() && known.isDrainedByOthers()) {
                state.outbox().add(new Output.SetState(known.agent().id(), false));
            }
        }
        if (isAnyChanged) {
            offers.run();
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
        if (agent.state() == AgentState.DRAINING && state.policy().killOnDrain()) {
            each(watcher -> watcher.drained(agent.id(), known.isLeaving()));
        }
        if (agent.state() == AgentState.DISCONNECTED) {
            offers.inverse().rescind(agent.id());
            if (known.disconnectedAt().isEmpty()) {
                known.disconnectedAt(Optional.of(state.now()));
                state.timers()
                        .at(
                                state.now().plus(state.policy().agentTimeout()),
                                new MachineTimers.AgentTimeout(agent.id(), state.now()));
            }
            return false;
        }
        if (known.disconnectedAt().isPresent()) {
            known.disconnectedAt(Optional.empty());
            each(watcher -> watcher.connected(agent.id()));
        }
        if (known.unreachableSince().isEmpty()) {
            return false;
        }
        known.unreachableSince(Optional.empty());
        if (!known.isRemoved()) {
            added(known);
        }
        each(watcher -> watcher.returned(agent.id()));
        return true;
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
                        .plus(state.policy().agentTimeout())
                        .plus(LATE));
        if (!state.reach().isInContact() || !state.isAnyListening() || stoodStill) {
            // Cut off ourselves, or as we stood still, we cannot tell whether the agent is: it gets its time once more.
            known.disconnectedAt(Optional.of(state.now()));
            state.timers()
                    .at(
                            state.now().plus(state.policy().agentTimeout()),
                            new MachineTimers.AgentTimeout(alarm.agent(), state.now()));
            return;
        }
        known.unreachableSince(Optional.of(state.now()));
        state.outbox()
                .warn("agent " + alarm.agent() + " has been disconnected for "
                        + state.policy().agentTimeout().toSeconds() + " s and counts as lost");
        each(watcher -> watcher.unreachable(alarm.agent()));
        offers.rescind(alarm.agent());
        if (!known.isRemoved()) {
            lost(alarm.agent());
        }
    }

    /** Handles the loss of an agent that is gone for good. */
    public void gone(AgentId agent, String reason) {
        each(watcher -> watcher.leaving(agent));
        KnownAgent known = state.agents().remove(agent);
        maintenance.forget(agent);
        if (known != null) {
            removed(known, agent, reason);
        }
        each(watcher -> watcher.left(agent));
    }

    private void removed(KnownAgent known, AgentId agent, String reason) {
        state.outbox().warn("agent " + agent + " is gone: " + reason);
        each(watcher -> watcher.gone(agent, reason));
        offers.rescind(agent);
        offers.inverse().end(agent);
        state.allocator().gone(agent);
        state.forgetReserved(agent);
        if (known.unreachableSince().isEmpty() && !known.isRemoved()) {
            lost(agent);
        }
    }

    private void added(KnownAgent known) {
        state.changed(() ->
                new ClusterChange.AgentAdded(known.agent(), state.time().shown(known.since()), state.totalOf(known)));
    }

    private void lost(AgentId agent) {
        state.changed(() -> new ClusterChange.AgentRemoved(agent));
        state.allocator().forgetFilters(agent);
        if (state.policy().tellAgentLost()) {
            each(watcher -> watcher.lost(agent));
        }
    }

    /** Those are gone now that were to be when they are drained, and are. */
    public void settle() {
        maintenance.settle();
    }

    /** What an operator wants of an agent that is out of service is done with its tasks. */
    private void withdrawn(KnownAgent known) {
        AgentId agent = known.agent().id();
        if (known.isGone()) {
            each(watcher -> watcher.markedGone(agent));
        } else if (known.withdrawal().filter(AgentWithdrawal::isDraining).isPresent()) {
            each(watcher -> watcher.drained(agent, known.isLeaving()));
        }
    }

    /** What maintenance does with an agent. */
    private final class Maintained implements AgentMaintenance.Watcher {

        @Override
        public void down(KnownAgent known) {
            AgentId agent = known.agent().id();
            state.outbox().warn("agent " + agent + " is down: its machine is maintained");
            each(watcher -> watcher.down(agent));
        }

        @Override
        public void up(KnownAgent known) {
            state.outbox().info("agent " + known.agent().id() + " is up again: the maintenance of its machine is over");
        }

        @Override
        public void withdrawn(KnownAgent known) {
            state.outbox()
                    .warn("agent " + known.agent().id() + " is "
                            + (known.isGone()
                                    ? "gone, as an operator says"
                                    : known.withdrawal()
                                            .map(how -> how.kind() + ", as an operator says")
                                            .orElse("in service again")));
            AgentTracker.this.withdrawn(known);
        }

        @Override
        public void placed(KnownAgent known) {
            state.outbox().add(new Output.SetState(known.agent().id(), known.isClosed()));
        }

        @Override
        public void removed(KnownAgent known) {
            if (known.unreachableSince().isEmpty()) {
                lost(known.agent().id());
            }
        }

        @Override
        public void restored(KnownAgent known) {
            if (known.unreachableSince().isEmpty()) {
                added(known);
            }
        }
    }
}
