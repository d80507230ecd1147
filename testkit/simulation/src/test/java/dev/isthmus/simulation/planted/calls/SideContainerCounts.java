package dev.isthmus.simulation.planted.calls;

import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.Described;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.sdk.EcsCalls;
import dev.isthmus.ecs.view.TaskView;
import dev.isthmus.simulation.PassedCalls;
import dev.isthmus.simulation.time.ProcessTime;
import java.util.ArrayList;
import java.util.List;

/** A task is taken for stopped as soon as it has run for a while, as if a side container that has ended counted. */
public final class SideContainerCounts extends PassedCalls {

    /** Over the real one. */
    public SideContainerCounts(ProcessTime process, EcsCalls real) {
        super(real);
    }

    @Override
    protected <T> Answer<T> answered(EcsCall<T> call, Answer<T> answer) {
        return call instanceof EcsCall.DescribeTasks
                ? answer.fold(
                        ok -> {
                            Described<?> described = (Described<?>) ok.value();
                            List<TaskView> found = new ArrayList<>();
                            described.found().forEach(task -> found.add(changed((TaskView) task)));
                            return as(new Answer.Ok<>(new Described<>(found, described.failures())));
                        },
                        failed -> failed)
                : answer;
    }

    private static TaskView changed(TaskView task) {
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
