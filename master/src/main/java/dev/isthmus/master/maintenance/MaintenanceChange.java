package dev.isthmus.master.maintenance;

import static java.util.Objects.requireNonNull;

import dev.isthmus.api.maintenance.MaintenancePlan;
import dev.isthmus.mesos.messages.v1.Protos.MachineID;
import dev.isthmus.mesos.messages.v1.maintenance.Protos.Schedule;
import java.util.List;
import java.util.Optional;

/** What an operator asks for machines, as it was sent. */
public sealed interface MaintenanceChange {

    /** Why it is refused, in Mesos's words; empty: it is not. */
    Optional<String> problem(MaintenancePlan now);

    /** What holds when it is in effect; only of one that has no {@link #problem}. */
    MaintenancePlan after(MaintenancePlan now);

    /** Puts a schedule in the place of the one before. */
    record UpdateSchedule(Schedule schedule) implements MaintenanceChange {

        /** Checks that it is there. */
        public UpdateSchedule {
            requireNonNull(schedule, "schedule");
        }

        @Override
        public Optional<String> problem(MaintenancePlan now) {
            return MaintenanceRules.schedule(schedule, now);
        }

        @Override
        public MaintenancePlan after(MaintenancePlan now) {
            return now.withWindows(MaintenanceMessages.windows(schedule));
        }
    }

    /** Takes machines down. */
    record StartMaintenance(List<MachineID> machines) implements MaintenanceChange {

        /** Copies the list. */
        public StartMaintenance {
            machines = List.copyOf(machines);
        }

        @Override
        public Optional<String> problem(MaintenancePlan now) {
            return MaintenanceRules.machines(machines).or(() -> MaintenanceRules.down(machines, now));
        }

        @Override
        public MaintenancePlan after(MaintenancePlan now) {
            return now.withDown(
                    machines.stream().map(MaintenanceMessages::machine).toList());
        }
    }

    /** Brings machines up that are down. */
    record StopMaintenance(List<MachineID> machines) implements MaintenanceChange {

        /** Copies the list. */
        public StopMaintenance {
            machines = List.copyOf(machines);
        }

        @Override
        public Optional<String> problem(MaintenancePlan now) {
            return MaintenanceRules.machines(machines).or(() -> MaintenanceRules.up(machines, now));
        }

        @Override
        public MaintenancePlan after(MaintenancePlan now) {
            return now.withUp(
                    machines.stream().map(MaintenanceMessages::machine).toList());
        }
    }
}
