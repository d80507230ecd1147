package dev.isthmus.ecs.growth;

import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.PortRanges;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.ecs.fargate.CpuArchitecture;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A capacity provider with managed scaling, and how far it is asked to grow.
 *
 * @param name of the provider, which the cluster has
 * @param slots how many instances are asked for at once, at most
 * @param most how many slots there are: those asked for at once, and those whose tasks have their instances and live
 * @param size of each slot, in dialect ecs without ports: what tasks can have of the smallest instance that the provider adds
 * @param disk of such an instance, in MiB; empty if nobody says
 * @param architecture of such an instance
 * @param patience how long a task waits for its instance
 */
public record GrowthProvider(
        String name,
        int slots,
        int most,
        Resources size,
        OptionalLong disk,
        CpuArchitecture architecture,
        Duration patience) {

    /** How long a task waits for its instance, if nobody says. ECS itself gives up after 10 to 30 minutes. */
    public static final Duration WAIT = Duration.ofMinutes(10);

    /** What ECS reserves of the ports of each instance: "hostPort" in the API reference. */
    private static final List<Integer> RESERVED = List.of(22, 2375, 2376, 51678, 51679, 51680);

    /** Checks the numbers. */
    public GrowthProvider {
        if (slots < 1 || most < slots) {
            throw new IllegalArgumentException("want one slot or more, and no fewer in all");
        }
        if (!size.dialect().equals(Dialect.ECS)) {
            throw new IllegalArgumentException("the size of a slot is in dialect ecs");
        }
    }

    /** All that a slot has: of an empty instance, its ports too. */
    public Resources whole() {
        PortRanges ports = PortRanges.ALL.without(PortRanges.ofPorts(RESERVED));
        return size.with(ResourceName.ECS_PORTS, ports).with(ResourceName.ECS_PORTS_UDP, ports);
    }

    /** What is known of an instance before it is there. */
    public SortedMap<String, String> attributes() {
        SortedMap<String, String> attributes = new TreeMap<>();
        attributes.put("provider", name);
        attributes.put("growth", "true");
        attributes.put("arch", architecture.word());
        attributes.put(CpuArchitecture.ATTRIBUTE, architecture.word());
        // What the translator of disk offers of an agent.
        disk.ifPresent(mebibytes -> attributes.put("isthmus.disk", Long.toString(mebibytes)));
        return Collections.unmodifiableSortedMap(attributes);
    }
}
