package dev.isthmus.ecs.view;

import dev.isthmus.api.resource.ResourceName;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The resources of an instance that ECS reserves for tasks: how an instance lists them, how a task requests them, and for which reason ECS refuses a
 * start that lacks them. Of any other resource ECS only reports the registered amount. Isthmus offers such a resource, too, if a translator reads it.
 * A start does not request it from ECS; what tasks use of it is counted from the demand in their environment, as for disk.
 */
public enum CountedResource {
    /** Units of 1/1024 vCPU, requested by an override. */
    CPU("cpus", Listed.AMOUNT),
    /** MiB, requested by an override. */
    MEMORY("mem", Listed.AMOUNT),
    /** Whole devices, requested by an override. */
    GPU("gpus", Listed.NUMBER_OF_IDS),
    /** TCP ports of the host, requested by the port mappings of a task definition. */
    PORTS("ports", Listed.PORTS_TAKEN),
    /** UDP ports of the host, requested by the port mappings of a task definition. */
    PORTS_UDP("ports", Listed.PORTS_TAKEN);

    /** How ECS lists a resource. */
    public enum Listed {
        /** A number. */
        AMOUNT,
        /** A number, or a set of ids, whose size counts. */
        NUMBER_OF_IDS,
        /** The ports in use; none if the resource is not listed. */
        PORTS_TAKEN
    }

    private static final Map<ResourceName, CountedResource> BY_NAME = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(CountedResource::resource, counted -> counted));

    private final String mesos;
    private final Listed listed;

    CountedResource(String mesos, Listed listed) {
        this.mesos = mesos;
        this.listed = listed;
    }

    /** The resource of this name; empty if ECS does not reserve it. */
    public static Optional<CountedResource> of(ResourceName name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** The resources that a start lacked, by ECS's reason, such as {@code RESOURCE:MEMORY}. For ports it may name either protocol and mean both. */
    public static List<CountedResource> lackedBy(String reason) {
        return Arrays.stream(values())
                .filter(counted -> reason.equals("RESOURCE:" + counted.name()))
                .flatMap(named -> Arrays.stream(values()).filter(counted -> counted.mesos.equals(named.mesos)))
                .toList();
    }

    /** Its name in dialect ecs, which is the name of the constant. */
    public ResourceName resource() {
        return new ResourceName(name());
    }

    /** Its name in Mesos. */
    public String mesos() {
        return mesos;
    }

    /** How an instance lists it. */
    public Listed listed() {
        return listed;
    }

    /** Whether it is a number of 32 bits that an override requests. */
    public boolean isAmount() {
        return listed != Listed.PORTS_TAKEN;
    }
}
