package dev.isthmus.simulation.planted.calls;

import dev.isthmus.ecs.sdk.EcsCalls;
import dev.isthmus.ecs.view.TaskView;
import dev.isthmus.simulation.time.ProcessTime;
import java.util.OptionalInt;

/** Every exit code is taken for that of a side container, which went well. */
public final class ExitCodeOfAnother extends ChangedTasks {

    /** Over the real one. */
    public ExitCodeOfAnother(ProcessTime process, EcsCalls real) {
        super(real);
    }

    @Override
    TaskView changed(TaskView task) {
        return new TaskView(
                task.arn(),
                task.version(),
                task.lastStatus(),
                task.desiredStatus(),
                task.instanceArn(),
                task.startedBy(),
                task.identity(),
                task.mainContainer(),
                task.containers().stream().map(ExitCodeOfAnother::changed).toList(),
                task.health(),
                task.stopCode(),
                task.stoppedReason(),
                task.times(),
                task.members());
    }

    private static TaskView.ContainerView changed(TaskView.ContainerView container) {
        return new TaskView.ContainerView(
                container.name(),
                container.exitCode().isPresent() ? OptionalInt.of(0) : container.exitCode(),
                container.reason(),
                container.addresses(),
                container.ports(),
                container.health(),
                container.fetches());
    }
}
