package dev.isthmus.ecs.view;

import dev.isthmus.api.resource.ResourceName;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The resources of an instance that ECS can reserve for a task: the one place that says which these are, how an instance lists them, how a
 * task asks for them, and by which word a start is refused for them. Of any other name ECS only says what was registered. Such a resource is offered as well, where a translator reads it,
 * and asks for nothing in a request: what tasks hold of it is counted by the demand that each of them carries, as disk is.
 */
public enum CountedResource {
    /** Units of 1/1024 vCPU, asked for by an override. */
    CPU("cpus", Listed.AMOUNT),
    /** MiB, asked for by an override. */
    MEMORY("mem", Listed.AMOUNT),
    /** Whole devices, asked for by an override. */
    GPU("gpus", Listed.NUMBER_OF_IDS),
    /** TCP ports of the host, asked for by the mappings of a definition. */
    PORTS("ports", Listed.PORTS_TAKEN),
    /** UDP ports of the host, asked for by the mappings of a definition. */
    PORTS_UDP("ports", Listed.PORTS_TAKEN);

    /** What ECS says of a resource. */
    public enum Listed {
        /** A number. */
        AMOUNT,
        /** A number, or a set of ids of which the number counts. */
        NUMBER_OF_IDS,
        /** The ports that are taken; none when it is not listed at all. */
        PORTS_TAKEN
    }

    private final String mesos;
    private final Listed listed;

    CountedResource(String mesos, Listed listed) {
        this.mesos = mesos;
        this.listed = listed;
    }

    /** That of this name; empty if ECS cannot reserve it. */
    public static Optional<CountedResource> of(ResourceName name) {
        return Arrays.stream(values())
                .filter(counted -> counted.name().equals(name.value()))
                .findFirst();
    }

    /** Those that a start was refused for, by ECS's reason, such as {@code RESOURCE:MEMORY}. For ports it may name either protocol and mean both. */
    public static List<CountedResource> lackedBy(String reason) {
        return Arrays.stream(values())
                .filter(counted -> reason.equals("RESOURCE:" + counted.name()))
                .flatMap(named -> Arrays.stream(values()).filter(counted -> counted.mesos.equals(named.mesos)))
                .toList();
    }

    /** In dialect ecs, where the name of the constant is its own. */
    public ResourceName resource() {
        return new ResourceName(name());
    }

    /** What it is called in Mesos. */
    public String mesos() {
        return mesos;
    }

    /** How an instance lists it. */
    public Listed listed() {
        return listed;
    }

    /** Whether it is a number, asked for by an override and bounded by 32 bits. */
    public boolean isAmount() {
        return listed != Listed.PORTS_TAKEN;
    }
}
