package dev.isthmus.testkit.ecs.control;

import dev.isthmus.testkit.ecs.fault.CallSubject;
import dev.isthmus.testkit.ecs.fault.FaultPlayer;
import dev.isthmus.testkit.ecs.fault.ReadFault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.DescribeContainerInstancesResponse;
import software.amazon.awssdk.services.ecs.model.DescribeTasksResponse;
import software.amazon.awssdk.services.ecs.model.EcsRequest;
import software.amazon.awssdk.services.ecs.model.EcsResponse;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.ListContainerInstancesRequest;
import software.amazon.awssdk.services.ecs.model.ListContainerInstancesResponse;
import software.amazon.awssdk.services.ecs.model.ListTasksRequest;
import software.amazon.awssdk.services.ecs.model.ListTasksResponse;
import software.amazon.awssdk.services.ecs.model.Task;

/** What faults make of a true answer to a read. */
final class ResponseFaults {
    private final History history;

    ResponseFaults(History history) {
        this.history = history;
    }

    EcsResponse of(FaultPlayer.Met met, Instant now, EcsRequest request, EcsResponse response) {
        return met.fault()
                .fold(early -> response, read -> of(read, met.salt(), now, request, response), late -> response);
    }

    private EcsResponse of(ReadFault fault, long salt, Instant now, EcsRequest request, EcsResponse response) {
        return fault.fold(
                stale -> {
                    Instant then = now.minus(stale.age());
                    return older(
                            request,
                            response,
                            (versions, task) -> versions.asOf(then, task),
                            (versions, instance) -> versions.asOf(then, instance));
                },
                older -> older(
                        request,
                        response,
                        (versions, task) -> Optional.of(versions.versionsAgo(older.versions(), task)),
                        (versions, instance) -> Optional.of(versions.versionsAgo(older.versions(), instance))),
                reorder -> entries(response, values -> shuffled(values, salt)),
                repeat -> entries(response, values -> {
                    List<Object> twice = new ArrayList<>(values);
                    twice.addAll(values);
                    return twice;
                }));
    }

    private EcsResponse older(
            EcsRequest request,
            EcsResponse response,
            BiFunction<History.Versions<Task>, Task, Optional<Task>> oldTask,
            BiFunction<History.Versions<ContainerInstance>, ContainerInstance, Optional<ContainerInstance>>
                    oldInstance) {
        if (response instanceof DescribeTasksResponse described) {
            List<Failure> failures = new ArrayList<>(described.failures());
            List<Task> tasks = new ArrayList<>();
            for (Task task : described.tasks()) {
                oldTask.apply(history.tasks, task)
                        .ifPresentOrElse(
                                old -> tasks.add(
                                        old.toBuilder().tags(task.tags()).build()),
                                () -> failures.add(missing(task.taskArn())));
            }
            return described.toBuilder().tasks(tasks).failures(failures).build();
        }
        if (response instanceof DescribeContainerInstancesResponse described) {
            List<Failure> failures = new ArrayList<>(described.failures());
            List<ContainerInstance> instances = new ArrayList<>();
            for (ContainerInstance instance : described.containerInstances()) {
                oldInstance
                        .apply(history.instances, instance)
                        .ifPresentOrElse(
                                old -> instances.add(
                                        old.toBuilder().tags(instance.tags()).build()),
                                () -> failures.add(missing(instance.containerInstanceArn())));
            }
            return described.toBuilder()
                    .containerInstances(instances)
                    .failures(failures)
                    .build();
        }
        if (response instanceof ListTasksResponse listed && request instanceof ListTasksRequest asked) {
            List<String> then = history.tasks.newest().stream()
                    .flatMap(task -> oldTask.apply(history.tasks, task).stream())
                    .filter(matching(asked))
                    .map(Task::taskArn)
                    .toList();
            Set<String> known = new LinkedHashSet<>(
                    history.tasks.newest().stream().map(Task::taskArn).toList());
            return listed.toBuilder()
                    .taskArns(merged(
                            listed.taskArns(), then, known, asked.nextToken() == null && listed.nextToken() == null))
                    .build();
        }
        if (response instanceof ListContainerInstancesResponse listed
                && request instanceof ListContainerInstancesRequest asked) {
            List<String> then = history.instances.newest().stream()
                    .flatMap(instance -> oldInstance.apply(history.instances, instance).stream())
                    .filter(matching(asked))
                    .map(ContainerInstance::containerInstanceArn)
                    .toList();
            Set<String> known = new LinkedHashSet<>(history.instances.newest().stream()
                    .map(ContainerInstance::containerInstanceArn)
                    .toList());
            boolean whole = asked.nextToken() == null && listed.nextToken() == null && asked.filter() == null;
            return listed.toBuilder()
                    .containerInstanceArns(merged(listed.containerInstanceArns(), then, known, whole))
                    .build();
        }
        return response;
    }

