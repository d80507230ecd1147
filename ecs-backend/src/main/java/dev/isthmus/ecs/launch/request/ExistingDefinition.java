package dev.isthmus.ecs.launch.request;

import dev.isthmus.api.resource.PortRanges;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.ecs.launch.request.StartRequests.InvalidLaunchException;
import dev.isthmus.ecs.plan.Plan.Wanted;
import dev.isthmus.ecs.view.DefinitionView;
import dev.isthmus.ecs.view.DefinitionView.ContainerDefinitionView;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether a task may be started by a task definition that Isthmus has not made. */
record ExistingDefinition(Wanted.Existing named, DefinitionView definition) {

    /** A framework must not come by a role through the definition it names. */
    void checkRoles() throws InvalidLaunchException {
        Set<String> allowed = named.roles().orElse(definition.traits().roles());
        for (String role : definition.traits().roles()) {
            if (!allowed.contains(role)) {
                throw new InvalidLaunchException("task definition " + definition.arn() + ", which " + named.namedBy()
                        + " names, brings role " + role
                        + ", which ISTHMUS_ROLES does not allow: add the role there, or name the definition by a rule of "
                        + "ISTHMUS_TASK_DEFINITION_RULES");
            }
        }
    }

    /** On the network of an instance, the ports that the task takes must be those that the definition holds. */
    void checkPorts(Resources taken) throws InvalidLaunchException {
        PortRanges asked = taken.ports(ResourceName.ECS_PORTS).union(taken.ports(ResourceName.ECS_PORTS_UDP));
        PortRanges held = definition.hostPorts();
        if (!held.containsAll(asked)) {
            throw new InvalidLaunchException(
                    "the task asks for ports " + asked + ", but task definition " + definition.arn()
                            + " holds host ports " + held
                            + ": ask for no other ports than those, or map the ports in another revision of the definition");
        }
    }

    /**
     * What the containers beside the task's own have of what it has, on Fargate. The size of the ECS task is that of what is asked for, whatever size the definition
     * has, so all its containers are within it.
     *
     * @param container that the resources are for; empty if the amounts of the definition's containers stand
     * @param taken the amounts of the size
     * @throws InvalidLaunchException if the definition is not one for Fargate, or a container is larger than the task
     */
    Beside besideOnFargate(Optional<ContainerDefinitionView> container, Resources taken) throws InvalidLaunchException {
        if (!definition.traits().fargate()) {
            throw new InvalidLaunchException("task definition " + definition.arn() + ", which " + named.namedBy()
                    + " names, is not for Fargate: register a revision with requiresCompatibilities FARGATE, or keep the task "
                    + "off the slots by a constraint on their attribute provider");
        }
        List<ContainerDefinitionView> others = definition.containers().stream()
                .filter(each -> !container.equals(Optional.of(each)))
                .toList();
        long memory = taken.amount(ResourceName.ECS_MEMORY).wholeDown();
        for (ContainerDefinitionView other : others) {
            if (other.own().limit() > memory) {
                throw new InvalidLaunchException("container " + other.name() + " of task definition " + definition.arn()
                        + " has a limit of " + other.own().limit() + " MiB, and the task has " + memory
                        + ": ask for more mem");
            }
        }
        return container.map(one -> beside(one, others)).orElse(Beside.NOTHING);
    }

    private static Beside beside(ContainerDefinitionView container, List<ContainerDefinitionView> others) {
        int cpu = others.stream().mapToInt(other -> other.own().cpu()).sum();
        int memory = others.stream().mapToInt(other -> other.own().memory()).sum();
        // A reservation must be below the limit, and the limit is all of the task already.
        boolean isWhole = container.reservesMemory() && memory == 0;
        return new Beside(cpu, isWhole ? 1 : memory, "the containers beside its own");
    }
}
