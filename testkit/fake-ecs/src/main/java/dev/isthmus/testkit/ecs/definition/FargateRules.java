package dev.isthmus.testkit.ecs.definition;

import dev.isthmus.testkit.ecs.wire.ServiceError;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.KernelCapabilities;
import software.amazon.awssdk.services.ecs.model.LinuxParameters;
import software.amazon.awssdk.services.ecs.model.LogConfiguration;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.PidMode;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.ResourceType;
import software.amazon.awssdk.services.ecs.model.TaskOverride;
import software.amazon.awssdk.services.ecs.model.Volume;

/** What a task definition may not have if its tasks are to run on Fargate: "Task definition parameters" in the developer guide. */
public final class FargateRules {
    private static final Set<LogDriver> LOG_DRIVERS =
            Set.of(LogDriver.AWSLOGS, LogDriver.SPLUNK, LogDriver.AWSFIRELENS);
    private static final Pattern ECR_IMAGE = Pattern.compile("[0-9]{12}\\.dkr\\.ecr\\..+");
    private static final int MIN_TIMEOUT = 2;
    private static final int MAX_TIMEOUT = 120;
    private static final int MIN_STORAGE_GIB = 21;
    private static final int MAX_STORAGE_GIB = 200;

    private FargateRules() {}

    static void check(RegisterTaskDefinitionRequest request, @Nullable Integer cpu, @Nullable Integer memory) {
        if (request.networkMode() != NetworkMode.AWSVPC) {
            throw ServiceError.client("Fargate only supports network mode \u2018awsvpc\u2019.");
        }
        if (cpu == null) {
            throw ServiceError.client("Fargate requires that 'cpu' be defined at the task level.");
        }
        if (memory == null) {
            throw ServiceError.client("Fargate requires that 'memory' be defined at the task level.");
        }
        if (!TaskSizes.fargate(cpu, memory)) {
            throw ServiceError.client("No Fargate configuration exists for given values: " + cpu + " CPU, " + memory
                    + " memory. See the Amazon ECS documentation for the valid values.");
        }
        refuse(request.ipcMode() != null, "ipcMode");
        refuse(request.pidMode() == PidMode.HOST, "pidMode host");
        refuse(!request.placementConstraints().isEmpty(), "placementConstraints");
        request.volumes().forEach(FargateRules::volume);
        for (ContainerDefinition container : request.containerDefinitions()) {
            container(container);
            executionRole(container, request.executionRoleArn());
        }
    }

    private static void volume(Volume volume) {
        refuse(volume.dockerVolumeConfiguration() != null, "dockerVolumeConfiguration");
        refuse(volume.host() != null && volume.host().sourcePath() != null, "host.sourcePath");
    }

    private static void container(ContainerDefinition container) {
        refuse(Boolean.TRUE.equals(container.privileged()), "privileged");
        refuse(!container.dockerSecurityOptions().isEmpty(), "dockerSecurityOptions");
        refuse(!container.dnsServers().isEmpty(), "dnsServers");
        refuse(!container.dnsSearchDomains().isEmpty(), "dnsSearchDomains");
        refuse(Boolean.TRUE.equals(container.disableNetworking()), "disableNetworking");
        refuse(
                container.resourceRequirements().stream().anyMatch(asked -> asked.type() == ResourceType.GPU),
                "resourceRequirements of type GPU");
        String name = container.name();
        ContainerSettingRules.range(name, "stopTimeout", container.stopTimeout(), MIN_TIMEOUT, MAX_TIMEOUT);
        ContainerSettingRules.range(name, "startTimeout", container.startTimeout(), MIN_TIMEOUT, MAX_TIMEOUT);
        if (container.linuxParameters() != null) {
            linux(container.linuxParameters());
        }
        if (container.logConfiguration() != null) {
            logging(name, container.logConfiguration());
        }
    }

    private static void linux(LinuxParameters parameters) {
        refuse(!parameters.devices().isEmpty(), "linuxParameters.devices");
        refuse(!parameters.tmpfs().isEmpty(), "linuxParameters.tmpfs");
        refuse(parameters.sharedMemorySize() != null, "linuxParameters.sharedMemorySize");
        refuse(parameters.maxSwap() != null, "linuxParameters.maxSwap");
        refuse(parameters.swappiness() != null, "linuxParameters.swappiness");
        KernelCapabilities capabilities = parameters.capabilities();
        List<String> added = capabilities == null ? List.of() : capabilities.add();
        refuse(added.stream().anyMatch(one -> !one.equals("SYS_PTRACE")), "capabilities.add but SYS_PTRACE");
    }

    private static void logging(String name, LogConfiguration logging) {
        if (!LOG_DRIVERS.contains(logging.logDriver())) {
            throw ContainerRules.invalid(
                    name,
                    "Fargate supports the log drivers awslogs, splunk and awsfirelens, not "
                            + logging.logDriverAsString() + ".");
        }
        if (logging.logDriver() == LogDriver.AWSLOGS && !logging.options().containsKey("awslogs-stream-prefix")) {
            throw ServiceError.client("Log driver awslogs requires option awslogs-stream-prefix on Fargate");
        }
    }

    private static void executionRole(ContainerDefinition container, @Nullable String role) {
        if (role != null) {
            return;
        }
        LogConfiguration logging = container.logConfiguration();
        if (logging != null && logging.logDriver() == LogDriver.AWSLOGS) {
            throw ServiceError.client(
                    "Fargate requires task definition to have execution role ARN to support log driver awslogs.");
        }
        if (ECR_IMAGE.matcher(container.image()).matches()) {
            throw ServiceError.client(
                    "Fargate requires task definition to have execution role ARN to support ECR images.");
        }
    }

    private static void refuse(boolean has, String what) {
        if (has) {
            throw ServiceError.client("The following parameter is not supported on Fargate: " + what + ".");
        }
    }

    /**
     * The size that a task with these overrides has.
     *
     * @throws ServiceError if Fargate has no such size
     */
    public static void size(int cpu, int memory) {
        if (!TaskSizes.fargate(cpu, memory)) {
            throw ServiceError.invalidParameter("No Fargate configuration exists for given values: " + cpu + " CPU, "
                    + memory + " memory. See the Amazon ECS documentation for the valid values.");
        }
    }

    /**
     * The storage of a task, as an override may have it.
     *
     * @throws ServiceError if it is out of its bounds
     */
    public static void storage(TaskOverride overrides) {
        Integer size = overrides.ephemeralStorage() == null
                ? null
                : overrides.ephemeralStorage().sizeInGiB();
        if (size != null && (size < MIN_STORAGE_GIB || size > MAX_STORAGE_GIB)) {
            throw ServiceError.invalidParameter("ephemeralStorage.sizeInGiB must be from " + MIN_STORAGE_GIB + " to "
                    + MAX_STORAGE_GIB + ", not " + size + ".");
        }
    }
}
