package dev.isthmus.master.setting;

import static java.util.Objects.requireNonNull;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.journal.MasterEntry;
import dev.isthmus.api.maintenance.MaintenancePlan;
import dev.isthmus.master.maintenance.AgentChange;
import dev.isthmus.master.maintenance.MaintenanceChange;
import dev.isthmus.master.reservation.ReservationChange;
import dev.isthmus.master.role.ChangeVerdict;
import dev.isthmus.master.role.RoleChange;
import dev.isthmus.master.role.RolesView;
import dev.isthmus.master.snapshot.ClusterUse;
import dev.isthmus.mesos.machine.MasterView;
import java.util.Optional;
import java.util.function.Supplier;

/** What an operator asks to be changed, as it was sent; the rules are asked when its turn comes. */
public sealed interface OperatorChange {

    /**
     * What the rules say of it.
     *
     * @param now what is in effect
     * @param master costs a look at each agent and task; asked by what has to know it
     */
    ChangeVerdict<OperatorFact> judge(OperatorSettings now, Supplier<MasterView> master);

    /** Of weights or quotas. */
    record OfRoles(RoleChange change) implements OperatorChange {

        /** Checks that it is there. */
        public OfRoles {
            requireNonNull(change, "change");
        }

        @Override
        public ChangeVerdict<OperatorFact> judge(OperatorSettings now, Supplier<MasterView> master) {
            return change.judge(new RolesView(now.roles(), ClusterUse.of(master.get())))
                    .map(OperatorFact.OfRoles::new);
        }
    }

    /** Of the maintenance of machines. */
    record OfMachines(MaintenanceChange change) implements OperatorChange {

        /** Checks that it is there. */
        public OfMachines {
            requireNonNull(change, "change");
        }

        @Override
        public ChangeVerdict<OperatorFact> judge(OperatorSettings now, Supplier<MasterView> master) {
            MaintenancePlan plan = now.maintenance();
            return change.problem(plan)
                    .map(ChangeVerdict::<OperatorFact>refused)
                    .orElseGet(() -> granted(change.after(plan), Optional.empty()));
        }
    }

    /** Of a single agent. */
    record OfAgent(AgentChange change) implements OperatorChange {

        /** Checks that it is there. */
        public OfAgent {
            requireNonNull(change, "change");
        }

        @Override
        public ChangeVerdict<OperatorFact> judge(OperatorSettings now, Supplier<MasterView> master) {
            MaintenancePlan plan = now.maintenance();
            MasterView view = master.get();
            return change.problem(plan, view)
                    .<ChangeVerdict<OperatorFact>>map(ChangeVerdict.Refused::new)
                    .orElseGet(() -> granted(change.after(plan, view), change.reactivated()));
        }
    }

    /** Of what is reserved of an agent. */
    record OfReservations(ReservationChange change) implements OperatorChange {

        /** Checks that it is there. */
        public OfReservations {
            requireNonNull(change, "change");
        }

        @Override
        public ChangeVerdict<OperatorFact> judge(OperatorSettings now, Supplier<MasterView> master) {
            return change.judge(now.reservedOf(change.agent()), master).map(OperatorFact.OfReservations::new);
        }
    }

    private static ChangeVerdict<OperatorFact> granted(MaintenancePlan plan, Optional<AgentId> reactivated) {
        return new ChangeVerdict.Granted<>(
                new OperatorFact.OfMaintenance(new MasterEntry.Maintenance(plan), reactivated));
    }
}
