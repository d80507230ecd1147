package dev.isthmus.ecs.launch;

import dev.isthmus.api.launch.LaunchProgress;
import dev.isthmus.api.launch.LaunchProgress.Step;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.call.StartRequest;
import dev.isthmus.ecs.definition.DefinitionContent;
import dev.isthmus.ecs.launch.request.LaunchBatch;
import dev.isthmus.ecs.plan.Plan.Wanted;
import dev.isthmus.ecs.step.Output;
import dev.isthmus.ecs.step.Steps;
import dev.isthmus.ecs.view.DefinitionView;
import dev.isthmus.ecs.view.InstanceView;
import dev.isthmus.ecs.view.TaskView;
import java.net.URI;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Tells, for people, how starts get on. Not thread-safe: used within steps only. */
final class ProgressReports {

    private final Steps steps;

    ProgressReports(Steps steps) {
        this.steps = steps;
    }

    /** Its task definition is not known yet. */
    void looks(LaunchBatch order) {
        String name = order.definition()
                .fold(
                        Wanted.Existing::reference,
                        own -> own.content().family(),
                        group -> group.content().family());
        say(
                order,
                Step.PREPARING,
                "ECS is asked for task definition " + name + ", which is registered if it is not there");
    }

    /** Its task definition is there. */
    void defined(LaunchBatch order, DefinitionView definition) {
        say(order, Step.PREPARING, "Task definition " + InstanceView.idOf(definition.arn()) + " is there");
    }

    /** ECS is asked for it. */
    void asks(LaunchBatch order, StartRequest request) {
        String how = request.pin()
                .fold(
                        byConstraint -> "RunTask on instance " + byConstraint.machineId()
                                + byConstraint
                                        .provider()
                                        .map(name -> " by capacity provider " + name)
                                        .orElse(""),
                        byName -> "StartTask on container instance " + InstanceView.idOf(byName.instanceArn()),
                        onFargate -> "RunTask by " + onFargate.provider() + " with "
                                + onFargate.size().words(),
                        byProvider -> "RunTask by capacity provider " + byProvider.name());
        say(order, Step.ASKING, how + ", with task definition " + InstanceView.idOf(request.definitionArn()));
    }

    /** Asking has failed, and is repeated. */
    void retries(LaunchBatch order, int attempt, CallFailure failure) {
        say(order, Step.RETRYING, "Attempt " + attempt + " failed and is repeated: " + failure.message());
    }

    /** ECS has taken it. */
    void placed(LaunchBatch order, TaskView view) {
        List<DefinitionContent> contents = order.contents();
        for (int place = 0; place < order.parts().size(); place++) {
            int index = place;
            SortedMap<String, URI> links = TaskLinks.ofTask(view.arn());
            if (!contents.isEmpty()) {
                contents.get(place)
                        .log()
                        .ifPresent(log -> links.putAll(TaskLinks.ofLog(view.arn(), order.container(index), log)));
            }
            say(order.tasks().get(place), Step.PLACED, taken(view), links);
        }
    }

    /** An earlier process has started it. */
    void found(LaunchedTask task, TaskView view) {
        say(
                task,
                Step.PLACED,
                "Found on ECS, started by an earlier process: task " + InstanceView.idOf(view.arn()),
                TaskLinks.ofTask(view.arn()));
    }

    private static String taken(TaskView view) {
        return "ECS has taken it as task " + InstanceView.idOf(view.arn());
    }

    private void say(LaunchBatch order, Step step, String message) {
        order.tasks().forEach(task -> say(task, step, message, new TreeMap<>()));
    }

    private void say(LaunchedTask task, Step step, String message, SortedMap<String, URI> links) {
        steps.out(new Output.Progressed(
                task.framework(), new LaunchProgress(task.launch(), task.task(), step, message, links)));
    }
}
