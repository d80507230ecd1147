package dev.isthmus.ecs.growth;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.ecs.fargate.FargateSlot;
import dev.isthmus.ecs.view.TaskView;
import java.util.List;

/**
 * On which agents a task holds what it was given. One that a capacity provider is to place waits in PROVISIONING, without a container instance, until there is
 * room; ECS deducts it from none until then, and neither do we (ADR 56).
 */
public final class TaskPlaces {

    private TaskPlaces() {}

    /** Whether ECS still looks for an instance for it. On Fargate there is none to be found. */
    public static boolean isUnplaced(LaunchedTask task, TaskView view) {
        return view.instanceArn().isEmpty()
                && view.lastStatus().equals("PROVISIONING")
                && !FargateSlot.isSlot(task.agent());
    }

    /** The agents on which it holds something, as this view shows it; none while it waits for its instance. */
    public static List<AgentId> of(LaunchedTask task, TaskView view) {
        return isUnplaced(task, view) ? List.of() : List.of(task.agent());
    }
}
