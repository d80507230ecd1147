package dev.isthmus.ecs.sdk.model;

import dev.isthmus.ecs.call.Described;
import dev.isthmus.ecs.call.EcsApi;
import dev.isthmus.ecs.call.FailureEntry;
import dev.isthmus.ecs.call.Page;
import dev.isthmus.ecs.call.StartRequest;
import dev.isthmus.ecs.call.Started;
import dev.isthmus.ecs.call.TaskFilter;
import dev.isthmus.ecs.definition.DefinitionContent;
import dev.isthmus.ecs.definition.GroupContent;
import dev.isthmus.ecs.view.DefinitionView;
import dev.isthmus.ecs.view.InstanceView;
import dev.isthmus.ecs.view.TaskView;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerInstanceStatus;
import software.amazon.awssdk.services.ecs.model.DescribeContainerInstancesRequest;
import software.amazon.awssdk.services.ecs.model.DescribeContainerInstancesResponse;
import software.amazon.awssdk.services.ecs.model.DescribeTasksRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTasksResponse;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.ListContainerInstancesRequest;
import software.amazon.awssdk.services.ecs.model.ListContainerInstancesResponse;
import software.amazon.awssdk.services.ecs.model.ListTasksRequest;
import software.amazon.awssdk.services.ecs.model.ListTasksResponse;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionFamilyStatus;

/** Implements the API with the SDK's client. */
public final class SdkApi implements EcsApi {

    private final EcsClient client;
    private final String cluster;

    public SdkApi(EcsClient client, String cluster) {
        this.client = client;
        this.cluster = cluster;
    }

    @Override
    public Page listContainerInstances(Optional<String> filter, Optional<String> next) {
        ListContainerInstancesResponse answer = client.listContainerInstances(ListContainerInstancesRequest.builder()
                .cluster(cluster)
                .filter(filter.orElse(null))
                .nextToken(next.orElse(null))
                .build());
        return new Page(answer.containerInstanceArns(), Optional.ofNullable(answer.nextToken()));
    }

    @Override
    public Described<InstanceView> describeContainerInstances(List<String> arns) {
        DescribeContainerInstancesResponse answer =
                client.describeContainerInstances(DescribeContainerInstancesRequest.builder()
                        .cluster(cluster)
                        .containerInstances(arns)
                        .build());
        return new Described<>(
                answer.containerInstances().stream().map(Views::instance).toList(),
                answer.failures().stream().map(Views::shortfall).toList());
    }

    @Override
    public Page listTasks(TaskFilter filter, Optional<String> next) {
        ListTasksRequest.Builder request =
                ListTasksRequest.builder().cluster(cluster).nextToken(next.orElse(null));
        filter.startedBy().ifPresent(request::startedBy);
        filter.instance().ifPresent(request::containerInstance);
        filter.family().ifPresent(request::family);
        if (filter.stopped()) {
            request.desiredStatus(DesiredStatus.STOPPED);
        }
        ListTasksResponse answer = client.listTasks(request.build());
        return new Page(answer.taskArns(), Optional.ofNullable(answer.nextToken()));
    }

    @Override
    public Described<TaskView> describeTasks(List<String> arns) {
        DescribeTasksResponse answer = client.describeTasks(
                DescribeTasksRequest.builder().cluster(cluster).tasks(arns).build());
        return new Described<>(
                answer.tasks().stream().map(Views::task).toList(),
                answer.failures().stream().map(Views::shortfall).toList());
    }

    @Override
    public Started start(StartRequest request) {
        return request.pin()
                .fold(
                        constraint -> {
                            var answer = client.runTask(Models.runTask(cluster, request, constraint));
                            return started(answer.tasks(), answer.failures());
                        },
                        name -> {
                            var answer = client.startTask(Models.startTask(cluster, request, name));
                            return started(answer.tasks(), answer.failures());
                        },
                        fargate -> {
                            var answer = client.runTask(Models.runTask(cluster, request, fargate));
                            return started(answer.tasks(), answer.failures());
                        },
                        provider -> {
                            var answer = client.runTask(Models.runTask(cluster, request, provider));
                            return started(answer.tasks(), answer.failures());
                        });
    }

    private static Started started(List<Task> tasks, List<Failure> failures) {
        return new Started(
                tasks.stream().map(Views::task).toList(),
                failures.stream().map(Views::shortfall).toList());
    }

    @Override
    public void stopTask(String arn, String reason) {
        client.stopTask(request -> request.cluster(cluster).task(arn).reason(reason));
    }

    @Override
    public List<FailureEntry> setInstanceState(String arn, boolean isDraining) {
        return client
                .updateContainerInstancesState(request -> request.cluster(cluster)
                        .containerInstances(arn)
                        .status(isDraining ? ContainerInstanceStatus.DRAINING : ContainerInstanceStatus.ACTIVE))
                .failures()
                .stream()
                .map(Views::shortfall)
                .toList();
    }

    @Override
    public DefinitionView describeTaskDefinition(String reference) {
        return DefinitionViews.of(client.describeTaskDefinition(request -> request.taskDefinition(reference))
                .taskDefinition());
    }

    @Override
    public Page listDefinitionFamilies(String prefix, Optional<String> next) {
        var answer = client.listTaskDefinitionFamilies(request -> request.familyPrefix(prefix)
                .status(TaskDefinitionFamilyStatus.ACTIVE)
                .nextToken(next.orElse(null)));
        return new Page(answer.families(), Optional.ofNullable(answer.nextToken()));
    }

    @Override
    public void deregisterTaskDefinition(String arn) {
        client.deregisterTaskDefinition(request -> request.taskDefinition(arn));
    }

    @Override
    public DefinitionView registerTaskDefinition(DefinitionContent content) {
        return DefinitionViews.of(client.registerTaskDefinition(DefinitionModels.register(content))
                .taskDefinition());
    }

    @Override
    public DefinitionView registerTaskDefinition(GroupContent content) {
        return DefinitionViews.of(client.registerTaskDefinition(DefinitionModels.register(content))
                .taskDefinition());
    }
}
