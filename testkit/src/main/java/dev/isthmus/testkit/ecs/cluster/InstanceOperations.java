package dev.isthmus.testkit.ecs.cluster;

import dev.isthmus.testkit.ecs.wire.ServiceError;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Attribute;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.ContainerInstanceField;
import software.amazon.awssdk.services.ecs.model.DeregisterContainerInstanceRequest;
import software.amazon.awssdk.services.ecs.model.DeregisterContainerInstanceResponse;
import software.amazon.awssdk.services.ecs.model.DescribeContainerInstancesRequest;
import software.amazon.awssdk.services.ecs.model.DescribeContainerInstancesResponse;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.ListContainerInstancesRequest;
import software.amazon.awssdk.services.ecs.model.ListContainerInstancesResponse;
import software.amazon.awssdk.services.ecs.model.PutAttributesRequest;
import software.amazon.awssdk.services.ecs.model.PutAttributesResponse;
import software.amazon.awssdk.services.ecs.model.TargetType;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;
import software.amazon.awssdk.services.ecs.model.UpdateContainerInstancesStateRequest;
import software.amazon.awssdk.services.ecs.model.UpdateContainerInstancesStateResponse;

/** The operations on container instances. */
final class InstanceOperations {
    private static final List<String> STATUS_FILTERS =
            List.of("ACTIVE", "DRAINING", "REGISTERING", "DEREGISTERING", "REGISTRATION_FAILED");
    private static final int MAX_ATTRIBUTES_A_CALL = 10;
    private static final int MAX_UPDATES_A_CALL = 10;

    private InstanceOperations() {}

    static ListContainerInstancesResponse list(EcsModel model, ListContainerInstancesRequest request) {
        ClusterState cluster = model.account.cluster(request.cluster());
        String status = request.statusAsString();
        if (status != null && !STATUS_FILTERS.contains(status)) {
            throw ServiceError.invalidParameter("status must be one of " + STATUS_FILTERS + ", not " + status + ".");
        }
        QueryExpression filter = request.filter() == null ? null : QueryParser.parse(request.filter());
        LongFunction<Stream<InstanceState>> found = after -> cluster.instancesAfter(after)
                .filter(instance -> status == null
                        ? !instance.status().equals("INACTIVE")
                        : instance.status().equals(status))
                .filter(instance -> filter == null || filter.matches(instance));
        Paging<InstanceState> page = Paging.page(
                found,
                instance -> instance.sequence,
                request.maxResults(),
                request.nextToken(),
                "ListContainerInstances " + cluster.arn + status + request.filter());
        return ListContainerInstancesResponse.builder()
                .containerInstanceArns(
                        page.items().stream().map(instance -> instance.arn).toList())
                .nextToken(page.nextToken())
                .build();
    }

    static DescribeContainerInstancesResponse describe(EcsModel model, DescribeContainerInstancesRequest request) {
        AccountState account = model.account;
        ClusterState cluster = account.cluster(request.cluster());
        Limits.count(request.containerInstances(), "containerInstances", Limits.DESCRIBE);
        boolean withTags = request.include().contains(ContainerInstanceField.TAGS);
        List<ContainerInstance> instances = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (String id : request.containerInstances()) {
            InstanceState instance = find(account, cluster, id, failures);
            if (instance != null) {
                ContainerInstance described = instance.describe();
                instances.add(
                        withTags
                                ? described.toBuilder()
                                        .tags(account.tags.of(instance.arn))
                                        .build()
                                : described);
            }
        }
        return DescribeContainerInstancesResponse.builder()
                .containerInstances(instances)
                .failures(failures)
                .build();
    }

    static UpdateContainerInstancesStateResponse updateState(
            EcsModel model, UpdateContainerInstancesStateRequest request) {
        AccountState account = model.account;
        ClusterState cluster = account.cluster(request.cluster());
        Limits.count(request.containerInstances(), "containerInstances", MAX_UPDATES_A_CALL);
        String status = request.statusAsString();
        if (!status.equals("ACTIVE") && !status.equals("DRAINING")) {
            throw ServiceError.invalidParameter("status must be ACTIVE or DRAINING, not " + status + ".");
        }
        List<ContainerInstance> instances = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (String id : request.containerInstances()) {
            InstanceState instance = find(account, cluster, id, failures);
            if (instance == null) {
                continue;
            }
            if (instance.status().equals("INACTIVE")) {
                failures.add(
                        Failure.builder().arn(instance.arn).reason("INACTIVE").build());
            } else {
                instance.status(status);
                instances.add(instance.describe());
            }
        }
        return UpdateContainerInstancesStateResponse.builder()
                .containerInstances(instances)
                .failures(failures)
                .build();
    }

