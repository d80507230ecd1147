package dev.isthmus.testkit.ecs.operation;

import dev.isthmus.testkit.ecs.query.QueryExpression;
import dev.isthmus.testkit.ecs.query.QueryParser;
import dev.isthmus.testkit.ecs.state.AccountState;
import dev.isthmus.testkit.ecs.state.ClusterState;
import dev.isthmus.testkit.ecs.state.InstanceState;
import dev.isthmus.testkit.ecs.wire.Limits;
import dev.isthmus.testkit.ecs.wire.ServiceError;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.ContainerInstanceField;
import software.amazon.awssdk.services.ecs.model.ContainerInstanceHealthStatus;
import software.amazon.awssdk.services.ecs.model.DeregisterContainerInstanceRequest;
import software.amazon.awssdk.services.ecs.model.DeregisterContainerInstanceResponse;
import software.amazon.awssdk.services.ecs.model.DescribeContainerInstancesRequest;
import software.amazon.awssdk.services.ecs.model.DescribeContainerInstancesResponse;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.InstanceHealthCheckResult;
import software.amazon.awssdk.services.ecs.model.InstanceHealthCheckState;
import software.amazon.awssdk.services.ecs.model.InstanceHealthCheckType;
import software.amazon.awssdk.services.ecs.model.ListContainerInstancesRequest;
import software.amazon.awssdk.services.ecs.model.ListContainerInstancesResponse;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;
import software.amazon.awssdk.services.ecs.model.UpdateContainerAgentRequest;
import software.amazon.awssdk.services.ecs.model.UpdateContainerAgentResponse;
import software.amazon.awssdk.services.ecs.model.UpdateContainerInstancesStateRequest;
import software.amazon.awssdk.services.ecs.model.UpdateContainerInstancesStateResponse;

/** The operations on container instances. */
final class InstanceOperations {
    private static final int MAX_UPDATES_A_CALL = 10;

    private InstanceOperations() {}

    static ListContainerInstancesResponse list(EcsModel model, ListContainerInstancesRequest request) {
        ClusterState cluster = model.account.cluster(request.cluster());
        String status = request.statusAsString();
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
        Limits.count(request.containerInstances(), "Container instances", "instanceIds", Limits.DESCRIBE);
        boolean withTags = request.include().contains(ContainerInstanceField.TAGS);
        boolean withHealth = request.include().contains(ContainerInstanceField.CONTAINER_INSTANCE_HEALTH);
        List<ContainerInstance> instances = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (String id : request.containerInstances()) {
            InstanceState instance = find(account, cluster, id, failures);
            if (instance != null) {
                ContainerInstance described = instance.describe();
                instances.add(
                        withTags || withHealth
                                ? described.toBuilder()
                                        .tags(withTags ? account.tags.of(instance.arn) : List.of())
                                        .healthStatus(withHealth ? health(instance, account) : null)
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
        Limits.count(request.containerInstances(), "Container instances", "instanceIds", MAX_UPDATES_A_CALL);
        String status = request.statusAsString();
        if (!status.equals("ACTIVE") && !status.equals("DRAINING")) {
            throw ServiceError.invalidParameter(
                    "Container instance status should be one of [ACTIVE, DRAINING], not " + status + ".");
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
        if (instance.status().equals("INACTIVE")) {
            throw notFound();
        }
        boolean force = request.force() != null && request.force();
        if (!force && !instance.tasks.isEmpty()) {
            throw ServiceError.invalidParameter("Found running tasks on the instance.");
        }
        model.shutdown.remove(instance, TaskStopCode.USER_INITIATED, "Container instance deregistered by force");
        return DeregisterContainerInstanceResponse.builder()
                .containerInstance(instance.describe())
                .build();
    }

    /** The fake's agents stay of the version that they were made with. */
    static UpdateContainerAgentResponse updateAgent(EcsModel model, UpdateContainerAgentRequest request) {
        ClusterState cluster = model.account.cluster(request.cluster());
        existing(model.account, cluster, request.containerInstance());
        throw ServiceError.of("NoUpdateAvailableException", "There is no update available for your container agent.");
    }

    private static InstanceState existing(AccountState account, ClusterState cluster, String id) {
        InstanceState instance = find(account, cluster, id, new ArrayList<>());
        if (instance == null) {
            throw notFound();
        }
        return instance;
    }

    private static ServiceError notFound() {
        return ServiceError.invalidParameter("The referenced container instance was not found.");
    }

    private static ContainerInstanceHealthStatus health(InstanceState instance, AccountState account) {
        InstanceHealthCheckState state =
                instance.agentConnected() ? InstanceHealthCheckState.OK : InstanceHealthCheckState.INSUFFICIENT_DATA;
        return ContainerInstanceHealthStatus.builder()
                .overallStatus(state)
                .details(InstanceHealthCheckResult.builder()
                        .type(InstanceHealthCheckType.CONTAINER_RUNTIME)
                        .status(state)
                        .lastUpdated(account.now())
                        .lastStatusChange(instance.registeredAt)
                        .build())
                .build();
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
