package dev.isthmus.ecs.launch.request;

import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.translation.Taken;
import dev.isthmus.ecs.call.StartRequest.Sizes;
import dev.isthmus.ecs.launch.request.StartRequests.InvalidLaunchException;
import dev.isthmus.ecs.view.DefinitionView;
import dev.isthmus.ecs.view.DefinitionView.ContainerDefinitionView;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Converts the resources of a task into overrides of its container, not of the ECS task, where CPU would be a hard limit. If a task definition sets
 * amounts for the whole task, or has several essential containers of which none is named, its own amounts apply, and the task must request at least
 * as much. What is no {@link dev.isthmus.ecs.view.CountedResource} cannot be requested from ECS and is left out: it is counted from the demand of the
 * task.
 */
final class ResourceOverrides {

    /** The least memory of a container: Docker's own bound since 20.10. */
    static final int LEAST_MEMORY = 6;

    private final Taken taken;
    private final DefinitionView definition;
    private final Beside beside;

    private ResourceOverrides(Taken taken, DefinitionView definition, Beside beside) {
        this.taken = taken;
        this.definition = definition;
        this.beside = beside;
    }

    /**
     * The overrides.
     *
     * @param container that the resources are for; empty if the definition's own amounts stand
     * @param beside what of what the task takes the containers beside it reserve, such as one that fetches for it: ECS accounts the
     *     reservations of all of them, for as long as the task lives
     */
    static Sizes of(Taken taken, DefinitionView definition, Optional<ContainerDefinitionView> container, Beside beside)
            throws InvalidLaunchException {
        return new ResourceOverrides(taken, definition, beside).sizes(container);
    }

    private Sizes sizes(Optional<ContainerDefinitionView> container) throws InvalidLaunchException {
        Resources accounted = taken.accounted();
        long cpu = accounted.amount(ResourceName.ECS_CPU).wholeDown();
        long gpus = accounted.amount(ResourceName.ECS_GPU).wholeDown();
        long reserved = accounted.amount(ResourceName.ECS_MEMORY).wholeDown();
        long limit = Math.max(
                reserved, taken.limits().amount(ResourceName.ECS_MEMORY).wholeUp());
        if (taken.unlimited().contains(ResourceName.ECS_MEMORY)) {
            // Which instance bounds it is not known yet: as many digits as it can have.
            limit = Math.max(limit, Integer.MAX_VALUE - 1);
        }
        requireInt("CPU", cpu);
        requireInt("MEMORY", limit);
        requireInt("GPU", gpus);
        OptionalInt taskCpu = definition.traits().cpu();
        OptionalInt taskMemory = definition.traits().memory();
        if (container.isEmpty()) {
            requireOwn("CPU units", cpu, taskCpu.orElse(definition.cpuOfContainers()));
            requireOwn("MiB of memory", reserved, taskMemory.orElse(definition.memoryOfContainers()));
            requireOwn("GPUs", gpus, definition.gpusOfContainers());
            return Sizes.OWN;
        }
        if (beside.cpu() > 0 && cpu <= beside.cpu()) {
            throw new InvalidLaunchException("the task has " + cpu + " CPU units, and " + beside.what() + " take "
                    + beside.cpu() + " of them: ask for more cpus");
        }
        cpu -= beside.cpu();
        OptionalInt cpuAsked = cpu == 0 ? OptionalInt.empty() : OptionalInt.of((int) cpu);
        if (taskCpu.isPresent()) {
            requireOwn("CPU units", cpu, taskCpu.getAsInt());
            cpuAsked = OptionalInt.empty();
        }
        OptionalInt gpusAsked = gpus == 0 ? OptionalInt.empty() : OptionalInt.of((int) gpus);
        if (taskMemory.isPresent()) {
            requireOwn("MiB of memory", reserved, taskMemory.getAsInt());
            return new Sizes(cpuAsked, OptionalInt.empty(), OptionalInt.empty(), gpusAsked);
        }
        if (beside.memory() > 0 && reserved < LEAST_MEMORY + beside.memory()) {
            throw new InvalidLaunchException("the task asks for " + accounted.amount(ResourceName.ECS_MEMORY)
                    + " MiB of memory, and needs at least " + (LEAST_MEMORY + beside.memory()) + ", " + beside.memory()
                    + " of them for " + beside.what() + ": ask for more mem");
        }
        if (reserved < LEAST_MEMORY) {
            throw new InvalidLaunchException("the task asks for " + accounted.amount(ResourceName.ECS_MEMORY)
                    + " MiB of memory, and a container needs at least " + LEAST_MEMORY + ": ask for more mem");
        }
        reserved -= beside.memory();
        if (container.get().reservesMemory() && limit == reserved) {
            // The definition's own reservation would be accounted instead; one of ours must be below the limit.
            limit = reserved + 1;
        }
        return new Sizes(
                cpuAsked,
                OptionalInt.of((int) limit),
                limit == reserved ? OptionalInt.empty() : OptionalInt.of((int) reserved),
                gpusAsked);
    }

    private void requireOwn(String of, long asked, long own) throws InvalidLaunchException {
        if (asked < own) {
            throw new InvalidLaunchException("the task asks for " + asked + " " + of + ", but task definition "
                    + definition.arn() + " takes " + own
                    + " whatever is asked: ask for at least that, or set amounts on "
                    + "no more than its containers and name the one that the task's are for");
        }
    }

    private static void requireInt(String name, long value) throws InvalidLaunchException {
        if (value >= Integer.MAX_VALUE) {
            throw new InvalidLaunchException("the task asks for " + value + " of " + name + ", and ECS takes at most "
                    + (Integer.MAX_VALUE - 1));
        }
    }
}
