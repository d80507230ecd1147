package dev.isthmus.ecs.sdk.model;

import dev.isthmus.ecs.call.InstanceBinding;
import dev.isthmus.ecs.call.StartRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.AssignPublicIp;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStrategyItem;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.EphemeralStorage;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.PlacementConstraint;
import software.amazon.awssdk.services.ecs.model.PlacementConstraintType;
import software.amazon.awssdk.services.ecs.model.ResourceRequirement;
import software.amazon.awssdk.services.ecs.model.ResourceType;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.StartTaskRequest;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskOverride;

/** Converts requests about tasks into those of the SDK; {@link DefinitionModels} converts task definitions. */
final class Models {

    private Models() {}

    static RunTaskRequest runTask(String cluster, StartRequest request, InstanceBinding.ByConstraint pin) {
        RunTaskRequest.Builder run = run(cluster, request)
                .placementConstraints(PlacementConstraint.builder()
                        .type(PlacementConstraintType.MEMBER_OF)
                        .expression("ec2InstanceId == " + pin.machineId())
                        .build())
                .overrides(overrides(request))
                .networkConfiguration(network(request));
        // ECS takes one of the two, and counts for a provider only what its strategy has started.
        return pin.provider()
                .map(provider -> run.capacityProviderStrategy(only(provider)))
                .orElseGet(() -> run.launchType(pin.external() ? LaunchType.EXTERNAL : LaunchType.EC2))
                .build();
    }

    static RunTaskRequest runTask(String cluster, StartRequest request, InstanceBinding.ByProvider provider) {
        return run(cluster, request)
                .capacityProviderStrategy(only(provider.name()))
                .overrides(overrides(request))
                .networkConfiguration(network(request))
                .build();
    }

    private static CapacityProviderStrategyItem only(String provider) {
        return CapacityProviderStrategyItem.builder()
                .capacityProvider(provider)
                .weight(1)
                .build();
    }

    static RunTaskRequest runTask(String cluster, StartRequest request, InstanceBinding.OnFargate fargate) {
        RunTaskRequest.Builder run = run(cluster, request)
                .overrides(overrides(request).toBuilder()
                        .cpu(Integer.toString(fargate.size().cpu()))
                        .memory(Integer.toString(fargate.size().memory()))
                        .ephemeralStorage(storage(fargate))
                        .build())
                .networkConfiguration(
                        network(request, fargate.publicAddress() ? AssignPublicIp.ENABLED : AssignPublicIp.DISABLED))
                .platformVersion(fargate.platform().orElse(null));
        // On demand needs no provider that is associated with the cluster; Spot has no launch type.
        return fargate.provider().isSpot()
                ? run.capacityProviderStrategy(only(fargate.provider().name())).build()
                : run.launchType(LaunchType.FARGATE).build();
    }

    /** What is the same wherever the task is to run. */
    private static RunTaskRequest.Builder run(String cluster, StartRequest request) {
        return RunTaskRequest.builder()
                .cluster(cluster)
                .taskDefinition(request.definitionArn())
                .count(1)
                .startedBy(request.startedBy())
                .clientToken(request.token())
                .tags(tags(request))
                .enableECSManagedTags(managedTags(request))
                .enableExecuteCommand(exec(request));
    }

    private static @Nullable EphemeralStorage storage(InstanceBinding.OnFargate fargate) {
        return fargate.storage().isEmpty()
                ? null
                : EphemeralStorage.builder()
                        .sizeInGiB(fargate.storage().getAsInt())
                        .build();
    }

    static StartTaskRequest startTask(String cluster, StartRequest request, InstanceBinding.ByName pin) {
        return StartTaskRequest.builder()
                .cluster(cluster)
                .taskDefinition(request.definitionArn())
                .containerInstances(pin.instanceArn())
                .overrides(overrides(request))
                .networkConfiguration(network(request))
                .startedBy(request.startedBy())
                .tags(tags(request))
                .enableECSManagedTags(managedTags(request))
                .enableExecuteCommand(exec(request))
                .build();
    }

    private static @Nullable List<Tag> tags(StartRequest request) {
        List<Tag> tags = request.surroundings().tags().entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
        return tags.isEmpty() ? null : tags;
    }

    /** Not said without tags, so that nothing is asked for that needs a permission more. */
    private static @Nullable Boolean managedTags(StartRequest request) {
        return request.surroundings().tags().isEmpty() ? null : true;
    }

    private static @Nullable Boolean exec(StartRequest request) {
        return request.surroundings().exec() ? true : null;
    }

    private static TaskOverride overrides(StartRequest request) {
        TaskOverride.Builder task = TaskOverride.builder()
                .containerOverrides(
                        request.parts().stream().map(Models::override).toList());
        request.surroundings().taskRole().ifPresent(task::taskRoleArn);
        request.surroundings().executionRole().ifPresent(task::executionRoleArn);
        return task.build();
    }

    private static ContainerOverride override(StartRequest.Part part) {
        ContainerOverride.Builder container =
                ContainerOverride.builder().name(part.container()).environment(variables(part.environment()));
        part.command().ifPresent(container::command);
        part.sizes().cpu().ifPresent(container::cpu);
        part.sizes().memory().ifPresent(container::memory);
        part.sizes().memoryReservation().ifPresent(container::memoryReservation);
        part.sizes()
                .gpus()
                .ifPresent(count -> container.resourceRequirements(ResourceRequirement.builder()
                        .type(ResourceType.GPU)
                        .value(Integer.toString(count))
                        .build()));
        return container.build();
    }

    /** On an instance the subnet says nothing of a public address: tasks there cannot have one. */
    private static @Nullable NetworkConfiguration network(StartRequest request) {
        return network(request, null);
    }

    private static @Nullable NetworkConfiguration network(StartRequest request, @Nullable AssignPublicIp address) {
        return request.surroundings()
                .network()
                .map(place -> NetworkConfiguration.builder()
                        .awsvpcConfiguration(vpc -> vpc.subnets(place.subnets())
                                .securityGroups(place.securityGroups())
                                .assignPublicIp(address))
                        .build())
                .orElse(null);
    }

    static List<KeyValuePair> variables(Map<String, String> variables) {
        return variables.entrySet().stream()
                .map(variable -> KeyValuePair.builder()
                        .name(variable.getKey())
                        .value(variable.getValue())
                        .build())
                .toList();
    }
}
