package dev.isthmus.master.setting;

import static java.util.Objects.requireNonNull;

import dev.isthmus.api.journal.MasterEntry;
import dev.isthmus.api.maintenance.MaintenancePlan;
import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.maintenance.MaintenanceChange;
import dev.isthmus.master.role.RoleChange;
import dev.isthmus.master.role.RolesView;
import dev.isthmus.master.snapshot.ClusterUse;
import java.util.Optional;
import java.util.function.Supplier;

/** What an operator asks to be changed, as it was sent; the rules are asked when its turn comes. */
public sealed interface OperatorChange {

    /**
     * What the rules say of it.
     *
     * @param now what is in effect
     * @param use costs a look at each agent and task; asked by what has to know it
     */
    ChangeVerdict judge(OperatorSettings now, Supplier<ClusterUse> use);

    /** Of weights or quotas. */
    record OfRoles(RoleChange change) implements OperatorChange {

        /** Checks that it is there. */
        public OfRoles {
            requireNonNull(change, "change");
        }

        @Override
        public ChangeVerdict judge(OperatorSettings now, Supplier<ClusterUse> use) {
            return change.judge(new RolesView(now.roles(), use.get()))
                    .fold(
                            refused -> new ChangeVerdict.Refused(refused.answer()),
                            granted -> new ChangeVerdict.Granted(new OperatorFact.OfRoles(granted.fact())));
        }
    }

    /** Of the maintenance of machines. */
    record OfMachines(MaintenanceChange change) implements OperatorChange {

        /** Checks that it is there. */
        public OfMachines {
            requireNonNull(change, "change");
        }

        @Override
        public ChangeVerdict judge(OperatorSettings now, Supplier<ClusterUse> use) {
            MaintenancePlan plan = now.maintenance();
            Optional<String> problem = change.problem(plan);
            return problem.<ChangeVerdict>map(why -> new ChangeVerdict.Refused(HttpAnswer.badRequest(why)))
                    .orElseGet(() -> new ChangeVerdict.Granted(
                            new OperatorFact.OfMachines(new MasterEntry.Maintenance(change.after(plan)))));
        }
    }
}
