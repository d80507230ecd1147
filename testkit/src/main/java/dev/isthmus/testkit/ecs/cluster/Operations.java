package dev.isthmus.testkit.ecs.cluster;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.DeregisterContainerInstanceRequest;
import software.amazon.awssdk.services.ecs.model.DeregisterContainerInstanceResponse;
import software.amazon.awssdk.services.ecs.model.DeregisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.DeregisterTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.DescribeClustersRequest;
import software.amazon.awssdk.services.ecs.model.DescribeClustersResponse;
import software.amazon.awssdk.services.ecs.model.DescribeContainerInstancesRequest;
import software.amazon.awssdk.services.ecs.model.DescribeContainerInstancesResponse;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.DescribeTasksRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTasksResponse;
import software.amazon.awssdk.services.ecs.model.ListClustersRequest;
import software.amazon.awssdk.services.ecs.model.ListClustersResponse;
import software.amazon.awssdk.services.ecs.model.ListContainerInstancesRequest;
import software.amazon.awssdk.services.ecs.model.ListContainerInstancesResponse;
import software.amazon.awssdk.services.ecs.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.ecs.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionFamiliesRequest;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionFamiliesResponse;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionsRequest;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionsResponse;
import software.amazon.awssdk.services.ecs.model.ListTasksRequest;
import software.amazon.awssdk.services.ecs.model.ListTasksResponse;
import software.amazon.awssdk.services.ecs.model.PutAttributesRequest;
import software.amazon.awssdk.services.ecs.model.PutAttributesResponse;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.StartTaskRequest;
import software.amazon.awssdk.services.ecs.model.StartTaskResponse;
import software.amazon.awssdk.services.ecs.model.StopTaskRequest;
import software.amazon.awssdk.services.ecs.model.StopTaskResponse;
import software.amazon.awssdk.services.ecs.model.TagResourceRequest;
import software.amazon.awssdk.services.ecs.model.TagResourceResponse;
import software.amazon.awssdk.services.ecs.model.UntagResourceRequest;
import software.amazon.awssdk.services.ecs.model.UntagResourceResponse;
import software.amazon.awssdk.services.ecs.model.UpdateContainerInstancesStateRequest;
import software.amazon.awssdk.services.ecs.model.UpdateContainerInstancesStateResponse;

/** Every operation that the fake knows, by name. */
public final class Operations {
    private static final Map<String, Operation> BY_NAME = new LinkedHashMap<>();

    static {
        clusters();
        instances();
        definitions();
        tasks();
        tags();
    }

    private Operations() {}

    /** The operation of that name, if it is implemented. */
    public static Optional<Operation> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** All of them. */
    public static List<Operation> all() {
        return List.copyOf(BY_NAME.values());
    }

    private static void add(Operation operation) {
        BY_NAME.put(operation.name(), operation);
    }

    private static void clusters() {
        add(Operation.of(
                "DescribeClusters",
                DescribeClustersRequest.class,
                DescribeClustersRequest::builder,
                DescribeClustersResponse::builder,
                ClusterOperations::describe));
        add(Operation.of(
                "ListClusters",
                ListClustersRequest.class,
                ListClustersRequest::builder,
                ListClustersResponse::builder,
                ClusterOperations::list));
    }

    private static void instances() {
        add(Operation.of(
                "ListContainerInstances",
                ListContainerInstancesRequest.class,
                ListContainerInstancesRequest::builder,
                ListContainerInstancesResponse::builder,
                InstanceOperations::list));
        add(Operation.of(
                "DescribeContainerInstances",
                DescribeContainerInstancesRequest.class,
                DescribeContainerInstancesRequest::builder,
                DescribeContainerInstancesResponse::builder,
                InstanceOperations::describe,
                "containerInstances"));
        add(Operation.of(
                "UpdateContainerInstancesState",
                UpdateContainerInstancesStateRequest.class,
                UpdateContainerInstancesStateRequest::builder,
                UpdateContainerInstancesStateResponse::builder,
                InstanceOperations::updateState,
                "containerInstances",
                "status"));
        add(Operation.of(
                "DeregisterContainerInstance",
                DeregisterContainerInstanceRequest.class,
                DeregisterContainerInstanceRequest::builder,
                DeregisterContainerInstanceResponse::builder,
                InstanceOperations::deregister,
                "containerInstance"));
        add(Operation.of(
                "PutAttributes",
                PutAttributesRequest.class,
                PutAttributesRequest::builder,
                PutAttributesResponse::builder,
                InstanceOperations::putAttributes,
                "attributes"));
    }

