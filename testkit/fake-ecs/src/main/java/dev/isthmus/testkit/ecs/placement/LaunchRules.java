package dev.isthmus.testkit.ecs.placement;

import dev.isthmus.testkit.ecs.definition.TaskSizes;
import dev.isthmus.testkit.ecs.query.QueryParser;
import dev.isthmus.testkit.ecs.state.AccountState;
import dev.isthmus.testkit.ecs.state.ClusterState;
import dev.isthmus.testkit.ecs.wire.Limits;
import dev.isthmus.testkit.ecs.wire.ServiceError;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.AssignPublicIp;
import software.amazon.awssdk.services.ecs.model.AwsVpcConfiguration;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.PlacementConstraint;
import software.amazon.awssdk.services.ecs.model.PlacementConstraintType;
import software.amazon.awssdk.services.ecs.model.PlacementStrategy;
import software.amazon.awssdk.services.ecs.model.PlacementStrategyType;
import software.amazon.awssdk.services.ecs.model.PropagateTags;
import software.amazon.awssdk.services.ecs.model.ResourceRequirement;
import software.amazon.awssdk.services.ecs.model.ResourceType;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.StartTaskRequest;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskOverride;

/** What ECS asks of a request to start tasks, whatever the cluster: StartTask and RunTask in the API reference. */
public final class LaunchRules {
    private static final int MAX_SUBNETS = 16;
    private static final int MAX_SECURITY_GROUPS = 5;
    private static final int MAX_STRATEGIES = 5;

    private LaunchRules() {}

    public static void check(AccountState account, StartTaskRequest request) {
        Limits.count(
                request.containerInstances(),
                "Container instances",
                "Container instances",
                Limits.START_TASK_INSTANCES);
        Limits.startedBy(request.startedBy(), Limits.START_TASK_STARTED_BY);
        common(
                account,
                request.taskDefinition(),
                request.overrides(),
                request.networkConfiguration(),
                false,
                request.propagateTags(),
                request.enableExecuteCommand());
        if (request.hasVolumeConfigurations() && !request.volumeConfigurations().isEmpty()) {
            throw ServiceError.unsupported("This fake does not know volumes configured at launch.");
        }
    }

    public static void check(AccountState account, RunTaskRequest request) {
        Limits.clientToken(request.clientToken());
        int count = request.count() == null ? 1 : request.count();
        if (count < 1 || count > Limits.RUN_TASK_COUNT) {
            throw ServiceError.invalidParameter("count must be from 1 to 10, not " + count + ".");
        }
        Limits.startedBy(request.startedBy(), Limits.RUN_TASK_STARTED_BY);
        ClusterState cluster = account.cluster(request.cluster());
        boolean fargate = CapacityStrategy.isForFargate(cluster, request);
        capacity(cluster, request, fargate);
        request.placementConstraints().forEach(LaunchRules::constraint);
        Limits.atMost(request.placementStrategy().size(), MAX_STRATEGIES, "placement strategies");
        request.placementStrategy().forEach(LaunchRules::strategy);
        common(
                account,
                request.taskDefinition(),
                request.overrides(),
                request.networkConfiguration(),
                fargate,
                request.propagateTags(),
                request.enableExecuteCommand());
        if (request.hasVolumeConfigurations() && !request.volumeConfigurations().isEmpty()) {
            throw ServiceError.unsupported("This fake does not know volumes configured at launch.");
        }
    }

    private static void common(
            AccountState account,
            String taskDefinition,
            @Nullable TaskOverride overrides,
            @Nullable NetworkConfiguration network,
            boolean fargate,
            @Nullable PropagateTags propagate,
            @Nullable Boolean executeCommand) {
        if (propagate == PropagateTags.SERVICE) {
            throw ServiceError.invalidParameter("propagateTags SERVICE is for tasks of a service only.");
        }
        if (network != null) {
            network(network, fargate);
        }
        if (overrides != null) {
            overrides(overrides);
        }
        if (executeCommand != null && executeCommand && !hasTaskRole(account, taskDefinition, overrides)) {
            throw ServiceError.invalidParameter("The execute command failed because a valid task role is not being "
                    + "used. Specify a valid task role in your task definition or as a task override and try again.");
        }
    }

