package dev.isthmus.testkit.ecs.operation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.isthmus.testkit.ecs.account.Tags;
import dev.isthmus.testkit.ecs.cluster.AgentVersion;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.state.AccountState;
import dev.isthmus.testkit.ecs.state.ClusterState;
import dev.isthmus.testkit.ecs.state.InstanceState;
import dev.isthmus.testkit.ecs.wire.ModelCodec;
import dev.isthmus.testkit.ecs.wire.ServiceError;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Attribute;
import software.amazon.awssdk.services.ecs.model.PlatformDevice;
import software.amazon.awssdk.services.ecs.model.PlatformDeviceType;
import software.amazon.awssdk.services.ecs.model.RegisterContainerInstanceRequest;
import software.amazon.awssdk.services.ecs.model.RegisterContainerInstanceResponse;
import software.amazon.awssdk.services.ecs.model.Resource;

/** RegisterContainerInstance, which is the agent's: for those who have an agent, or play one. */
final class RegistrationOperations {
    private RegistrationOperations() {}

    static RegisterContainerInstanceResponse register(EcsModel model, RegisterContainerInstanceRequest request) {
        AccountState account = model.account;
        ClusterState cluster = account.cluster(request.cluster());
        Tags.check(request.tags());
        InstanceState instance =
                request.containerInstanceArn() == null ? null : cluster.instance(request.containerInstanceArn());
        if (request.containerInstanceArn() != null && (instance == null || !usable(instance))) {
            throw ServiceError.client("The referenced container instance was not found.");
        }
        if (instance == null) {
            String arn = model.addInstance(cluster.name, spec(request));
            account.tags.add(arn, request.tags());
            instance = cluster.instance(arn);
        }
        if (instance == null) {
            throw new IllegalStateException("An instance just added is not there");
        }
        instance.agentConnected(true, instance.connectedAt());
        return RegisterContainerInstanceResponse.builder()
                .containerInstance(instance.describe().toBuilder()
                        .tags(account.tags.of(instance.arn))
                        .build())
                .build();
    }

    private static boolean usable(InstanceState instance) {
        return !instance.status().equals("INACTIVE");
    }

    private static InstanceSpec spec(RegisterContainerInstanceRequest request) {
        List<Resource> resources = request.totalResources();
        InstanceSpec spec = InstanceSpec.of(integer(resources, "CPU"), integer(resources, "MEMORY"))
                .withGpus(gpus(request.platformDevices()))
                .withReservedPorts(ports(resources, "PORTS"), ports(resources, "PORTS_UDP"));
        @Nullable String document = request.instanceIdentityDocument();
        if (document != null && !document.isBlank()) {
            JsonNode identity = ModelCodec.parse(document);
            if (identity.path("instanceId").isTextual()) {
                spec = spec.withEc2InstanceId(identity.path("instanceId").textValue());
            }
            if (identity.path("availabilityZone").isTextual()) {
                spec = spec.withAvailabilityZone(
                        identity.path("availabilityZone").textValue());
            }
            if (identity.path("instanceType").isTextual()) {
                spec = spec.withInstanceType(identity.path("instanceType").textValue());
            }
        }
        if (request.versionInfo() != null && request.versionInfo().agentVersion() != null) {
            spec = spec.withAgentVersion(agentVersion(request.versionInfo().agentVersion()));
        }
        for (Attribute attribute : request.attributes()) {
            spec = spec.withAttribute(attribute.name(), attribute.value() == null ? "" : attribute.value());
        }
        return spec;
    }

    private static String agentVersion(String text) {
        try {
            AgentVersion.of(text);
        } catch (IllegalArgumentException e) {
            throw ServiceError.client("versionInfo.agentVersion: " + e.getMessage() + ".");
        }
        return text;
    }

    private static int integer(List<Resource> resources, String name) {
        Resource found = find(resources, name);
        if (found == null || found.integerValue() == null || found.integerValue() < 0) {
            throw ServiceError.client("totalResources needs the INTEGER " + name + ", not negative.");
        }
        return found.integerValue();
    }

    private static Set<Integer> ports(List<Resource> resources, String name) {
        Resource found = find(resources, name);
        Set<Integer> ports = new TreeSet<>();
        for (String port : found == null ? List.<String>of() : found.stringSetValue()) {
            if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65535) {
                throw ServiceError.client("totalResources has '" + port + "' in " + name + ", which is no port.");
            }
            ports.add(Integer.parseInt(port));
        }
        return ports;
    }

    private static @Nullable Resource find(List<Resource> resources, String name) {
        return resources.stream()
                .filter(resource -> name.equals(resource.name()))
                .findFirst()
                .orElse(null);
    }

    private static int gpus(List<PlatformDevice> devices) {
        Set<String> ids = new LinkedHashSet<>();
        devices.stream()
                .filter(device -> device.type() == PlatformDeviceType.GPU)
                .forEach(device -> ids.add(device.id()));
        return ids.size();
    }
}
