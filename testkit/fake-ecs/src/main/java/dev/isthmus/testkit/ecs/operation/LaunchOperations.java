package dev.isthmus.testkit.ecs.operation;

import dev.isthmus.testkit.ecs.placement.LaunchRules;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.StartTaskRequest;
import software.amazon.awssdk.services.ecs.model.StartTaskResponse;

/** StartTask and RunTask: what is wrong with the request itself comes first, then {@link dev.isthmus.testkit.ecs.placement.TaskStarts} looks for a place. */
final class LaunchOperations {
    private LaunchOperations() {}

    static StartTaskResponse startTask(EcsModel model, StartTaskRequest request) {
        LaunchRules.check(model.account, request);
        return model.launches.startTask(request);
    }

    static RunTaskResponse runTask(EcsModel model, RunTaskRequest request) {
        LaunchRules.check(model.account, request);
        return model.launches.runTask(request);
    }
}