    private static void capacity(ClusterState cluster, RunTaskRequest request, boolean fargate) {
        if (!request.capacityProviderStrategy().isEmpty() && request.launchType() != null) {
            throw ServiceError.invalidParameter("You may choose a capacity provider or a launch type but not both.");
        }
        new CapacityStrategy(request.capacityProviderStrategy()).check(cluster.capacityProviders());
        if (request.platformVersion() != null && !fargate) {
            throw ServiceError.invalidParameter(
                    "The platform version must be null when specifying an EC2 launch type.");
        }
    }

    static void constraint(PlacementConstraint constraint) {
        boolean hasExpression =
                constraint.expression() != null && !constraint.expression().isEmpty();
        if (constraint.type() == PlacementConstraintType.MEMBER_OF) {
            QueryParser.parse(constraint.expression());
        } else if (constraint.type() == PlacementConstraintType.DISTINCT_INSTANCE && hasExpression) {
            throw ServiceError.invalidParameter("A distinctInstance placement constraint has no expression.");
        }
    }

    private static void strategy(PlacementStrategy strategy) {
        String field = strategy.field() == null ? "" : strategy.field();
        boolean known;
        if (strategy.type() == PlacementStrategyType.BINPACK) {
            known = field.equalsIgnoreCase("cpu") || field.equalsIgnoreCase("memory");
        } else if (strategy.type() == PlacementStrategyType.SPREAD) {
            known = field.isEmpty()
                    || field.equalsIgnoreCase("instanceId")
                    || field.equalsIgnoreCase("host")
                    || field.startsWith("attribute:");
        } else {
            known = strategy.type() == PlacementStrategyType.RANDOM;
        }
        if (!known) {
            throw ServiceError.invalidParameter("A placement strategy is random, spread by instanceId, host or "
                    + "attribute:<name>, or binpack by cpu or memory, not " + strategy.typeAsString() + " by '" + field
                    + "'.");
        }
    }

    private static void network(NetworkConfiguration network, boolean fargate) {
        AwsVpcConfiguration vpc = network.awsvpcConfiguration();
        if (vpc == null) {
            throw ServiceError.invalidParameter("networkConfiguration needs an awsvpcConfiguration.");
        }
        Limits.count(vpc.subnets(), "subnets", MAX_SUBNETS);
        if (vpc.securityGroups().size() > MAX_SECURITY_GROUPS) {
            throw ServiceError.invalidParameter("securityGroups can have at most " + MAX_SECURITY_GROUPS + " items.");
        }
        if (!fargate && vpc.assignPublicIp() == AssignPublicIp.ENABLED) {
            throw ServiceError.invalidParameter("Assign public IP is not supported for this launch type.");
        }
    }

    /** What can be said without the task definition; {@link dev.isthmus.testkit.ecs.state.LaunchRequest} says the rest. */
    private static void overrides(TaskOverride overrides) {
        TaskSizes.cpu(overrides.cpu(), ServiceError::invalidParameter);
        TaskSizes.memory(overrides.memory(), ServiceError::invalidParameter);
        for (ContainerOverride container : overrides.containerOverrides()) {
            if (container.name() == null || container.name().isEmpty()) {
                throw ServiceError.invalidParameter("A container override needs the name of its container.");
            }
            for (KeyValuePair variable : container.environment()) {
                if (variable.name() == null || variable.name().isBlank()) {
                    throw ServiceError.invalidParameter("An environment variable in the override of container "
                            + container.name() + " must have a name.");
                }
            }
            numbers(container);
        }
    }

    private static void numbers(ContainerOverride container) {
        for (Integer number : new Integer[] {container.cpu(), container.memory(), container.memoryReservation()}) {
            if (number != null && number < 0) {
                throw ServiceError.invalidParameter(
                        "The override of container " + container.name() + " has a negative amount: " + number + ".");
            }
        }
        List<ResourceRequirement> requirements = container.resourceRequirements();
        for (ResourceRequirement requirement : requirements) {
            if (requirement.type() == ResourceType.GPU && !requirement.value().matches("[0-9]{1,4}")) {
                throw ServiceError.invalidParameter(
                        "A GPU requirement must be a whole number, not '" + requirement.value() + "'.");
            }
        }
    }

    private static boolean hasTaskRole(AccountState account, String reference, @Nullable TaskOverride overrides) {
        String own = overrides == null ? null : overrides.taskRoleArn();
        if (own != null && !own.isEmpty()) {
            return true;
        }
        TaskDefinition definition = account.definitions.find(reference);
        return definition == null || definition.taskRoleArn() != null;
    }
}
