package dev.isthmus.ecs.fargate;

import java.util.Comparator;

/**
 * The size of a task on Fargate: one of the 74 pairs that there are, {@link FargateSizes#ALL}.
 *
 * @param cpu units of 1/1024 vCPU, 256 to 16384
 * @param memory MiB, 512 to 122880
 */
public record TaskSize(int cpu, int memory) implements Comparable<TaskSize> {

    private static final Comparator<TaskSize> ORDER =
            Comparator.comparing(TaskSize::cpu).thenComparing(TaskSize::memory);

    /**
     * Checks that there is such a size.
     *
     * @throws IllegalArgumentException if there is none
     */
    public TaskSize {
        if (!FargateSizes.isSize(cpu, memory)) {
            throw new IllegalArgumentException("Fargate has no size of " + cpu + " CPU units and " + memory + " MiB");
        }
    }

    /** Whether it has at least as much of both (CPU units, MiB). */
    public boolean holds(long units, long mebibytes) {
        return units <= cpu && mebibytes <= memory;
    }

    /** Whether it has at least as much of both as the other. */
    public boolean holds(TaskSize other) {
        return holds(other.cpu, other.memory);
    }

    @Override
    public int compareTo(TaskSize other) {
        return ORDER.compare(this, other);
    }

    /** As people write it: {@code 0.25 vCPU and 512 MiB}. */
    public String words() {
        String vcpu = cpu % 1024 == 0 ? Integer.toString(cpu / 1024) : cpu == 512 ? "0.5" : "0.25";
        return vcpu + " vCPU and " + memory + " MiB";
    }
}
