package dev.isthmus.testkit.ecs;

import java.util.Arrays;
import software.amazon.awssdk.services.ecs.model.ContainerCondition;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerDependency;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.MountPoint;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.TaskOverride;

/** Short ways to write the requests that many tests need. */
public final class EcsRequests {
    private EcsRequests() {}

    /** A container named main that needs 100 CPU units and 128 MiB and runs a shell command. */
    public static ContainerDefinition.Builder main(String script) {
        return ContainerDefinition.builder()
                .name("main")
                .image("busybox")
                .cpu(100)
                .memory(128)
                .command("/bin/sh", "-c", script);
    }

    public static RegisterTaskDefinitionRequest define(String family, ContainerDefinition.Builder... containers) {
        ContainerDefinition[] built = new ContainerDefinition[containers.length];
        for (int i = 0; i < built.length; i++) {
            built[i] = containers[i].build();
        }
        return RegisterTaskDefinitionRequest.builder()
                .family(family)
                .containerDefinitions(built)
                .build();
    }

    public static KeyValuePair variable(String name, String value) {
        return KeyValuePair.builder().name(name).value(value).build();
    }

    public static PortMapping port(int containerPort, int hostPort, String protocol) {
        return PortMapping.builder()
                .containerPort(containerPort)
                .hostPort(hostPort)
                .protocol(protocol)
                .build();
    }

    public static TaskOverride override(ContainerOverride.Builder... containers) {
        return TaskOverride.builder()
                .containerOverrides(Arrays.stream(containers)
                        .map(ContainerOverride.Builder::build)
                        .toList())
                .build();
    }

    public static ContainerDependency dependency(String container, ContainerCondition condition) {
        return ContainerDependency.builder()
                .containerName(container)
                .condition(condition)
                .build();
    }

    public static MountPoint mount(String volume, String containerPath) {
        return MountPoint.builder()
                .sourceVolume(volume)
                .containerPath(containerPath)
                .build();
    }
}
