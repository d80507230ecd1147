package dev.isthmus.ecs.launch.request;

import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.translation.Taken;
import dev.isthmus.ecs.fargate.SizeDemand;
import dev.isthmus.ecs.fargate.SizeDemand.Sized;
import dev.isthmus.ecs.fargate.TaskSize;
import java.util.List;

/**
 * The size of an ECS task on Fargate, and what its containers have of it. The only container has all memory of the task, so that nothing is killed that has
 * room; of a group each has what it asked for.
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
        return new LaunchBatch(parts, order.definition());
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
