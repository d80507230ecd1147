package dev.isthmus.mesos.machine.agent;

import dev.isthmus.api.maintenance.MachineId;
import dev.isthmus.api.maintenance.MaintenancePlan;
import dev.isthmus.api.maintenance.Unavailability;
import dev.isthmus.mesos.machine.offer.OutstandingOffers;
import dev.isthmus.mesos.machine.state.KnownAgent;
import java.util.Optional;
import java.util.SortedMap;

/** What the maintenance of machines means for the agents that are on them. */
final class AgentMaintenance {

    /** What becomes of an agent. */
    interface Watcher {

        /** Its machine is down. */
        void down(KnownAgent known);

        /** Its machine is up again. */
        void up(KnownAgent known);
    }

    private final OutstandingOffers offers;
    private final Watcher watcher;
    private MaintenancePlan plan = MaintenancePlan.NONE;
    private SortedMap<MachineId, Unavailability> machines = plan.machines();

    AgentMaintenance(OutstandingOffers offers, Watcher watcher) {
        this.offers = offers;
        this.watcher = watcher;
    }

    /** From now on this is planned. */
    void plan(MaintenancePlan changed) {
        plan = changed;
        machines = changed.machines();
    }

    /** Has an agent, which is seen for the first time, as it is planned for its machine. */
    void begin(KnownAgent known) {
        set(known);
    }

    /** Has an agent as it is planned for its machine; true if that was not so. What was offered of it is rescinded then. */
    boolean apply(KnownAgent known) {
        boolean wasDown = known.isDown();
        boolean isChanged = set(known);
        if (known.isDown() && !wasDown) {
            watcher.down(known);
        } else if (wasDown && !known.isDown()) {
            watcher.up(known);
        }
        return isChanged;
    }

    private boolean set(KnownAgent known) {
        MachineId machine = MachineId.of(known.agent().address());
        Optional<Unavailability> unavailability = Optional.ofNullable(machines.get(machine));
        boolean isDown = plan.isDown(machine);
        if (known.unavailability().equals(unavailability) && known.isDown() == isDown) {
            return false;
        }
        offers.rescind(known.agent().id());
        offers.inverse().end(known.agent().id());
        known.maintained(unavailability, isDown);
        if (unavailability.isPresent() && !isDown) {
            offers.inverse().begin(known.agent().id());
        }
        return true;
    }
}
