package dev.isthmus.testkit.ecs.cluster;

import dev.isthmus.testkit.ecs.wire.ModelCodec;
import dev.isthmus.testkit.ecs.wire.ServiceError;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;

/** What ECS asks of a task definition: RegisterTaskDefinition in the API reference, and the service quotas. */
final class DefinitionRules {
    private static final Pattern FAMILY = Pattern.compile("[A-Za-z0-9_-]{1,255}");
    private static final int MAX_CONTAINERS = 10;
    private static final int MAX_BYTES = 64 * 1024;

    private DefinitionRules() {}

    static void check(RegisterTaskDefinitionRequest request) {
        if (!FAMILY.matcher(request.family()).matches()) {
            throw ServiceError.client("Family '" + request.family()
                    + "' contains invalid characters: 1 to 255 letters, digits, hyphens and underscores are allowed.");
        }
        List<ContainerDefinition> containers = request.containerDefinitions();
        if (containers.isEmpty()) {
            throw ServiceError.client("Container list cannot be empty.");
        }
        if (containers.size() > MAX_CONTAINERS) {
            throw ServiceError.client(
                    "A task definition has at most " + MAX_CONTAINERS + " containers, not " + containers.size() + ".");
        }
        String mode = request.networkModeAsString();
        if (mode != null && request.networkMode() == NetworkMode.UNKNOWN_TO_SDK_VERSION) {
            throw ServiceError.client("networkMode must be none, bridge, awsvpc or host, not '" + mode + "'.");
        }
        taskSize("cpu", request.cpu());
        taskSize("memory", request.memory());
        Set<String> names = new HashSet<>();
        for (ContainerDefinition container : containers) {
            ContainerRules.check(container, request.networkMode(), request.memory() != null);
            if (!names.add(container.name())) {
                throw ServiceError.client("Container name '" + container.name() + "' is used twice.");
            }
        }
        if (containers.stream().noneMatch(container -> container.essential() == null || container.essential())) {
            throw ServiceError.client("At least one container must be essential.");
        }
        hostPorts(containers);
        int bytes = ModelCodec.text(ModelCodec.encode(request)).getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            throw ServiceError.client("A task definition has at most " + MAX_BYTES + " bytes, not " + bytes + ".");
        }
    }

    private static void hostPorts(List<ContainerDefinition> containers) {
        Set<String> taken = new HashSet<>();
        for (ContainerDefinition container : containers) {
            for (PortMapping mapping : container.portMappings()) {
                Integer port = mapping.hostPort();
                String protocol = "udp".equals(mapping.protocolAsString()) ? "udp" : "tcp";
                if (port != null && port > 0 && !taken.add(port + "/" + protocol)) {
                    throw ServiceError.client("Host port " + port + "/" + protocol + " is mapped twice.");
                }
            }
        }
    }

    private static void taskSize(String name, @Nullable String value) {
        if (value != null && !value.matches("[0-9]{1,9}(\\.[0-9]+)? ?(vCPU|vcpu|GB|gb)?|[0-9]{1,9}")) {
            throw ServiceError.client("Invalid '" + name + "' setting for task: '" + value + "'.");
        }
    }
}
