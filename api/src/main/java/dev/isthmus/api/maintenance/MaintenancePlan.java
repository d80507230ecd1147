package dev.isthmus.api.maintenance;

import dev.isthmus.api.identity.AgentId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The maintenance of a cluster: which machines are to be out of service and when, and which are so by now. A machine that is in no window is up, one that is in a window is
 * draining until the operator takes it down, and down until the operator brings it up, which takes it out of its window. Time alone changes nothing. Beside that an
 * operator may take single agents out of service, whatever machine they are on.
 *
 * @param windows in the order in which the operator gave them; each machine is in one at most
 * @param down those that are down; each is in a window
 * @param agents those that are out of service by themselves
 */
public record MaintenancePlan(
        List<MaintenanceWindow> windows, SortedSet<MachineId> down, SortedMap<AgentId, AgentWithdrawal> agents) {

    /** Nothing is maintained. */
    public static final MaintenancePlan NONE = new MaintenancePlan(List.of(), new TreeSet<>(), new TreeMap<>());

    /**
     * Copies.
     *
     * @throws IllegalArgumentException if a machine is in two windows, or is down and in none
     */
    public MaintenancePlan {
        windows = List.copyOf(windows);
        down = Collections.unmodifiableSortedSet(new TreeSet<>(down));
        agents = Collections.unmodifiableSortedMap(new TreeMap<>(agents));
        Set<MachineId> machines = new TreeSet<>();
        for (MaintenanceWindow window : windows) {
            for (MachineId machine : window.machines()) {
                if (!machines.add(machine)) {
                    throw new IllegalArgumentException(
                            "machine " + machine + " is in more than one maintenance window: want one");
                }
            }
        }
        for (MachineId machine : down) {
            if (!machines.contains(machine)) {
                throw new IllegalArgumentException("machine " + machine + " is down and in no maintenance window");
            }
        }
    }

    /** When each machine that is in a window is expected not to be there. */
    public SortedMap<MachineId, Unavailability> machines() {
        SortedMap<MachineId, Unavailability> machines = new TreeMap<>();
        windows.forEach(window -> window.machines().forEach(machine -> machines.put(machine, window.unavailability())));
        return machines;
    }

    /** When a machine is expected not to be there; empty: it is in no window. */
    public Optional<Unavailability> unavailabilityOf(MachineId machine) {
        return Optional.ofNullable(machines().get(machine));
    }

    /** Whether a machine is in a window and not down. */
    public boolean isDraining(MachineId machine) {
        return machines().containsKey(machine) && !isDown(machine);
    }

    /** Whether a machine is down. */
    public boolean isDown(MachineId machine) {
        return down.contains(machine);
    }

    /** Whether no machine is in a window, and no agent out of service. */
    public boolean isEmpty() {
        return windows.isEmpty() && agents.isEmpty();
    }

    /** The same machines are down, and these are the windows; all of those must be in one. */
    public MaintenancePlan withWindows(List<MaintenanceWindow> changed) {
        return new MaintenancePlan(changed, down, agents);
    }

    /** These are down as well; each must be in a window. */
    public MaintenancePlan withDown(Collection<MachineId> machines) {
        SortedSet<MachineId> more = new TreeSet<>(down);
        more.addAll(machines);
        return new MaintenancePlan(windows, more, agents);
    }

    /** These are up: neither down nor in a window; a window without machines is none. */
    public MaintenancePlan withUp(Collection<MachineId> machines) {
        SortedSet<MachineId> up = new TreeSet<>(machines);
        List<MaintenanceWindow> left = new ArrayList<>();
        for (MaintenanceWindow window : windows) {
            List<MachineId> others = window.machines().stream()
                    .filter(machine -> !up.contains(machine))
                    .toList();
            if (!others.isEmpty()) {
                left.add(new MaintenanceWindow(others, window.unavailability()));
            }
        }
        SortedSet<MachineId> stillDown = new TreeSet<>(down);
        stillDown.removeAll(up);
        return new MaintenancePlan(left, stillDown, agents);
    }

    /** These agents, and no others, are out of service. */
    public MaintenancePlan withAgents(SortedMap<AgentId, AgentWithdrawal> changed) {
        return new MaintenancePlan(windows, down, changed);
    }
}
