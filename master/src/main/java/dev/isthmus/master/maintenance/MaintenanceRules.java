package dev.isthmus.master.maintenance;

import dev.isthmus.api.maintenance.MachineId;
import dev.isthmus.api.maintenance.MaintenancePlan;
import dev.isthmus.master.json.MesosJson;
import dev.isthmus.mesos.messages.v1.Protos.MachineID;
import dev.isthmus.mesos.messages.v1.maintenance.Protos.Schedule;
import dev.isthmus.mesos.messages.v1.maintenance.Protos.Window;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What may be asked for machines (src/master/maintenance.cpp, {@code validation}; src/master/http.cpp), in the order and the words of Mesos. */
final class MaintenanceRules {

    private MaintenanceRules() {}

    /** What is wrong with a schedule; empty: nothing. */
    static Optional<String> schedule(Schedule schedule, MaintenancePlan now) {
        Set<MachineId> seen = new TreeSet<>();
        for (Window window : schedule.getWindowsList()) {
            if (window.getMachineIdsCount() == 0) {
                return Optional.of("List of machines in the maintenance window is empty");
            }
            if (window.getUnavailability().getDuration().getNanoseconds() < 0) {
                return Optional.of("Unavailability 'duration' is negative");
            }
            Optional<String> problem = machines(window.getMachineIdsList(), seen);
            if (problem.isPresent()) {
                return problem;
            }
        }
        return now.down().stream()
                .filter(machine -> !seen.contains(machine))
                .findFirst()
                .map(machine -> of(MaintenanceMessages.machine(machine))
                        + "is deactivated and cannot be removed from the schedule");
    }

    /** What is wrong with a list of machines, whatever is planned for them; empty: nothing. */
    static Optional<String> machines(List<MachineID> machines) {
        return machines.isEmpty() ? Optional.of("List of machines is empty") : machines(machines, new TreeSet<>());
    }

    /** @param seen those before them, to which they are added */
    private static Optional<String> machines(List<MachineID> machines, Set<MachineId> seen) {
        for (MachineID machine : machines) {
            Optional<String> problem = MachineId.problem(machine.getHostname(), machine.getIp());
            if (problem.isPresent()) {
                return problem;
            }
            if (!seen.add(MaintenanceMessages.machine(machine))) {
                return Optional.of(of(machine) + "appears more than once in the schedule");
            }
        }
        return Optional.empty();
    }

    /** Why machines cannot be taken down; empty: they can. */
    static Optional<String> down(List<MachineID> machines, MaintenancePlan now) {
        return all(machines, now, false, "is not in DRAINING mode and cannot be brought down");
    }

    /** Why machines cannot be brought up; empty: they can. */
    static Optional<String> up(List<MachineID> machines, MaintenancePlan now) {
        return all(machines, now, true, "is not in DOWN mode and cannot be brought up");
    }

    private static Optional<String> all(
            List<MachineID> machines, MaintenancePlan now, boolean wantDown, String otherwise) {
        Set<MachineId> planned = now.machines().keySet();
        for (MachineID each : machines) {
            MachineId machine = MaintenanceMessages.machine(each);
            if (!planned.contains(machine)) {
                return Optional.of(of(each) + "is not part of a maintenance schedule");
            }
            if (now.isDown(machine) != wantDown) {
                return Optional.of(of(each) + otherwise);
            }
        }
        return Optional.empty();
    }

    private static String of(MachineID machine) {
        return "Machine '" + MesosJson.write(machine) + "' ";
    }
}
