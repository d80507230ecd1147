package dev.isthmus.testkit.ecs.operation;

import dev.isthmus.testkit.ecs.state.AccountState;
import dev.isthmus.testkit.ecs.state.ClusterState;
import dev.isthmus.testkit.ecs.state.ContainerState;
import dev.isthmus.testkit.ecs.state.TaskState;
import dev.isthmus.testkit.ecs.wire.Limits;
import dev.isthmus.testkit.ecs.wire.ServiceError;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.DescribeTasksRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTasksResponse;
import software.amazon.awssdk.services.ecs.model.ExecuteCommandRequest;
import software.amazon.awssdk.services.ecs.model.ExecuteCommandResponse;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.GetTaskProtectionRequest;
import software.amazon.awssdk.services.ecs.model.GetTaskProtectionResponse;
import software.amazon.awssdk.services.ecs.model.ListTasksRequest;
import software.amazon.awssdk.services.ecs.model.ListTasksResponse;
import software.amazon.awssdk.services.ecs.model.StopTaskRequest;
import software.amazon.awssdk.services.ecs.model.StopTaskResponse;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskField;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;
import software.amazon.awssdk.services.ecs.model.UpdateTaskProtectionRequest;
import software.amazon.awssdk.services.ecs.model.UpdateTaskProtectionResponse;

/** The operations on tasks that have been started. */
final class TaskOperations {
    private static final int MAX_PROTECTIONS_A_CALL = 10;

    private TaskOperations() {}

    static StopTaskResponse stop(EcsModel model, StopTaskRequest request) {
        AccountState account = model.account;
        ClusterState cluster = account.cluster(request.cluster());
        TaskState task = existing(account, cluster, request.task());
        String reason = request.reason();
        model.shutdown.stop(
                task,
                TaskStopCode.USER_INITIATED,
                reason == null || reason.isEmpty() ? "Task stopped by user" : reason);
        account.tags.clear(task.arn);
        return StopTaskResponse.builder().task(task.describe()).build();
    }

    static DescribeTasksResponse describe(EcsModel model, DescribeTasksRequest request) {
        AccountState account = model.account;
        ClusterState cluster = account.cluster(request.cluster());
        Limits.count(request.tasks(), "Tasks", "taskIds", Limits.DESCRIBE);
        boolean withTags = request.include().contains(TaskField.TAGS);
        List<Task> tasks = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (String id : request.tasks()) {
            String arn = account.arns.resolve(id, "task", cluster.name);
            TaskState task = cluster.task(arn);
            if (task == null || !task.describable(account.timers.steady())) {
                failures.add(Failure.builder().arn(arn).reason("MISSING").build());
            } else {
                Task described = task.describe();
                tasks.add(
                        withTags
                                ? described.toBuilder()
                                        .tags(account.tags.of(arn))
                                        .build()
                                : described);
            }
        }
        return DescribeTasksResponse.builder().tasks(tasks).failures(failures).build();
    }

    static ListTasksResponse list(EcsModel model, ListTasksRequest request) {
        AccountState account = model.account;
        ClusterState cluster = account.cluster(request.cluster());
        checkFilters(request);
        String desired = request.desiredStatus() == null ? "RUNNING" : request.desiredStatusAsString();
        String instance = request.containerInstance() == null
                ? null
                : account.arns.resolve(request.containerInstance(), "container-instance", cluster.name);
        boolean never = request.daemonName() != null;
        String launchType = request.launchTypeAsString();
        // Whoever asks for a starter asks for nothing else, and so for those that are to run.
        LongFunction<Stream<TaskState>> found = after -> (request.startedBy() == null
                        ? cluster.tasksAfter(after, desired)
                        : cluster.wantedOf(request.startedBy(), after))
                .filter(task -> !never && task.listable(account.timers.steady()))
                .filter(task -> instance == null || task.isOn(instance))
                .filter(task ->
                        launchType == null || launchType.equals(task.describe().launchTypeAsString()))
                .filter(task ->
                        request.family() == null || task.definition.family().equals(request.family()));
        Paging<TaskState> page = Paging.page(
                found,
                task -> task.sequence,
                request.maxResults(),
                request.nextToken(),
                "ListTasks " + cluster.arn + desired + instance + request.family() + request.startedBy() + launchType);
        return ListTasksResponse.builder()
                .taskArns(page.items().stream().map(task -> task.arn).toList())
                .nextToken(page.nextToken())
                .build();
    }

