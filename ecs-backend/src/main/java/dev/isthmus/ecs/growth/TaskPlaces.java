package dev.isthmus.ecs.growth;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.ecs.fargate.FargateSlot;
import dev.isthmus.ecs.view.InstanceView;
import dev.isthmus.ecs.view.TaskView;
import java.util.ArrayList;
import java.util.List;

/**
 * On which agents a task holds what it was given. One that a capacity provider is to place waits in PROVISIONING, without a container instance, until there is
 * room; ECS deducts it from none until then, and neither do we (ADR 56). One that was launched on a slot keeps that for its life, and holds the same of the instance
 * where it is (ADR 57).
 */
public final class TaskPlaces {

    private TaskPlaces() {}

    /** Whether ECS still looks for an instance for it. On Fargate there is none to be found. */
    public static boolean isUnplaced(LaunchedTask task, TaskView view) {
        return view.instanceArn().isEmpty()
                && view.lastStatus().equals("PROVISIONING")
                && !FargateSlot.isSlot(task.agent());
    }

    /** Whether ECS may place a task that asks for this (dialect mesos) where that is free (dialect ecs). */
    public static boolean fits(Resources demand, Resources free) {
        long units = demand.amount(ResourceName.CPUS).thousandths() * 1024 / 1000;
        return units <= free.amount(ResourceName.ECS_CPU).wholeDown()
                && demand.amount(ResourceName.MEM).compareTo(free.amount(ResourceName.ECS_MEMORY)) <= 0
                && demand.amount(ResourceName.GPUS).compareTo(free.amount(ResourceName.ECS_GPU)) <= 0
                && free.ports(ResourceName.ECS_PORTS).containsAll(demand.ports(ResourceName.PORTS));
    }

    /** The agents on which it holds something, as this view shows it. */
    public static List<AgentId> of(LaunchedTask task, TaskView view) {
        if (GrowthSlot.isSlot(task.agent())) {
            List<AgentId> both = new ArrayList<>(List.of(task.agent()));
            view.instanceArn().map(InstanceView::idOf).map(AgentId::new).ifPresent(both::add);
            return List.copyOf(both);
        }
        return isUnplaced(task, view) ? List.of() : List.of(task.agent());
    }
}
