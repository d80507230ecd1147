package dev.isthmus.simulation.sharing;

import dev.isthmus.mesos.messages.Protos.Resource;
import java.util.List;

/**
 * An amount of what is shared.
 *
 * @param cpus in CPUs
 * @param memory in MiB
 * @param disk in MiB
 */
record SharedAmounts(double cpus, double memory, double disk) {

    static final SharedAmounts NONE = new SharedAmounts(0, 0, 0);

    static SharedAmounts of(List<Resource> resources) {
        return new SharedAmounts(amount(resources, "cpus"), amount(resources, "mem"), amount(resources, "disk"));
    }

    private static double amount(List<Resource> resources, String name) {
        return resources.stream()
                .filter(each -> each.getName().equals(name))
                .mapToDouble(each -> each.getScalar().getValue())
                .sum();
    }

    SharedAmounts plus(SharedAmounts other) {
        return new SharedAmounts(cpus + other.cpus, memory + other.memory, disk + other.disk);
    }

    /** The largest of its shares of a whole. */
    double dominantShare(SharedAmounts whole) {
        return Math.max(share(cpus, whole.cpus), Math.max(share(memory, whole.memory), share(disk, whole.disk)));
    }

    private static double share(double part, double whole) {
        return whole <= 0 ? 0 : part / whole;
    }
}