    private static void definitions() {
        add(Operation.of(
                "RegisterTaskDefinition",
                RegisterTaskDefinitionRequest.class,
                RegisterTaskDefinitionRequest::builder,
                RegisterTaskDefinitionResponse::builder,
                DefinitionOperations::register,
                "family",
                "containerDefinitions"));
        add(Operation.of(
                "DescribeTaskDefinition",
                DescribeTaskDefinitionRequest.class,
                DescribeTaskDefinitionRequest::builder,
                DescribeTaskDefinitionResponse::builder,
                DefinitionOperations::describe,
                "taskDefinition"));
        add(Operation.of(
                "DeregisterTaskDefinition",
                DeregisterTaskDefinitionRequest.class,
                DeregisterTaskDefinitionRequest::builder,
                DeregisterTaskDefinitionResponse::builder,
                DefinitionOperations::deregister,
                "taskDefinition"));
        add(Operation.of(
                "ListTaskDefinitions",
                ListTaskDefinitionsRequest.class,
                ListTaskDefinitionsRequest::builder,
                ListTaskDefinitionsResponse::builder,
                DefinitionOperations::list));
        add(Operation.of(
                "ListTaskDefinitionFamilies",
                ListTaskDefinitionFamiliesRequest.class,
                ListTaskDefinitionFamiliesRequest::builder,
                ListTaskDefinitionFamiliesResponse::builder,
                DefinitionOperations::families));
    }

    private static void tasks() {
        add(Operation.of(
                "StartTask",
                StartTaskRequest.class,
                StartTaskRequest::builder,
                StartTaskResponse::builder,
                (model, request) -> model.launches.startTask(request),
                "containerInstances",
                "taskDefinition"));
        add(Operation.of(
                "RunTask",
                RunTaskRequest.class,
                RunTaskRequest::builder,
                RunTaskResponse::builder,
                (model, request) -> model.launches.runTask(request),
                "taskDefinition"));
        add(Operation.of(
                "StopTask",
                StopTaskRequest.class,
                StopTaskRequest::builder,
                StopTaskResponse::builder,
                TaskOperations::stop,
                "task"));
        add(Operation.of(
                "DescribeTasks",
                DescribeTasksRequest.class,
                DescribeTasksRequest::builder,
                DescribeTasksResponse::builder,
                TaskOperations::describe,
                "tasks"));
        add(Operation.of(
                "ListTasks",
                ListTasksRequest.class,
                ListTasksRequest::builder,
                ListTasksResponse::builder,
                TaskOperations::list));
    }

    private static void tags() {
        add(Operation.of(
                "TagResource",
                TagResourceRequest.class,
                TagResourceRequest::builder,
                TagResourceResponse::builder,
                TagOperations::tag,
                "resourceArn",
                "tags"));
        add(Operation.of(
                "UntagResource",
                UntagResourceRequest.class,
                UntagResourceRequest::builder,
                UntagResourceResponse::builder,
                TagOperations::untag,
                "resourceArn",
                "tagKeys"));
        add(Operation.of(
                "ListTagsForResource",
                ListTagsForResourceRequest.class,
                ListTagsForResourceRequest::builder,
                ListTagsForResourceResponse::builder,
                TagOperations::list,
                "resourceArn"));
    }
}
