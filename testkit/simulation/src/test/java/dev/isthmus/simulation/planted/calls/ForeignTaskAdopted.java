package dev.isthmus.simulation.planted.calls;

import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.Described;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.call.TaskFilter;
import dev.isthmus.ecs.sdk.EcsCalls;
import dev.isthmus.ecs.view.TaskView;
import dev.isthmus.simulation.PassedCalls;
import dev.isthmus.simulation.time.ProcessTime;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What another framework has started is taken for one's own. */
public final class ForeignTaskAdopted extends PassedCalls {

    private static final String FRAMEWORK = "ISTHMUS_FRAMEWORK_ID";

    private String own = "";
    private String mark = "";

    /** Over the real one. */
    public ForeignTaskAdopted(ProcessTime process, EcsCalls real) {
        super(real);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> void begin(EcsCall<T> call, Consumer<Answer<T>> then) {
        if (call instanceof EcsCall.ListTasks list && list.filter().startedBy().isPresent()) {
            real.begin((EcsCall<T>) new EcsCall.ListTasks(TaskFilter.RUNNING, list.next()), then);
        } else {
            real.begin(call, answer -> then.accept(answered(call, answer)));
        }
    }

    @Override
    protected <T> Answer<T> answered(EcsCall<T> call, Answer<T> answer) {
        return answer.fold(
                ok -> {
                    if (call instanceof EcsCall.Start start) {
                        start.request()
                                .parts()
                                .forEach(part -> own = part.environment().getOrDefault(FRAMEWORK, own));
                        mark = start.request().startedBy();
                    }
                    return call instanceof EcsCall.DescribeTasks && !own.isEmpty()
                            ? as(adopted((Described<?>) ok.value()))
                            : ok;
                },
                failed -> failed);
    }

    private Answer<Described<TaskView>> adopted(Described<?> described) {
        List<TaskView> found = new ArrayList<>();
        described.found().forEach(task -> found.add(adopted((TaskView) task)));
        return new Answer.Ok<>(new Described<>(found, described.failures()));
    }

    private TaskView adopted(TaskView task) {
        TreeMap<String, String> identity = new TreeMap<>(task.identity());
        identity.replace(FRAMEWORK, own);
        return new TaskView(
                task.arn(),
                task.version(),
                task.lastStatus(),
                task.desiredStatus(),
                task.instanceArn(),
                mark,
                identity,
                task.mainContainer(),
                task.containers(),
                task.health(),
                task.stopCode(),
                task.stoppedReason(),
                task.times(),
                task.members());
    }
}
