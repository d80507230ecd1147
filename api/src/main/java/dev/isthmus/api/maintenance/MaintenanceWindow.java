package dev.isthmus.api.maintenance;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Machines that are maintained in the same time (include/mesos/maintenance/maintenance.proto, {@code Window}).
 *
 * @param machines at least one, in the order in which the operator named them
 * @param unavailability when
 */
public record MaintenanceWindow(List<MachineId> machines, Unavailability unavailability) {

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if there is no machine
     */
    public MaintenanceWindow {
        machines = List.copyOf(machines);
        requireNonNull(unavailability, "unavailability");
        if (machines.isEmpty()) {
            throw new IllegalArgumentException("List of machines in the maintenance window is empty");
        }
    }
}
