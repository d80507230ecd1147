package dev.isthmus.mesos.machine.agent;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.maintenance.AgentWithdrawal;
import dev.isthmus.api.maintenance.MachineId;
import dev.isthmus.api.maintenance.MaintenancePlan;
import dev.isthmus.api.maintenance.Unavailability;
import dev.isthmus.mesos.machine.offer.OutstandingOffers;
import dev.isthmus.mesos.machine.state.KnownAgent;
import dev.isthmus.mesos.machine.state.MasterState;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** What the maintenance of machines, and of single agents, means for agents. */
final class AgentMaintenance {

    /** What becomes of an agent. */
    interface Watcher {

        /** Its machine is down. */
        void down(KnownAgent known);

        /** Its machine is up again. */
        void up(KnownAgent known);

        /** An operator has taken it out of service, or changed how, or put it back. */
        void withdrawn(KnownAgent known);

        /** It is among the cluster's agents no more. */
        void removed(KnownAgent known);

        /** It is among them again. */
        void restored(KnownAgent known);

        /** The cluster is to place nothing there, or may again. */
        void placed(KnownAgent known);
    }

    private final MasterState state;
    private final OutstandingOffers offers;
    private final Watcher watcher;
    /** Those that are gone as soon as they are drained. */
    private final Set<AgentId> leaving = new LinkedHashSet<>();

    private MaintenancePlan plan = MaintenancePlan.NONE;
    private SortedMap<MachineId, Unavailability> machines = plan.machines();

    AgentMaintenance(MasterState state, OutstandingOffers offers, Watcher watcher) {
        this.state = state;
        this.offers = offers;
        this.watcher = watcher;
    }

    /** From now on this is planned. */
    void plan(MaintenancePlan changed) {
        plan = changed;
        machines = changed.machines();
    }

    /** Has an agent, which is seen for the first time, as it is planned. */
    void begin(KnownAgent known) {
        set(known);
        if (known.isLeaving() && state.isDrained(known)) {
            // So it was when the last master ended, or is by now.
            gone(known);
        }
    }

    /** Has an agent as it is planned; true if that was not so. What was offered of it is rescinded then. */
    boolean apply(KnownAgent known) {
        boolean wasDown = known.isDown();
        boolean wasRemoved = known.isRemoved();
        boolean wasClosed = known.isClosed();
        Optional<AgentWithdrawal> before = known.withdrawal();
        if (!set(known)) {
            return false;
        }
        if (known.isDown() && !wasDown) {
            watcher.down(known);
        }
        if (!known.withdrawal().equals(before)) {
            watcher.withdrawn(known);
        }
        if (known.isClosed() != wasClosed) {
            watcher.placed(known);
        }
        if (known.isRemoved() && !wasRemoved) {
            watcher.removed(known);
        }
        if (wasDown && !known.isDown()) {
            watcher.up(known);
        }
        if (wasRemoved && !known.isRemoved()) {
            watcher.restored(known);
        }
        return true;
    }

    private boolean set(KnownAgent known) {
        AgentId agent = known.agent().id();
        MachineId machine = MachineId.of(known.agent().address());
        Optional<Unavailability> unavailability = Optional.ofNullable(machines.get(machine));
        boolean isDown = plan.isDown(machine);
        Optional<AgentWithdrawal> withdrawal = Optional.ofNullable(plan.agents().get(agent));
        if (known.unavailability().equals(unavailability)
                && known.isDown() == isDown
                && known.withdrawal().equals(withdrawal)) {
            return false;
        }
        offers.rescind(agent);
        offers.inverse().end(agent);
        known.maintained(unavailability, isDown, withdrawal);
        if (unavailability.isPresent() && !known.isRemoved()) {
            offers.inverse().begin(agent);
        }
        if (known.isLeaving()) {
            leaving.add(agent);
        } else {
            leaving.remove(agent);
        }
        return true;
    }

    private void gone(KnownAgent known) {
        leaving.remove(known.agent().id());
        offers.inverse().end(known.agent().id());
        known.gone();
    }

    /** The cluster has this agent no more. */
    void forget(AgentId agent) {
        leaving.remove(agent);
    }

    /** Those are gone now that were to be when they are drained, and are. */
    void settle() {
        // Asked after each step, and mostly of nothing.
        if (leaving.isEmpty()) {
            return;
        }
        for (AgentId agent : List.copyOf(leaving)) {
            KnownAgent known = Objects.requireNonNull(state.agents().get(agent));
            if (state.isDrained(known)) {
                boolean wasRemoved = known.isRemoved();
                gone(known);
                watcher.withdrawn(known);
                if (!wasRemoved) {
                    watcher.removed(known);
                }
            }
        }
    }
}
