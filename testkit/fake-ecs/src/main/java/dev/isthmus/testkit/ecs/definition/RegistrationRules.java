package dev.isthmus.testkit.ecs.definition;

import dev.isthmus.testkit.ecs.cluster.Demand;
import dev.isthmus.testkit.ecs.query.QueryParser;
import dev.isthmus.testkit.ecs.wire.ModelCodec;
import dev.isthmus.testkit.ecs.wire.ServiceError;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionPlacementConstraint;
import software.amazon.awssdk.services.ecs.model.Volume;

/** What ECS asks of a task definition: RegisterTaskDefinition in the API reference, and the service quotas. */
public final class RegistrationRules {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,255}");
    private static final int MAX_CONTAINERS = 10;
    private static final int MAX_CONSTRAINTS = 10;
    private static final int MIN_EPHEMERAL_GIB = 21;
    private static final int MAX_EPHEMERAL_GIB = 200;
    private static final int MAX_BYTES = 64 * 1024;

    private RegistrationRules() {}

    public static void check(RegisterTaskDefinitionRequest request) {
        if (!NAME.matcher(request.family()).matches()) {
            throw ServiceError.client("Family '" + request.family()
                    + "' contains invalid characters: 1 to 255 letters, digits, hyphens and underscores are allowed.");
        }
        List<ContainerDefinition> containers = request.containerDefinitions();
        if (containers.isEmpty()) {
            throw ServiceError.client("Container list cannot be empty.");
        }
        if (containers.size() > MAX_CONTAINERS) {
            throw ServiceError.client("Too many containers. A task definition has at most " + MAX_CONTAINERS
                    + " containers, not " + containers.size() + ".");
        }
        Integer cpu = TaskSizes.cpu(request.cpu(), ServiceError::client);
        Integer memory = TaskSizes.memory(request.memory(), ServiceError::client);
        NetworkMode mode = request.networkMode();
        boolean fargate = request.requiresCompatibilities().contains(Compatibility.FARGATE);
        Set<String> names = new LinkedHashSet<>();
        for (ContainerDefinition container : containers) {
            ContainerRules.check(container, mode, memory != null);
            ContainerSettingRules.check(container, mode);
            LinuxRules.check(container, mode, request.ipcMode());
            if (!names.add(container.name())) {
                throw ServiceError.client("Container name '" + container.name() + "' is used twice.");
            }
        }
        if (containers.stream().noneMatch(RegistrationRules::essential)) {
            throw ServiceError.client("At least one container must be essential.");
        }
        hostPorts(containers);
        volumes(request.volumes());
        ReferenceRules.check(request);
        SecretRules.check(request);
        sums(containers, cpu, memory);
        constraints(request.placementConstraints());
        if (fargate) {
            FargateRules.check(request, cpu, memory);
        }
        if (request.ephemeralStorage() != null) {
            ContainerSettingRules.range(
                    "ephemeralStorage.sizeInGiB",
                    request.ephemeralStorage().sizeInGiB(),
                    MIN_EPHEMERAL_GIB,
                    MAX_EPHEMERAL_GIB);
        }
        int bytes = ModelCodec.text(ModelCodec.encode(request)).getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            throw ServiceError.client(
                    "Actual length: '" + bytes + "'. Max allowed length is '" + MAX_BYTES + "' bytes.");
        }
    }

    static boolean essential(ContainerDefinition container) {
        return container.essential() == null || container.essential();
    }

    private static void hostPorts(List<ContainerDefinition> containers) {
        Set<String> taken = new LinkedHashSet<>();
        for (ContainerDefinition container : containers) {
            for (PortMapping mapping : container.portMappings()) {
                Integer port = mapping.hostPort();
                String protocol = PortRules.protocol(mapping);
                if (port != null && port > 0 && !taken.add(port + "/" + protocol)) {
                    throw ServiceError.client("Host port " + port + "/" + protocol + " is mapped twice.");
                }
            }
        }
    }

    private static void volumes(List<Volume> volumes) {
        Set<String> names = new LinkedHashSet<>();
        for (Volume volume : volumes) {
            if (volume.name() == null || !NAME.matcher(volume.name()).matches()) {
                throw ServiceError.client("The name of a volume is 1 to 255 letters, digits, hyphens and underscores: '"
                        + volume.name() + "'.");
            }
            if (!names.add(volume.name())) {
                throw ServiceError.client("Volume name '" + volume.name() + "' is used twice.");
            }
            String source = volume.host() == null ? null : volume.host().sourcePath();
            if (source != null && source.isBlank()) {
                throw ServiceError.client("host.sourcePath should not be blank.");
            }
        }
    }

    /** "The total amount of CPU or memory reserved for all containers within a task must be lower than the task-level value." */
    private static void sums(List<ContainerDefinition> containers, @Nullable Integer cpu, @Nullable Integer memory) {
        long cpus = 0;
        long reserved = 0;
        for (ContainerDefinition container : containers) {
            cpus += container.cpu() == null ? 0 : container.cpu();
            Integer reservation = Demand.first(container.memoryReservation(), container.memory());
            reserved += reservation == null ? 0 : reservation;
            if (memory != null && container.memory() != null && container.memory() > memory) {
                throw ServiceError.client("Invalid setting for container '" + container.name()
                        + "'. 'memory' cannot be greater than the value of the task 'memory'.");
            }
        }
        if (cpu != null && cpus > cpu) {
            throw ServiceError.client(
                    "The sum of all container 'cpu' values cannot be greater than the value of the task 'cpu'.");
        }
        if (memory != null && reserved > memory) {
            throw ServiceError.client("The sum of all container 'memoryReservation' values cannot be greater than the "
                    + "value of the task 'memory'.");
        }
    }

    private static void constraints(List<TaskDefinitionPlacementConstraint> constraints) {
        if (constraints.size() > MAX_CONSTRAINTS) {
            throw ServiceError.client("A task definition has at most " + MAX_CONSTRAINTS
                    + " placement constraints, not " + constraints.size() + ".");
        }
        for (TaskDefinitionPlacementConstraint constraint : constraints) {
            try {
                QueryParser.parse(constraint.expression());
            } catch (ServiceError e) {
                throw ServiceError.client(e.text());
            }
        }
    }
}
