package dev.isthmus.simulation.planted.calls;

import dev.isthmus.ecs.sdk.EcsCalls;
import dev.isthmus.ecs.view.TaskView;
import dev.isthmus.simulation.time.ProcessTime;
import java.util.List;

/** A task on Fargate is taken for stopped when it is being stopped: its slot is free too soon. */
public final class FreeAtStopping extends ChangedTasks {

    private static final List<String> STOPPING = List.of("DEACTIVATING", "STOPPING", "DEPROVISIONING");

    /** Over the real one. */
    public FreeAtStopping(ProcessTime process, EcsCalls real) {
        super(real);
    }

    @Override
    TaskView changed(TaskView task) {
        boolean isStopping = task.instanceArn().isEmpty() && STOPPING.contains(task.lastStatus());
        return !isStopping
                ? task
                : new TaskView(
                        task.arn(),
                        task.version(),
                        "STOPPED",
                        task.desiredStatus(),
                        task.instanceArn(),
                        task.startedBy(),
                        task.identity(),
                        task.mainContainer(),
                        task.containers(),
                        task.health(),
                        task.stopCode(),
                        task.stoppedReason(),
                        task.times(),
                        task.members());
    }
}
