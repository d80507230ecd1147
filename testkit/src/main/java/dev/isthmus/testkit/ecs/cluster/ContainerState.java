package dev.isthmus.testkit.ecs.cluster;

import dev.isthmus.testkit.ecs.runtime.ContainerId;
import dev.isthmus.testkit.ecs.runtime.ContainerLaunch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.HealthStatus;
import software.amazon.awssdk.services.ecs.model.NetworkBinding;
import software.amazon.awssdk.services.ecs.model.NetworkInterface;

/** One container of a task. */
final class ContainerState {
    enum Phase {
        /** Not given to the runtime yet. */
        WAITING,
        /** Given to the runtime, which has not reported it started. */
        STARTING,
        RUNNING,
        STOPPED
    }

    final String arn;
    final String taskArn;
    final ContainerDefinition definition;
    final ContainerLaunch launch;
    final List<String> gpuIds;
    final List<NetworkBinding> bindings = new ArrayList<>();
    final List<NetworkInterface> interfaces = new ArrayList<>();
    Phase phase = Phase.WAITING;
    private @Nullable String runtimeId;
    private @Nullable Integer exitCode;
    private @Nullable String reason;

    ContainerState(
            String arn, String taskArn, ContainerDefinition definition, ContainerLaunch launch, List<String> gpuIds) {
        this.arn = arn;
        this.taskArn = taskArn;
        this.definition = definition;
        this.launch = launch;
        this.gpuIds = List.copyOf(gpuIds);
    }

    ContainerId id() {
        return launch.id();
    }

    boolean essential() {
        return definition.essential() == null || definition.essential();
    }

    void run(String newRuntimeId) {
        phase = Phase.RUNNING;
        runtimeId = newRuntimeId;
    }

    void stop(@Nullable Integer code, @Nullable String why) {
        phase = Phase.STOPPED;
        exitCode = code;
        reason = why;
    }

    Container describe() {
        boolean started = runtimeId != null;
        Container.Builder container = Container.builder()
                .containerArn(arn)
                .taskArn(taskArn)
                .name(definition.name())
                .image(definition.image())
                .runtimeId(runtimeId)
                .lastStatus(
                        switch (phase) {
                            case WAITING, STARTING -> "PENDING";
                            case RUNNING -> "RUNNING";
                            case STOPPED -> "STOPPED";
                        })
                .exitCode(exitCode)
                .reason(reason)
                .networkBindings(started ? bindings : List.of())
                .networkInterfaces(started ? interfaces : List.of())
                .healthStatus(HealthStatus.UNKNOWN)
                .cpu(String.valueOf(definition.cpu() == null ? 0 : definition.cpu()));
        if (definition.memory() != null) {
            container.memory(definition.memory().toString());
        }
        if (definition.memoryReservation() != null) {
            container.memoryReservation(definition.memoryReservation().toString());
        }
        if (!gpuIds.isEmpty()) {
            container.gpuIds(gpuIds);
        }
        return container.build();
    }
}
