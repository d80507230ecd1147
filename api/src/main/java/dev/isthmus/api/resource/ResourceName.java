package dev.isthmus.api.resource;

/**
 * The name of a resource within a {@link Dialect}, such as {@code cpus} or {@code MEMORY}. Names are open-ended: users may define their own.
 *
 * @param value not empty; compared as it is, so case counts
 */
public record ResourceName(String value) implements Comparable<ResourceName> {

    /** Mesos: CPUs, with three decimals. */
    public static final ResourceName CPUS = new ResourceName("cpus");
    /** Mesos: memory in MiB. */
    public static final ResourceName MEM = new ResourceName("mem");
    /** Mesos: disk space in MiB. */
    public static final ResourceName DISK = new ResourceName("disk");
    /** Mesos: whole GPUs. */
    public static final ResourceName GPUS = new ResourceName("gpus");
    /** Mesos: host ports. */
    public static final ResourceName PORTS = new ResourceName("ports");

    /** ECS: CPU units, 1024 to a vCPU. */
    public static final ResourceName ECS_CPU = new ResourceName("CPU");
    /** ECS: memory in MiB. */
    public static final ResourceName ECS_MEMORY = new ResourceName("MEMORY");
    /** ECS: TCP host ports. */
    public static final ResourceName ECS_PORTS = new ResourceName("PORTS");
    /** ECS: UDP host ports. */
    public static final ResourceName ECS_PORTS_UDP = new ResourceName("PORTS_UDP");
    /** ECS: GPUs. */
    public static final ResourceName ECS_GPU = new ResourceName("GPU");

    /** Refuses an empty name. */
    public ResourceName {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a resource needs a name");
        }
    }

    @Override
    public int compareTo(ResourceName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
