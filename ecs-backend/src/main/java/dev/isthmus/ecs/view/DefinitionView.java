package dev.isthmus.ecs.view;

import dev.isthmus.api.resource.PortRanges;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A task definition as ECS describes it, as far as a launch needs it.
 *
 * @param arn its ARN, with the revision
 * @param containers its containers, in order
 * @param traits what concerns the task as a whole
 */
public record DefinitionView(String arn, List<ContainerDefinitionView> containers, Traits traits) {

    /**
     * The properties of a task definition that concern the task as a whole.
     *
     * @param network its network mode; {@code bridge} if it sets none
     * @param cpu CPU units of the whole task, which ECS reserves instead of those of the containers
     * @param memory MiB of the whole task, likewise
     * @param taskRole the ARN of its task role
     * @param executionRole that of its execution role
     * @param ours whether Isthmus registered it
     * @param fargate whether ECS has found it fit for Fargate, which is in its {@code compatibilities}
     * @param registeredAt when it was registered; the epoch if ECS does not say
     */
    public record Traits(
            String network,
            OptionalInt cpu,
            OptionalInt memory,
            Optional<String> taskRole,
            Optional<String> executionRole,
            boolean ours,
            boolean fargate,
            Instant registeredAt) {

        /** Network mode {@code bridge}, and nothing else. */
        public static final Traits PLAIN = new Traits(
                "bridge",
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                Instant.EPOCH);

        /** The ARNs of both roles, as far as it has them. */
        public SortedSet<String> roles() {
            return Stream.of(taskRole, executionRole)
                    .flatMap(Optional::stream)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** A definition with {@link Traits#PLAIN}. */
    public DefinitionView(String arn, List<ContainerDefinitionView> containers) {
        this(arn, containers, Traits.PLAIN);
    }

    /**
     * A container of a task definition.
     *
     * @param name unique in the definition
     * @param essential whether the task ends when it does
     * @param entryPoint the entry point; empty if it is the image's
     * @param hostPorts its fixed host ports, TCP and UDP together
     * @param reservesMemory whether it sets a memoryReservation, which ECS reserves instead of the limit
     * @param own the amounts that it sets
     * @param waitsFor the containers in its {@code dependsOn}
     * @param readOnlyRoot whether it cannot write to its root file system
     */
    public record ContainerDefinitionView(
            String name,
            boolean essential,
            List<String> entryPoint,
            PortRanges hostPorts,
            boolean reservesMemory,
            Own own,
            List<String> waitsFor,
            boolean readOnlyRoot) {

        /** A container with a root file system that it can write to. */
        public ContainerDefinitionView(
                String name,
                boolean essential,
                List<String> entryPoint,
                PortRanges hostPorts,
                boolean reservesMemory,
                Own own,
                List<String> waitsFor) {
            this(name, essential, entryPoint, hostPorts, reservesMemory, own, waitsFor, false);
        }

        /** A container without {@code dependsOn} that sets no amounts. */
        public ContainerDefinitionView(
                String name, boolean essential, List<String> entryPoint, PortRanges hostPorts, boolean reservesMemory) {
            this(name, essential, entryPoint, hostPorts, reservesMemory, Own.NOTHING, List.of());
        }

        /** Copies the lists. */
        public ContainerDefinitionView {
            entryPoint = List.copyOf(entryPoint);
            waitsFor = List.copyOf(waitsFor);
        }
    }

    /**
     * What ECS reserves for a container without overrides.
     *
     * @param cpu units
     * @param memory MiB
     * @param gpus devices
     * @param limit the hard limit in MiB; 0 if it sets none
     */
    public record Own(int cpu, int memory, int gpus, int limit) {

        /** No amounts. */
        public static final Own NOTHING = new Own(0, 0, 0, 0);
    }

    /** Copies the list. */
    public DefinitionView {
        containers = List.copyOf(containers);
    }

    /** The same for a task whose own amounts are overridden, so that those of the definition do not count. */
    public DefinitionView resized() {
        return new DefinitionView(
                arn,
                containers,
                new Traits(
                        traits.network(),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        traits.taskRole(),
                        traits.executionRole(),
                        traits.ours(),
                        traits.fargate(),
                        traits.registeredAt()));
    }

    /** Its family. */
    public String family() {
        String name = InstanceView.idOf(arn);
        int colon = name.lastIndexOf(':');
        return colon < 0 ? name : name.substring(0, colon);
    }

    /** Every fixed host port of every container. */
    public PortRanges hostPorts() {
        return containers.stream().map(ContainerDefinitionView::hostPorts).reduce(PortRanges.NONE, PortRanges::union);
    }

    /** Whether its network mode is {@code awsvpc}. */
    public boolean ownNetwork() {
        return traits.network().equals("awsvpc");
    }

    /** The container of this name. */
    public Optional<ContainerDefinitionView> container(String name) {
        return containers.stream()
                .filter(container -> container.name().equals(name))
                .findFirst();
    }

    /** The only essential container, if there is exactly one. */
    public Optional<ContainerDefinitionView> onlyEssential() {
        List<ContainerDefinitionView> essential =
                containers.stream().filter(ContainerDefinitionView::essential).toList();
        return essential.size() == 1 ? Optional.of(essential.get(0)) : Optional.empty();
    }

    /** The first essential container, or the first where none is. */
    public ContainerDefinitionView firstEssential() {
        return containers.stream()
                .filter(ContainerDefinitionView::essential)
                .findFirst()
                .orElseGet(() -> containers.get(0));
    }

    /** The sum of the CPU units of its containers. */
    public int cpuOfContainers() {
        return containers.stream().mapToInt(container -> container.own().cpu()).sum();
    }

    /** The sum of the memory of its containers, in MiB. */
    public int memoryOfContainers() {
        return containers.stream()
                .mapToInt(container -> container.own().memory())
                .sum();
    }

    /** The sum of the GPUs of its containers. */
    public int gpusOfContainers() {
        return containers.stream().mapToInt(container -> container.own().gpus()).sum();
    }

    /** The names of its containers, for messages. */
    public String names() {
        return containers.stream().map(ContainerDefinitionView::name).collect(Collectors.joining(", "));
    }
}
