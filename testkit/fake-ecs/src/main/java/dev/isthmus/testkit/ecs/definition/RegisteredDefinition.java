package dev.isthmus.testkit.ecs.definition;

import dev.isthmus.testkit.ecs.wire.ServiceError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Attribute;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;

/** Makes a task definition of a request to register it, with the defaults that ECS fills in and describes ever after. */
public final class RegisteredDefinition {
    private RegisteredDefinition() {}

    public static TaskDefinition of(
            RegisterTaskDefinitionRequest request, String arn, int revision, Instant now, String caller) {
        TaskDefinition.Builder definition = TaskDefinition.builder()
                .taskDefinitionArn(arn)
                .family(request.family())
                .revision(revision)
                .status(TaskDefinitionStatus.ACTIVE)
                .containerDefinitions(request.containerDefinitions().stream()
                        .map(container -> complete(container, request.networkMode()))
                        .toList())
                .taskRoleArn(request.taskRoleArn())
                .executionRoleArn(request.executionRoleArn())
                .networkMode(request.networkModeAsString())
                .volumes(List.copyOf(request.volumes()))
                .requiresAttributes(requiredAttributes(request))
                .placementConstraints(List.copyOf(request.placementConstraints()))
                .compatibilities(compatibilities(request))
                .runtimePlatform(request.runtimePlatform())
                .cpu(text(TaskSizes.cpu(request.cpu(), ServiceError::client)))
                .memory(text(TaskSizes.memory(request.memory(), ServiceError::client)))
                .pidMode(request.pidModeAsString())
                .ipcMode(request.ipcModeAsString())
                .proxyConfiguration(request.proxyConfiguration())
                .registeredAt(now)
                .registeredBy(caller)
                .ephemeralStorage(request.ephemeralStorage())
                .enableFaultInjection(request.enableFaultInjection());
        if (request.hasRequiresCompatibilities()) {
            definition.requiresCompatibilitiesWithStrings(request.requiresCompatibilitiesAsStrings());
        }
        return definition.build();
    }

    /** "1 vCPU" is converted to an integer when the task definition is registered. */
    private static @Nullable String text(@Nullable Integer units) {
        return units == null ? null : units.toString();
    }

    private static List<Compatibility> compatibilities(RegisterTaskDefinitionRequest request) {
        if (request.networkMode() != NetworkMode.AWSVPC) {
            return List.of(Compatibility.EXTERNAL, Compatibility.EC2);
        }
        return request.requiresCompatibilities().contains(Compatibility.FARGATE)
                ? List.of(Compatibility.EC2, Compatibility.FARGATE)
                : List.of(Compatibility.EC2);
    }

    private static ContainerDefinition complete(ContainerDefinition container, @Nullable NetworkMode mode) {
        // A copy turns the SDK's mark of an absent list into an empty list, which is sent.
        return container.toBuilder()
                .cpu(container.cpu() == null ? 0 : container.cpu())
                .essential(container.essential() == null || container.essential())
                .environment(List.copyOf(container.environment()))
                .mountPoints(List.copyOf(container.mountPoints()))
                .volumesFrom(List.copyOf(container.volumesFrom()))
                .systemControls(List.copyOf(container.systemControls()))
                .portMappings(container.portMappings().stream()
                        .map(port -> complete(port, mode))
                        .toList())
                .build();
    }

    private static PortMapping complete(PortMapping port, @Nullable NetworkMode mode) {
        PortMapping.Builder complete = port.toBuilder();
        // Anything but "udp" is silently taken for tcp, as PortMapping.protocol documents.
        complete.protocol(PortRules.protocol(port));
        boolean same = mode == NetworkMode.HOST || mode == NetworkMode.AWSVPC;
        boolean open = port.hostPort() == null || (same && port.hostPort() == 0);
        if (open && port.containerPort() != null) {
            complete.hostPort(same ? port.containerPort() : Integer.valueOf(0));
        }
        return complete.build();
    }

    /** What an agent must be capable of; an instance without it answers {@code ATTRIBUTE}. */
    private static List<Attribute> requiredAttributes(RegisterTaskDefinitionRequest request) {
        Set<String> names = new LinkedHashSet<>();
        if (request.networkMode() == NetworkMode.AWSVPC) {
            names.add("ecs.capability.task-eni");
        }
        if (request.taskRoleArn() != null) {
            names.add("com.amazonaws.ecs.capability.task-iam-role");
        }
        for (ContainerDefinition container : request.containerDefinitions()) {
            if (container.logConfiguration() != null) {
                names.add("com.amazonaws.ecs.capability.logging-driver."
                        + container.logConfiguration().logDriverAsString());
            }
            if (container.repositoryCredentials() != null) {
                names.add("ecs.capability.private-registry-authentication.secretsmanager");
            }
            container
                    .secrets()
                    .forEach(secret -> names.add(
                            SecretRules.SECRET_ARN.matcher(secret.valueFrom()).matches()
                                    ? "ecs.capability.secrets.asm.environment-variables"
                                    : "ecs.capability.secrets.ssm.environment-variables"));
            if (!container.dependsOn().isEmpty()) {
                names.add("ecs.capability.container-ordering");
            }
            if (container.privileged() != null && container.privileged()) {
                names.add("com.amazonaws.ecs.capability.privileged-container");
            }
        }
        List<Attribute> attributes = new ArrayList<>();
        names.forEach(name -> attributes.add(Attribute.builder().name(name).build()));
        return attributes;
    }
}
