package dev.isthmus.ecs.call;

import dev.isthmus.api.resource.PortRanges;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A task definition as ECS describes it: what a launch needs to know of it.
 *
 * @param arn its ARN, with the revision
 * @param containers its containers, in its order
 */
public record DefinitionView(String arn, List<ContainerDefinitionView> containers) {

    /**
     * A container of a definition.
     *
     * @param name unique in the definition
     * @param essential whether the task ends when it does
     * @param entryPoint what it begins with instead of the image's; may be empty
     * @param hostPorts the fixed ports it takes of its host, TCP and UDP together
     * @param reservesMemory whether it sets a memoryReservation, which ECS then accounts instead of the limit
     */
    public record ContainerDefinitionView(
            String name, boolean essential, List<String> entryPoint, PortRanges hostPorts, boolean reservesMemory) {

        /** Copies the list. */
        public ContainerDefinitionView {
            entryPoint = List.copyOf(entryPoint);
        }
    }

    /** Copies the list. */
    public DefinitionView {
        containers = List.copyOf(containers);
    }

    /** Every fixed host port of every container. */
    public PortRanges hostPorts() {
        return containers.stream().map(ContainerDefinitionView::hostPorts).reduce(PortRanges.NONE, PortRanges::union);
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

    /** The names of its containers, for messages. */
    public String names() {
        return containers.stream().map(ContainerDefinitionView::name).collect(Collectors.joining(", "));
    }
}
