package dev.isthmus.master.maintenance;

import static java.util.Objects.requireNonNull;

import dev.isthmus.api.maintenance.MaintenancePlan;
import dev.isthmus.mesos.machine.MasterView;
import dev.isthmus.mesos.messages.v1.maintenance.Protos.ClusterStatus;

/**
 * All that is known of maintenance at one moment.
 *
 * @param plan what is in effect
 * @param master the agents, with what frameworks have answered
 */
public record MaintenanceView(MaintenancePlan plan, MasterView master) {

    /** No machine is maintained. */
    public static final MaintenanceView NONE = new MaintenanceView(MaintenancePlan.NONE, MasterView.NOTHING);

    /** Checks that both are there. */
    public MaintenanceView {
        requireNonNull(plan, "plan");
        requireNonNull(master, "master");
    }

    /** Which machines are draining, and which are down. Costs a look at each agent for each machine that is draining. */
    public ClusterStatus status() {
        return MaintenanceMessages.status(plan, master);
    }
}