    /** ListTasks, startedBy: "When you specify startedBy as the filter, it must be the only filter that you use." */
    private static void checkFilters(ListTasksRequest request) {
        Limits.startedBy(request.startedBy(), Limits.RUN_TASK_STARTED_BY);
        boolean others = request.containerInstance() != null
                || request.family() != null
                || request.serviceName() != null
                || request.daemonName() != null
                || request.desiredStatus() != null
                || request.launchType() != null;
        if (request.startedBy() != null && others) {
            throw ServiceError.invalidParameter("When startedBy is given it must be the only filter.");
        }
        if (request.serviceName() != null) {
            throw ServiceError.of("ServiceNotFoundException", "Service not found.");
        }
    }

    /** Refused as ECS does where the agent of ECS Exec does not run; where it does, there is still no session that could be opened. */
    static ExecuteCommandResponse execute(EcsModel model, ExecuteCommandRequest request) {
        ClusterState cluster = model.account.cluster(request.cluster());
        TaskState task = existing(model.account, cluster, request.task());
        if (container(task, request.container()).takesCommands()) {
            throw ServiceError.unsupported("This fake opens no sessions in containers.");
        }
        throw ServiceError.invalidParameter("The execute command failed because execute command was not enabled when "
                + "the task was run or the execute command agent isn\u2019t running. Wait and try again or run a new "
                + "task with execute command enabled and try again.");
    }

    /** A task with one container alone need not have it named. */
    private static ContainerState container(TaskState task, @Nullable String name) {
        if (name == null) {
            return task.onlyContainer()
                    .orElseThrow(() -> ServiceError.invalidParameter("The task has several containers: name one."));
        }
        ContainerState named = task.container(name);
        if (named == null) {
            throw ServiceError.invalidParameter("The container " + name + " is not one of the task's containers.");
        }
        return named;
    }

    static GetTaskProtectionResponse protection(EcsModel model, GetTaskProtectionRequest request) {
        ClusterState cluster = model.account.cluster(request.cluster());
        return GetTaskProtectionResponse.builder()
                .protectedTasks(List.of())
                .failures(unprotected(model.account, cluster, request.tasks()))
                .build();
    }

    static UpdateTaskProtectionResponse protect(EcsModel model, UpdateTaskProtectionRequest request) {
        ClusterState cluster = model.account.cluster(request.cluster());
        Limits.count(request.tasks(), "Tasks", "taskIds", MAX_PROTECTIONS_A_CALL);
        return UpdateTaskProtectionResponse.builder()
                .protectedTasks(List.of())
                .failures(unprotected(model.account, cluster, request.tasks()))
                .build();
    }

    /** Tasks of services alone can be protected, and there are no services here. */
    private static List<Failure> unprotected(AccountState account, ClusterState cluster, List<String> tasks) {
        return tasks.stream()
                .map(id -> account.arns.resolve(id, "task", cluster.name))
                .map(arn -> Failure.builder()
                        .arn(arn)
                        .reason(cluster.task(arn) == null ? "MISSING" : "TASK_NOT_VALID")
                        .build())
                .toList();
    }

    private static TaskState existing(AccountState account, ClusterState cluster, String id) {
        TaskState task = cluster.task(account.arns.resolve(id, "task", cluster.name));
        if (task == null) {
            throw ServiceError.invalidParameter("The referenced task was not found.");
        }
        return task;
    }
}
