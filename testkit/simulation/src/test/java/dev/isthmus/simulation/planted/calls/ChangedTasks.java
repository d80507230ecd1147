package dev.isthmus.simulation.planted.calls;

import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.Described;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.sdk.EcsCalls;
import dev.isthmus.ecs.view.TaskView;
import dev.isthmus.simulation.PassedCalls;
import java.util.ArrayList;
import java.util.List;

/** Tasks are described as a subclass sees them. */
abstract class ChangedTasks extends PassedCalls {

    ChangedTasks(EcsCalls real) {
        super(real);
    }

    /** What is made of a task. */
    abstract TaskView changed(TaskView task);

    @Override
    protected final <T> Answer<T> answered(EcsCall<T> call, Answer<T> answer) {
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
}
