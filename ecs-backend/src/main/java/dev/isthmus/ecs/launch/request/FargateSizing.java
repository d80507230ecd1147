package dev.isthmus.ecs.launch.request;

import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.translation.Taken;
import dev.isthmus.ecs.fargate.SizeDemand;
import dev.isthmus.ecs.fargate.SizeDemand.Sized;
import dev.isthmus.ecs.fargate.TaskSize;
import dev.isthmus.ecs.plan.Plan.Wanted;
import java.util.List;

/**
 * The size of an ECS task on Fargate, and what its containers have of it. The only container has all memory of the task, so that nothing is killed that has
 * room, and that of an existing definition all CPU units, too; of a group each has what it asked for.
 */
public final class FargateSizing {

    private FargateSizing() {}

    /** The least size that holds all tasks of the batch together, or why there is none. */
    public static Sized of(LaunchBatch order) {
        return order.parts().stream()
                .map(LaunchBatch.Part::launch)
                .map(launch -> SizeDemand.of(launch.taken(), launch.task().demand()))
                .reduce(SizeDemand.NONE, SizeDemand::plus)
                .size();
    }

    /** The batch with the resources that its containers have in a task of this size. */
    public static LaunchBatch within(LaunchBatch order, TaskSize size) {
        List<LaunchBatch.Part> parts = order.parts().stream()
                .map(part -> new LaunchBatch.Part(
                        within(part.launch(), size, order.parts().size() == 1), part.plan()))
                .toList();
        // An existing definition has CPU units of its own, which would be more than the task's.
        return order.definition() instanceof Wanted.Existing
                ? new LaunchBatch(
                        parts.stream().map(part -> withAllCpu(part, size)).toList(), order.definition())
                : new LaunchBatch(parts, order.definition());
    }

    private static LaunchBatch.Part withAllCpu(LaunchBatch.Part part, TaskSize size) {
        Launch launch = part.launch();
        Taken taken = launch.taken();
        Taken all = new Taken(taken.accounted().with(ResourceName.ECS_CPU, Amount.of(size.cpu())), taken.limits());
        return new LaunchBatch.Part(new Launch(launch.task(), launch.frameworkName(), all, launch.spec()), part.plan());
    }

    private static Launch within(Launch launch, TaskSize size, boolean isAlone) {
        Taken taken = launch.taken();
        Amount all = Amount.of(size.memory());
        Resources limits = taken.limits();
        if (isAlone
                || taken.unlimited().contains(ResourceName.ECS_MEMORY)
                || limits.amount(ResourceName.ECS_MEMORY).compareTo(all) > 0) {
            limits = limits.with(ResourceName.ECS_MEMORY, all);
        }
        Resources accounted = isAlone ? taken.accounted().with(ResourceName.ECS_MEMORY, all) : taken.accounted();
        return new Launch(launch.task(), launch.frameworkName(), new Taken(accounted, limits), launch.spec());
    }
}
