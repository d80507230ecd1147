package dev.isthmus.testkit.ecs.placement;

import dev.isthmus.testkit.ecs.cluster.FargateProvider;
import dev.isthmus.testkit.ecs.state.AccountState;
import dev.isthmus.testkit.ecs.state.ClusterState;
import dev.isthmus.testkit.ecs.state.InstanceState;
import dev.isthmus.testkit.ecs.state.LaunchRequest;
import dev.isthmus.testkit.ecs.state.TaskLifecycle;
import dev.isthmus.testkit.ecs.state.TaskState;
import dev.isthmus.testkit.ecs.wire.ServiceError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.StartTaskRequest;
import software.amazon.awssdk.services.ecs.model.StartTaskResponse;
import software.amazon.awssdk.services.ecs.model.Task;

/** StartTask and RunTask, once {@link LaunchRules} has found nothing wrong with the request itself. */
public final class TaskStarts {
    private final AccountState account;
    private final TaskLifecycle life;
    private final ClientTokens tokens;
    private final FargateStarts fargate;
    private final ManagedScaling scaling;

    public TaskStarts(AccountState account, TaskLifecycle life, ManagedScaling scaling) {
        this.scaling = scaling;
        this.account = account;
        this.life = life;
        this.tokens = new ClientTokens(account);
        this.fargate = new FargateStarts(account, life);
    }

    /** One task on each instance named; what one instance refuses does not hinder the others. */
    public StartTaskResponse startTask(StartTaskRequest request) {
        ClusterState cluster = account.cluster(request.cluster());
        LaunchRequest launch = LaunchRequest.of(
                account,
                request.taskDefinition(),
                request.overrides(),
                request.group(),
                request.startedBy(),
                request.tags(),
                request.propagateTags(),
                request.enableECSManagedTags(),
                request.networkConfiguration(),
                request.enableExecuteCommand());
        List<Task> tasks = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (String id : request.containerInstances()) {
            String arn = account.arns.resolve(id, "container-instance", cluster.name);
            InstanceState instance = cluster.instance(arn);
            String refusal = instance == null ? "MISSING" : Placement.refusal(instance, launch);
            if (instance == null || refusal != null) {
                failures.add(Failure.builder().arn(arn).reason(refusal).build());
            } else {
                tasks.add(describe(life.begin(cluster, instance, launch)));
            }
        }
        return StartTaskResponse.builder().tasks(tasks).failures(failures).build();
    }

    /** {@code count} tasks, each on the first instance that fits; the failures say why none did for the first that found none. */
    public RunTaskResponse runTask(RunTaskRequest request) {
        ClusterState cluster = account.cluster(request.cluster());
        return tokens.once(cluster, request, () -> place(cluster, request));
    }

    private RunTaskResponse place(ClusterState cluster, RunTaskRequest request) {
        List<FargateProvider> onFargate = CapacityStrategy.targets(cluster, request);
        if (onFargate.isEmpty() && request.launchType() != null && request.launchType() != LaunchType.EC2) {
            throw ServiceError.unsupported(
                    "This fake runs launchType EC2 and FARGATE only, not " + request.launchTypeAsString() + ".");
        }
        int count = request.count() == null ? 1 : request.count();
        LaunchRequest launch = LaunchRequest.of(
                account,
                request.taskDefinition(),
                request.overrides(),
                request.group(),
                request.startedBy(),
                request.tags(),
                request.propagateTags(),
                request.enableECSManagedTags(),
                request.networkConfiguration(),
                request.enableExecuteCommand());
        List<String> ofProviders = CapacityStrategy.providers(cluster, request);
        if (!onFargate.isEmpty() || !ofProviders.isEmpty()) {
            FargateStarts.Started started = onFargate.isEmpty()
                    ? scaling.start(cluster, request, launch, ofProviders)
                    : fargate.start(cluster, request, launch, onFargate);
            return RunTaskResponse.builder()
                    .tasks(started.tasks().stream().map(this::describe).toList())
                    .failures(started.failures())
                    .build();
        }
        List<InstanceState> active = cluster.instances().stream()
                .filter(instance -> instance.status().equals("ACTIVE"))
                .toList();
        if (active.isEmpty()) {
            throw ServiceError.invalidParameter("No Container Instances were found in your cluster.");
        }
        PlacementConstraints constraints = PlacementConstraints.of(request.placementConstraints(), launch.definition());
        PlacementOrder order = new PlacementOrder(request.placementStrategy());
        List<Task> tasks = new ArrayList<>();
        while (tasks.size() < count) {
            Optional<InstanceState> chosen = order.of(active, launch.group()).stream()
                    .filter(instance -> refusal(constraints, instance, launch) == null)
                    .findFirst();
            if (chosen.isEmpty()) {
                break;
            }
            tasks.add(describe(life.begin(cluster, chosen.get(), launch)));
        }
        List<Failure> failures = tasks.size() == count
                ? List.of()
                : active.stream()
                        .map(instance -> Failure.builder()
                                .arn(instance.arn)
                                .reason(refusal(constraints, instance, launch))
                                .build())
                        .toList();
        return RunTaskResponse.builder().tasks(tasks).failures(failures).build();
    }

    private static @Nullable String refusal(
            PlacementConstraints constraints, InstanceState instance, LaunchRequest launch) {
        String refusal = constraints.refusal(instance, launch.group());
        return refusal != null ? refusal : Placement.refusal(instance, launch);
    }

    private Task describe(TaskState task) {
        return task.describe().toBuilder().tags(account.tags.of(task.arn)).build();
    }
}
