package dev.isthmus.testkit.ecs.cluster;

import dev.isthmus.testkit.ecs.wire.ServiceError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.PlacementConstraint;
import software.amazon.awssdk.services.ecs.model.PlacementConstraintType;
import software.amazon.awssdk.services.ecs.model.PlacementStrategy;
import software.amazon.awssdk.services.ecs.model.PlacementStrategyType;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.StartTaskRequest;
import software.amazon.awssdk.services.ecs.model.StartTaskResponse;
import software.amazon.awssdk.services.ecs.model.Task;

/** StartTask and RunTask, once {@link LaunchRules} has found nothing wrong with the request itself. */
final class Launches {
    private static final String UNSATISFIED = "MemberOf placement constraint unsatisfied.";

    private final AccountState account;
    private final TaskLife life;
    private final ClientTokens tokens;

    Launches(AccountState account, TaskLife life) {
        this.account = account;
        this.life = life;
        this.tokens = new ClientTokens(account);
    }

    /** One task on each instance named; what one instance refuses does not hinder the others. */
    StartTaskResponse startTask(StartTaskRequest request) {
        ClusterState cluster = account.cluster(request.cluster());
        LaunchRequest launch = LaunchRequest.of(
                account,
                request.taskDefinition(),
                request.overrides(),
                request.group(),
                request.startedBy(),
                request.tags(),
                request.propagateTags(),
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
    RunTaskResponse runTask(RunTaskRequest request) {
        ClusterState cluster = account.cluster(request.cluster());
        return tokens.once(cluster, request, () -> place(cluster, request));
    }

    private RunTaskResponse place(ClusterState cluster, RunTaskRequest request) {
        if (request.launchType() != null && request.launchType() != LaunchType.EC2) {
            throw ServiceError.unsupported(
                    "This fake runs launchType EC2 only, not " + request.launchTypeAsString() + ".");
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
                request.networkConfiguration(),
                request.enableExecuteCommand());
        List<InstanceState> active = cluster.instances().stream()
                .filter(instance -> instance.status().equals("ACTIVE"))
                .toList();
        if (active.isEmpty()) {
            throw ServiceError.invalidParameter("No Container Instances were found in your cluster.");
        }
        List<PlacementConstraint> constraints = constraints(launch, request);
        boolean distinct = constraints.stream().anyMatch(c -> c.type() == PlacementConstraintType.DISTINCT_INSTANCE);
        List<QueryExpression> expressions = constraints.stream()
                .filter(c -> c.type() == PlacementConstraintType.MEMBER_OF)
                .map(c -> QueryParser.parse(c.expression()))
                .toList();
        Set<InstanceState> used = new HashSet<>();
        List<Task> tasks = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        while (tasks.size() < count && failures.isEmpty()) {
            InstanceState chosen = null;
            List<Failure> refusals = new ArrayList<>();
            for (InstanceState instance : ordered(active, request.placementStrategy())) {
                String refusal = expressions.stream().allMatch(expression -> expression.matches(instance))
                        ? distinct && used.contains(instance)
                                ? "DistinctInstance placement constraint unsatisfied."
                                : Placement.refusal(instance, launch)
                        : UNSATISFIED;
                if (refusal == null) {
                    chosen = instance;
                    break;
                }
                refusals.add(Failure.builder().arn(instance.arn).reason(refusal).build());
            }
            if (chosen == null) {
                failures.addAll(refusals);
            } else {
                used.add(chosen);
                tasks.add(describe(life.begin(cluster, chosen, launch)));
            }
        }
        return RunTaskResponse.builder().tasks(tasks).failures(failures).build();
    }

    private static List<PlacementConstraint> constraints(LaunchRequest launch, RunTaskRequest request) {
        List<PlacementConstraint> constraints = new ArrayList<>(request.placementConstraints());
        launch.definition()
                .placementConstraints()
                .forEach(own -> constraints.add(PlacementConstraint.builder()
                        .type(own.typeAsString())
                        .expression(own.expression())
                        .build()));
        Limits.atMost(constraints.size(), 10, "placement constraints, those of the task definition included");
        return constraints;
    }

    /** The first strategy decides; instances that it does not tell apart stay in order of registration. */
    private static List<InstanceState> ordered(List<InstanceState> instances, List<PlacementStrategy> strategies) {
        @Nullable
        PlacementStrategyType type =
                strategies.isEmpty() ? null : strategies.get(0).type();
        if (type == PlacementStrategyType.SPREAD) {
            return instances.stream()
                    .sorted(Comparator.comparingInt(instance -> instance.tasks.size()))
                    .toList();
        }
        if (type == PlacementStrategyType.BINPACK) {
            boolean cpu = "cpu".equalsIgnoreCase(strategies.get(0).field());
            return instances.stream()
                    .sorted(Comparator.comparingInt(cpu ? InstanceState::freeCpu : InstanceState::freeMemory))
                    .toList();
        }
        return instances;
    }

    private Task describe(TaskState task) {
        return task.describe().toBuilder().tags(account.tags.of(task.arn)).build();
    }
}
