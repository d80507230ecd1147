package dev.isthmus.testkit.ecs.placement;

import dev.isthmus.testkit.ecs.cluster.Demand;
import dev.isthmus.testkit.ecs.cluster.FargateProvider;
import dev.isthmus.testkit.ecs.definition.FargateRules;
import dev.isthmus.testkit.ecs.state.AccountState;
import dev.isthmus.testkit.ecs.state.ClusterState;
import dev.isthmus.testkit.ecs.state.LaunchRequest;
import dev.isthmus.testkit.ecs.state.TaskHost;
import dev.isthmus.testkit.ecs.state.TaskLifecycle;
import dev.isthmus.testkit.ecs.state.TaskState;
import dev.isthmus.testkit.ecs.wire.ServiceError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.OSFamily;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskOverride;

/** RunTask on Fargate: no container instance, but the quotas of the account and the capacity of AWS. */
final class FargateStarts {
    /** What LATEST means, and the only version that is not deprecated. */
    private static final String LATEST = "1.4.0";

    private static final Set<String> VERSIONS = Set.of("1.0.0", "1.1.0", "1.2.0", "1.3.0", LATEST);
    private static final String NO_CAPACITY =
            "Capacity is unavailable at this time. Please try again later or in a different availability zone";
    /** The first size that needs the newest version. */
    private static final int LARGE_CPU = 8192;

    private final AccountState account;
    private final TaskLifecycle life;

    FargateStarts(AccountState account, TaskLifecycle life) {
        this.account = account;
        this.life = life;
    }

    /** Tasks that were started, and why the others were not. */
    record Started(List<TaskState> tasks, List<Failure> failures) {}

    /** A task for each target; each that quota or capacity do not allow is one failure without an ARN. */
    Started start(ClusterState cluster, RunTaskRequest request, LaunchRequest launch, List<FargateProvider> targets) {
        if (!request.placementConstraints().isEmpty()
                || !request.placementStrategy().isEmpty()) {
            throw ServiceError.invalidParameter(
                    "Placement constraints and placement strategies are not supported with FARGATE launch type.");
        }
        check(launch, targets);
        String version = platformVersion(request.platformVersion(), launch);
        boolean byStrategy = request.launchType() != LaunchType.FARGATE;
        int cpu = launch.demand().cpu();
        List<String> zones = launch.zones(account.anyZone());
        List<TaskState> tasks = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (FargateProvider provider : targets) {
            Optional<String> zone = account.fargate.zoneWithRoom(provider, zones, cpu);
            Optional<String> refusal = account.fargate
                    .quotaRefusal(provider, cpu)
                    .or(() -> zone.isEmpty() ? Optional.of(NO_CAPACITY) : Optional.empty());
            if (refusal.isPresent()) {
                failures.add(Failure.builder().reason(refusal.get()).build());
            } else {
                TaskHost host =
                        new TaskHost.Fargate(account, provider, byStrategy, zone.orElseThrow(), version, account.now());
                tasks.add(life.begin(cluster, host, launch));
            }
        }
        return new Started(tasks, failures);
    }

    private static void check(LaunchRequest launch, List<FargateProvider> targets) {
        TaskDefinition definition = launch.definition();
        if (!definition.compatibilities().contains(Compatibility.FARGATE)) {
            throw ServiceError.invalidParameter("Task definition does not support launch_type FARGATE.");
        }
        boolean windows = definition.runtimePlatform() != null
                && definition.runtimePlatform().operatingSystemFamily() != null
                && definition.runtimePlatform().operatingSystemFamily() != OSFamily.LINUX;
        if (windows && targets.contains(FargateProvider.FARGATE_SPOT)) {
            throw ServiceError.invalidParameter("Fargate Spot runs tasks of operatingSystemFamily LINUX only.");
        }
        if (windows) {
            throw ServiceError.unsupported("This fake runs Linux on Fargate only.");
        }
        Demand demand = launch.demand();
        FargateRules.size(demand.cpu(), demand.memory());
        FargateRules.storage(launch.overrides());
        containers(definition, launch.overrides(), demand);
    }

    /** Limits of containers go on holding when the task is another size. */
    private static void containers(TaskDefinition definition, TaskOverride overrides, Demand demand) {
        Map<String, ContainerOverride> named = Demand.byName(overrides);
        long cpu = 0;
        for (ContainerDefinition container : definition.containerDefinitions()) {
            ContainerOverride own = named.getOrDefault(
                    container.name(), ContainerOverride.builder().build());
            if (Demand.gpus(own, container) > 0) {
                throw ServiceError.invalidParameter("Fargate has no GPUs.");
            }
            cpu += Objects.requireNonNullElse(Demand.first(own.cpu(), container.cpu()), 0);
            Integer memory = Demand.first(own.memory(), container.memory());
            if (memory != null && memory > demand.memory()) {
                throw ServiceError.invalidParameter(
                        "The 'memory' setting for container '" + container.name() + "' is greater than for the task.");
            }
        }
        if (cpu > demand.cpu()) {
            throw ServiceError.invalidParameter(
                    "The sum of all container 'cpu' values cannot be greater than the value of the task 'cpu'.");
        }
    }

    private static String platformVersion(String asked, LaunchRequest launch) {
        if (asked == null || asked.equals("LATEST")) {
            return LATEST;
        }
        if (!VERSIONS.contains(asked)) {
            throw ServiceError.of("PlatformUnknownException", "The platform version " + asked + " does not exist.");
        }
        TaskDefinition definition = launch.definition();
        boolean needsLatest = launch.demand().cpu() >= LARGE_CPU
                || definition.ephemeralStorage() != null
                || launch.overrides().ephemeralStorage() != null
                || definition.pidMode() != null
                || definition.volumes().stream().anyMatch(volume -> volume.efsVolumeConfiguration() != null);
        if (needsLatest && !asked.equals(LATEST)) {
            throw ServiceError.of(
                    "PlatformTaskDefinitionIncompatibilityException",
                    "The task definition needs platform version " + LATEST + ", not " + asked + ".");
        }
        return asked;
    }
}
