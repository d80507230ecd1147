package dev.isthmus.simulation.planted.calls;

import dev.isthmus.ecs.sdk.EcsCalls;
import dev.isthmus.ecs.view.TaskView;
import dev.isthmus.simulation.time.ProcessTime;

/** A task is taken for stopped as soon as it has run for a while, as if a side container that has ended counted. */
public final class SideContainerCounts extends ChangedTasks {

    /** Over the real one. */
    public SideContainerCounts(ProcessTime process, EcsCalls real) {
        super(real);
    }

    @Override
    TaskView changed(TaskView task) {
        return new TaskView(
                task.arn(),
                task.version(),
                task.lastStatus().equals("RUNNING") ? "STOPPED" : task.lastStatus(),
                task.lastStatus().equals("RUNNING") ? "STOPPED" : task.desiredStatus(),
                task.instanceArn(),
                task.startedBy(),
                task.identity(),
                task.mainContainer(),
                task.containers(),
                task.health(),
                task.lastStatus().equals("RUNNING") ? "EssentialContainerExited" : task.stopCode(),
                task.stoppedReason(),
                task.times(),
                task.members());
    }
}
