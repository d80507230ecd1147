package dev.isthmus.ecs.sdk;

import dev.isthmus.api.launch.PortMapping;
import dev.isthmus.api.launch.Volume;
import dev.isthmus.ecs.call.DefinitionContent;
import dev.isthmus.ecs.call.GroupContent;
import dev.isthmus.ecs.call.Pin;
import dev.isthmus.ecs.call.StartRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.MountPoint;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.PlacementConstraint;
import software.amazon.awssdk.services.ecs.model.PlacementConstraintType;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.ResourceRequirement;
import software.amazon.awssdk.services.ecs.model.ResourceType;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.StartTaskRequest;
import software.amazon.awssdk.services.ecs.model.TaskOverride;
import software.amazon.awssdk.services.ecs.model.TransportProtocol;

/** Our requests in the SDK's model. */
final class Models {

    /** ECS wants some memory in a definition; each task brings its own in the overrides. Docker's least is 6 MiB. */
    private static final int MEMORY_IN_DEFINITION = 6;

    private Models() {}

    static RunTaskRequest runTask(String cluster, StartRequest request, Pin.ByConstraint pin) {
        return RunTaskRequest.builder()
                .cluster(cluster)
                .taskDefinition(request.definitionArn())
                .count(1)
                .launchType(pin.external() ? LaunchType.EXTERNAL : LaunchType.EC2)
                .placementConstraints(PlacementConstraint.builder()
                        .type(PlacementConstraintType.MEMBER_OF)
                        .expression("ec2InstanceId == " + pin.machineId())
                        .build())
                .overrides(overrides(request))
                .networkConfiguration(network(request))
                .startedBy(request.startedBy())
                .clientToken(request.token())
                .build();
    }

    static StartTaskRequest startTask(String cluster, StartRequest request, Pin.ByName pin) {
        return StartTaskRequest.builder()
                .cluster(cluster)
                .taskDefinition(request.definitionArn())
                .containerInstances(pin.instanceArn())
                .overrides(overrides(request))
                .networkConfiguration(network(request))
                .startedBy(request.startedBy())
                .build();
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

    private static @Nullable NetworkConfiguration network(StartRequest request) {
        return request.surroundings()
                .network()
                .map(place -> NetworkConfiguration.builder()
                        .awsvpcConfiguration(vpc -> vpc.subnets(place.subnets()).securityGroups(place.securityGroups()))
                        .build())
                .orElse(null);
    }

    private static List<KeyValuePair> variables(Map<String, String> variables) {
        return variables.entrySet().stream()
                .map(variable -> KeyValuePair.builder()
                        .name(variable.getKey())
                        .value(variable.getValue())
                        .build())
                .toList();
    }

    static RegisterTaskDefinitionRequest register(DefinitionContent content) {
        List<software.amazon.awssdk.services.ecs.model.Volume> volumes = new ArrayList<>();
        ContainerDefinition container = container(content, DefinitionContent.CONTAINER, "volume-", volumes);
        return register(content.family(), content, List.of(container), volumes);
    }

    static RegisterTaskDefinitionRequest register(GroupContent content) {
        List<software.amazon.awssdk.services.ecs.model.Volume> volumes = new ArrayList<>();
        List<ContainerDefinition> containers = new ArrayList<>();
        for (DefinitionContent member : content.members()) {
            String name = GroupContent.container(containers.size());
            containers.add(container(member, name, name + "-volume-", volumes));
        }
        return register(content.family(), content.members().get(0), containers, volumes);
    }

    /**
     * A definition.
     *
     * @param whole says what holds for the task as a whole
     */
    private static RegisterTaskDefinitionRequest register(
            String family,
            DefinitionContent whole,
            List<ContainerDefinition> containers,
            List<software.amazon.awssdk.services.ecs.model.Volume> volumes) {
        RegisterTaskDefinitionRequest.Builder request = RegisterTaskDefinitionRequest.builder()
                .family(family)
                .networkMode(whole.network())
                .containerDefinitions(containers);
        whole.execution().options().pidMode().ifPresent(request::pidMode);
        whole.execution().options().ipcMode().ifPresent(request::ipcMode);
        return volumes.isEmpty() ? request.build() : request.volumes(volumes).build();
    }

    /**
     * A container, whose volumes are added to those of its definition.
     *
     * @param volumePrefix what the names of its volumes begin with
     */
    private static ContainerDefinition container(
            DefinitionContent content,
            String name,
            String volumePrefix,
            List<software.amazon.awssdk.services.ecs.model.Volume> volumes) {
        ContainerDefinition.Builder container = ContainerDefinition.builder()
                .name(name)
                .image(content.image())
                .essential(true)
                .memory(MEMORY_IN_DEFINITION)
                .portMappings(content.portMappings().stream().map(Models::port).toList());
        if (!content.entryPoint().isEmpty()) {
            container.entryPoint(content.entryPoint());
        }
        content.fixed().command().ifPresent(container::command);
        if (!content.fixed().environment().isEmpty()) {
            container.environment(variables(content.fixed().environment()));
        }
        content.execution().user().ifPresent(container::user);
        content.execution().workingDirectory().ifPresent(container::workingDirectory);
        content.execution().hostname().ifPresent(container::hostname);
        Map<String, String> labels = new TreeMap<>(content.execution().labels());
        labels.put(DefinitionContent.MARK, "1");
        container.dockerLabels(labels);
        if (content.execution().privileged()) {
            container.privileged(true);
        }
        if (content.execution().readOnlyRoot()) {
            container.readonlyRootFilesystem(true);
        }
        OptionModels.put(content.execution().options(), container);
        content.stopTimeout().ifPresent(container::stopTimeout);
        content.health()
                .ifPresent(check -> container.healthCheck(health -> health.command(check.command())
                        .interval(check.interval())
                        .timeout(check.timeout())
                        .retries(check.retries())
                        .startPeriod(check.startPeriod())));
        content.log()
                .ifPresent(log -> container.logConfiguration(
                        configuration -> configuration.logDriver(log.driver()).options(log.options())));
        mount(content.volumes(), volumePrefix, container, volumes);
        return container.build();
    }

    private static void mount(
            List<Volume> volumes,
            String prefix,
            ContainerDefinition.Builder container,
            List<software.amazon.awssdk.services.ecs.model.Volume> declared) {
        List<MountPoint> mounts = new ArrayList<>();
        for (Volume volume : volumes) {
            String name = prefix + mounts.size();
            mounts.add(MountPoint.builder()
                    .sourceVolume(name)
                    .containerPath(volume.containerPath())
                    .readOnly(volume.readOnly())
                    .build());
            declared.add(software.amazon.awssdk.services.ecs.model.Volume.builder()
                    .name(name)
                    .host(host -> volume.hostPath().ifPresent(host::sourcePath))
                    .build());
        }
        if (!mounts.isEmpty()) {
            container.mountPoints(mounts);
        }
    }

    private static software.amazon.awssdk.services.ecs.model.PortMapping port(PortMapping port) {
        return software.amazon.awssdk.services.ecs.model.PortMapping.builder()
                .hostPort(port.hostPort())
                .containerPort(port.containerPort())
                .protocol(port.protocol() == PortMapping.Protocol.UDP ? TransportProtocol.UDP : TransportProtocol.TCP)
                .build();
    }
}