    /** What is listed now and was then, and, of a list that is on one page, what was listed then alone. */
    private static List<String> merged(List<String> now, List<String> then, Set<String> known, boolean whole) {
        Set<String> wasThere = new LinkedHashSet<>(then);
        List<String> merged = new ArrayList<>(now.stream()
                .filter(arn -> wasThere.contains(arn) || !known.contains(arn))
                .toList());
        if (whole) {
            then.stream().filter(arn -> !now.contains(arn)).sorted().forEach(merged::add);
        }
        return merged;
    }

    private static Predicate<Task> matching(ListTasksRequest asked) {
        String desired = asked.desiredStatus() == null ? "RUNNING" : asked.desiredStatusAsString();
        return task -> isIn(asked.cluster(), task.clusterArn())
                && desired.equals(task.desiredStatus())
                && (asked.startedBy() == null || asked.startedBy().equals(task.startedBy()))
                && (asked.family() == null || asked.family().equals(CallSubject.family(task.taskDefinitionArn())))
                && (asked.containerInstance() == null
                        || (task.containerInstanceArn() != null
                                && CallSubject.lastPart(asked.containerInstance())
                                        .equals(CallSubject.lastPart(task.containerInstanceArn()))))
                && (asked.launchType() == null || asked.launchType() == task.launchType());
    }

    private static Predicate<ContainerInstance> matching(ListContainerInstancesRequest asked) {
        return instance ->
                instance.containerInstanceArn().contains("/" + CallSubject.lastPart(clusterOf(asked.cluster())) + "/")
                        && (asked.status() == null
                                ? !"INACTIVE".equals(instance.status())
                                : asked.statusAsString().equals(instance.status()));
    }

    private static boolean isIn(String asked, String clusterArn) {
        return CallSubject.lastPart(clusterOf(asked)).equals(CallSubject.lastPart(clusterArn));
    }

    private static String clusterOf(String asked) {
        return asked == null || asked.isEmpty() ? "default" : asked;
    }

    private static Failure missing(String arn) {
        return Failure.builder().arn(arn).reason("MISSING").build();
    }

    /** Each list of the answer, as {@code change} makes it. */
    private static EcsResponse entries(EcsResponse response, java.util.function.UnaryOperator<List<Object>> change) {
        var builder = response.toBuilder();
        for (SdkField<?> field : response.sdkFields()) {
            if (field.containsTrait(ListTrait.class)
                    && field.getValueOrDefault(response) instanceof List<?> values
                    && !values.isEmpty()) {
                field.set(builder, change.apply(List.copyOf(values)));
            }
        }
        return (EcsResponse) builder.build();
    }

    /** In another order, if there is one. */
    private static List<Object> shuffled(List<Object> values, long salt) {
        List<Object> other = new ArrayList<>(values);
        Random random = new Random(salt);
        do {
            Collections.shuffle(other, random);
        } while (other.equals(values) && new LinkedHashSet<>(values).size() > 1);
        return other;
    }
}
