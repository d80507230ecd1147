package dev.isthmus.simulation.sharing;

import dev.isthmus.mesos.messages.Protos.Resource;
import java.util.List;

/**
 * An amount of what is shared.
 *
 * @param cpus in CPUs
 * @param memory in MiB
 */
record Holding(double cpus, double memory) {

    static final Holding NONE = new Holding(0, 0);

    private static final double ROUNDING = 0.001;

    static Holding of(List<Resource> resources) {
        double cpus = 0;
        double memory = 0;
        for (Resource resource : resources) {
            if (resource.getName().equals("cpus")) {
                cpus += resource.getScalar().getValue();
            } else if (resource.getName().equals("mem")) {
                memory += resource.getScalar().getValue();
            }
        }
        return new Holding(cpus, memory);
    }

    Holding plus(Holding other) {
        return new Holding(cpus + other.cpus, memory + other.memory);
    }

    Holding by(double weight) {
        return new Holding(cpus / weight, memory / weight);
    }

    /** Whether it is a larger share, whichever of the two is scarce. */
    boolean isLargerThan(Holding other) {
        return cpus > other.cpus + ROUNDING && memory > other.memory + ROUNDING;
    }
}