    static DeregisterContainerInstanceResponse deregister(EcsModel model, DeregisterContainerInstanceRequest request) {
        ClusterState cluster = model.account.cluster(request.cluster());
        InstanceState instance = existing(model.account, cluster, request.containerInstance());
        boolean force = request.force() != null && request.force();
        if (!force && !instance.tasks.isEmpty()) {
            throw ServiceError.invalidParameter("Found running tasks on the instance.");
        }
        remove(model, instance, TaskStopCode.USER_INITIATED, "Container instance deregistered by force");
        return DeregisterContainerInstanceResponse.builder()
                .containerInstance(instance.describe())
                .build();
    }

    static void remove(EcsModel model, InstanceState instance, TaskStopCode code, String reason) {
        List.copyOf(instance.tasks).forEach(task -> model.life.abandon(task, code, reason));
        instance.agentConnected(false);
        instance.status("INACTIVE");
    }

    static PutAttributesResponse putAttributes(EcsModel model, PutAttributesRequest request) {
        AccountState account = model.account;
        ClusterState cluster = account.cluster(request.cluster());
        Limits.atMost(request.attributes().size(), MAX_ATTRIBUTES_A_CALL, "attributes a call");
        if (request.attributes().isEmpty()) {
            throw ServiceError.invalidParameter("attributes cannot be empty.");
        }
        for (Attribute attribute : request.attributes()) {
            check(attribute);
            if (find(account, cluster, attribute.targetId(), new ArrayList<>()) == null) {
                throw new ServiceError(
                        "TargetNotFoundException",
                        400,
                        "There is no container instance " + attribute.targetId() + ".",
                        java.util.Map.of());
            }
        }
        for (Attribute attribute : request.attributes()) {
            InstanceState instance = existing(account, cluster, attribute.targetId());
            instance.attributes.put(attribute.name(), attribute.value() == null ? "" : attribute.value());
            instance.changed();
        }
        return PutAttributesResponse.builder().attributes(request.attributes()).build();
    }

    private static void check(Attribute attribute) {
        if (attribute.name() == null || !attribute.name().matches("[A-Za-z0-9_/.\\\\-]{1,128}")) {
            throw ServiceError.invalidParameter(
                    "An attribute's name is 1 to 128 letters, digits and - _ / \\ . only: '" + attribute.name() + "'");
        }
        if (attribute.value() != null && !attribute.value().matches("[A-Za-z0-9_./@:\\\\ -]{1,128}")) {
            throw ServiceError.invalidParameter("The value of attribute " + attribute.name()
                    + " is 1 to 128 letters, digits, spaces and - _ . @ : / \\ only: '" + attribute.value() + "'");
        }
        if (attribute.targetId() == null
                || (attribute.targetType() != null && attribute.targetType() != TargetType.CONTAINER_INSTANCE)) {
            throw ServiceError.invalidParameter("Attribute " + attribute.name()
                    + " needs a targetId, and the targetType container-instance when that is a short id.");
        }
    }

    private static InstanceState existing(AccountState account, ClusterState cluster, String id) {
        InstanceState instance = find(account, cluster, id, new ArrayList<>());
        if (instance == null) {
            throw ServiceError.invalidParameter("The referenced container instance was not found.");
        }
        return instance;
    }

    private static @Nullable InstanceState find(
            AccountState account, ClusterState cluster, String id, List<Failure> failures) {
        String arn = account.arns.resolve(id, "container-instance", cluster.name);
        InstanceState instance = cluster.instance(arn);
        if (instance == null) {
            failures.add(Failure.builder().arn(arn).reason("MISSING").build());
        }
        return instance;
    }
}
