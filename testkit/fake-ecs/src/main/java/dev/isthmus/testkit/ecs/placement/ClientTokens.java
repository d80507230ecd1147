package dev.isthmus.testkit.ecs.placement;

import dev.isthmus.testkit.ecs.state.AccountState;
import dev.isthmus.testkit.ecs.state.ClusterState;
import dev.isthmus.testkit.ecs.state.TaskState;
import dev.isthmus.testkit.ecs.wire.ModelCodec;
import dev.isthmus.testkit.ecs.wire.ServiceError;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * Makes RunTask idempotent for 24 hours ("Ensuring idempotency" in the ECS API reference). A token is used up by a call that
 * started a task: one that was refused or failed altogether may be sent again, and is then tried again.
 */
final class ClientTokens {
    private static final Duration VALID = Duration.ofHours(24);

    private record Key(String cluster, String token) {}

    private record Use(RunTaskRequest request, RunTaskResponse response) {

        boolean isFor(RunTaskRequest other) {
            return text(request).equals(text(other));
        }

        private static String text(RunTaskRequest request) {
            return ModelCodec.text(ModelCodec.encode(request));
        }
    }

    private final AccountState account;
    private final Map<Key, Use> uses = new LinkedHashMap<>();

    ClientTokens(AccountState account) {
        this.account = account;
    }

    RunTaskResponse once(ClusterState cluster, RunTaskRequest request, Supplier<RunTaskResponse> run) {
        if (request.clientToken() == null) {
            return run.get();
        }
        Key key = new Key(cluster.name, request.clientToken());
        Use use = uses.get(key);
        if (use == null) {
            RunTaskResponse response = run.get();
            if (!response.tasks().isEmpty()) {
                uses.put(key, new Use(request, response));
                account.timers.at(account.now().plus(VALID), () -> uses.remove(key));
            }
            return response;
        }
        if (!use.isFor(request)) {
            throw ServiceError.conflict(
                    "The client token '" + key.token + "' was used before with other parameters.",
                    use.response.tasks().stream().map(Task::taskArn).toList());
        }
        return use.response.toBuilder()
                .tasks(use.response.tasks().stream()
                        .map(task -> asItIsNow(cluster, task))
                        .toList())
                .build();
    }

    private Task asItIsNow(ClusterState cluster, Task task) {
        TaskState state = cluster.task(task.taskArn());
        List<software.amazon.awssdk.services.ecs.model.Tag> tags = account.tags.of(task.taskArn());
        return state == null ? task : state.describe().toBuilder().tags(tags).build();
    }
}
