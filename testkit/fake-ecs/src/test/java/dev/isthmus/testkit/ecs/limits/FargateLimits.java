package dev.isthmus.testkit.ecs.limits;

import dev.isthmus.testkit.ecs.cluster.FargateProvider;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStrategyItem;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.Device;
import software.amazon.awssdk.services.ecs.model.LinuxParameters;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.PlacementConstraint;
import software.amazon.awssdk.services.ecs.model.PlacementStrategy;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.ResourceRequirement;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionPlacementConstraint;
import software.amazon.awssdk.services.ecs.model.Tmpfs;
import software.amazon.awssdk.services.ecs.model.Volume;

/** The limits of Fargate: of its definitions, its launches, its capacity. */
final class FargateLimits {
    private static final String INVALID = "InvalidParameterException";
    private static final String CLIENT = "ClientException";
    private static final String ROLE = "arn:aws:iam::123456789012:role/execution";
    private static final String STRATEGY = "capacityProviderStrategy";

    private FargateLimits() {}

    static List<Limit> all() {
        return List.of(
                Limit.of("parameters of a definition for FARGATE", "without those that Fargate lacks", CLIENT)
                        .accepts(
                                w -> define(w, r -> r.pidMode("task")),
                                w -> container(
                                        w, c -> c.linuxParameters(l -> l.capabilities(k -> k.add("SYS_PTRACE")))))
                        .refuses(
                                w -> define(w, r -> r.ipcMode("task")),
                                w -> define(w, r -> r.pidMode("host")),
                                w -> define(
                                        w,
                                        r -> r.placementConstraints(TaskDefinitionPlacementConstraint.builder()
                                                .type("memberOf")
                                                .expression("attribute:a != b")
                                                .build())),
                                w -> define(
                                        w,
                                        r -> r.volumes(Volume.builder()
                                                .name("v")
                                                .host(h -> h.sourcePath("/v"))
                                                .build())),
                                w -> define(
                                        w,
                                        r -> r.volumes(Volume.builder()
                                                .name("v")
                                                .dockerVolumeConfiguration(d -> d.scope("task"))
                                                .build())),
                                w -> container(w, c -> c.privileged(true)),
                                w -> container(w, c -> c.dockerSecurityOptions("no-new-privileges")),
                                w -> container(w, c -> c.dnsServers("10.0.0.2")),
                                w -> container(w, c -> c.dnsSearchDomains("example.com")),
                                w -> container(w, c -> c.disableNetworking(true)),
                                w -> container(w, c -> c.resourceRequirements(gpu())),
                                w -> linux(
                                        w,
                                        l -> l.devices(Device.builder()
                                                .hostPath("/dev/fuse")
                                                .build())),
                                w -> linux(
                                        w,
                                        l -> l.tmpfs(Tmpfs.builder()
                                                .containerPath("/t")
                                                .size(1)
                                                .build())),
                                w -> linux(w, l -> l.sharedMemorySize(64)),
                                w -> linux(w, l -> l.maxSwap(0)),
                                w -> linux(w, l -> l.swappiness(0)),
                                w -> linux(w, l -> l.capabilities(k -> k.add("NET_ADMIN")))),
                Limit.of("startTimeout for FARGATE", "2 to 120 s", CLIENT)
                        .accepts(w -> container(w, c -> c.startTimeout(2)), w -> container(w, c -> c.startTimeout(120)))
                        .refuses(
                                w -> container(w, c -> c.startTimeout(1)), w -> container(w, c -> c.startTimeout(121))),
                Limit.of("logDriver awslogs for FARGATE", "with awslogs-stream-prefix and executionRoleArn", CLIENT)
                        .accepts(w -> logs(w, ROLE, "awslogs-stream-prefix"))
                        .refuses(w -> logs(w, ROLE, "mode"), w -> logs(w, null, "awslogs-stream-prefix")),
                Limit.of("image in ECR for FARGATE", "with executionRoleArn", CLIENT)
                        .accepts(w -> container(w, c -> c.image("public.ecr.aws/busybox")))
                        .refuses(w -> container(w, c -> c.image("123456789012.dkr.ecr.eu-west-1.amazonaws.com/a"))),
                Limit.of("taskDefinition with launchType FARGATE", "one for FARGATE", INVALID)
                        .accepts(w -> run(w, r -> {}))
                        .refuses(w -> run(w, r -> r.taskDefinition("vpc"))),
                Limit.of("overrides cpu and memory on FARGATE", "a combination that Fargate has", INVALID)
                        .accepts(w -> sized(w, "512", "4096"), w -> sized(w, "16 vCPU", "120 GB"))
                        .refuses(w -> sized(w, "256", "4096"), w -> sized(w, "512", null)),
                Limit.of("overrides container memory on FARGATE", "at most the task's", INVALID)
                        .accepts(w -> override(w, c -> c.memory(512)))
                        .refuses(w -> override(w, c -> c.memory(513))),
                Limit.of("overrides container cpu on FARGATE", "together at most the task's", INVALID)
                        .accepts(w -> override(w, c -> c.cpu(256)))
                        .refuses(w -> override(w, c -> c.cpu(257))),
                Limit.of("overrides GPU on FARGATE", "none", INVALID)
                        .accepts(w -> override(w, c -> {}))
                        .refuses(w -> override(w, c -> c.resourceRequirements(gpu()))),
                Limit.of("overrides ephemeralStorage sizeInGiB", "21 to 200", INVALID)
                        .accepts(w -> storage(w, 21), w -> storage(w, 200))
                        .refuses(w -> storage(w, 20), w -> storage(w, 201)),
                Limit.of("placementConstraints, placementStrategy on FARGATE", "none", INVALID)
                        .accepts(w -> run(w, r -> r.placementConstraints(List.of())))
                        .refuses(
                                w -> run(
                                        w,
                                        r -> r.placementConstraints(PlacementConstraint.builder()
                                                .type("distinctInstance")
                                                .build())),
                                w -> run(
                                        w,
                                        r -> r.placementStrategy(PlacementStrategy.builder()
                                                .type("random")
                                                .build()))),
                Limit.of("platformVersion", "LATEST, 1.4.0 or an older one", "PlatformUnknownException")
                        .accepts(
                                w -> run(w, r -> r.platformVersion("LATEST")),
                                w -> run(w, r -> r.platformVersion("1.4.0")),
                                w -> run(w, r -> r.platformVersion("1.3.0")))
                        .refuses(w -> run(w, r -> r.platformVersion("1.5.0"))),
                Limit.of(
                                "platformVersion before 1.4.0",
                                "without ephemeralStorage, pidMode, EFS, 8 vCPUs",
                                "PlatformTaskDefinitionIncompatibilityException")
                        .accepts(w -> run(w, r -> r.platformVersion("1.3.0")))
                        .refuses(
                                w -> run(
                                        w,
                                        r -> r.platformVersion("1.3.0")
                                                .overrides(o -> o.ephemeralStorage(e -> e.sizeInGiB(21)))),
                                w -> run(
                                        w,
                                        r -> r.platformVersion("1.3.0")
                                                .overrides(o -> o.cpu("8192").memory("16384")))),
                Limit.of(STRATEGY + " capacityProvider", "associated with the cluster", INVALID)
                        .accepts(w -> strategy(w, item("FARGATE", 1, 0), item("FARGATE_SPOT", 1, 0)))
                        .refuses(w -> strategy(w, item("x", 1, 0)), w -> {
                            w.client.createCluster(r -> r.clusterName("bare"));
                            return run(
                                    w,
                                    r -> r.cluster("bare")
                                            .launchType((String) null)
                                            .capacityProviderStrategy(item("FARGATE", 1, 0)));
                        }),
                Limit.of(STRATEGY + " weight", "0 to 1000", INVALID)
                        .accepts(w -> strategy(w, item("FARGATE", 0, 0)), w -> strategy(w, item("FARGATE", 1000, 0)))
                        .refuses(w -> strategy(w, item("FARGATE", -1, 0)), w -> strategy(w, item("FARGATE", 1001, 0))),
                Limit.of(STRATEGY + " weight", "above 0 in one of several items", INVALID)
                        .accepts(w -> strategy(w, item("FARGATE", 0, 0), item("FARGATE_SPOT", 1, 0)))
                        .refuses(w -> strategy(w, item("FARGATE", 0, 0), item("FARGATE_SPOT", 0, 0))),
                Limit.of(STRATEGY + " base", "0 to 100000", INVALID)
                        .accepts(w -> strategy(w, item("FARGATE", 1, 100_000)))
                        .refuses(
                                w -> strategy(w, item("FARGATE", 1, -1)),
                                w -> strategy(w, item("FARGATE", 1, 100_001))),
                Limit.of(STRATEGY + " base", "in one item", INVALID)
                        .accepts(w -> strategy(w, item("FARGATE", 1, 1), item("FARGATE_SPOT", 1, 0)))
                        .refuses(w -> strategy(w, item("FARGATE", 1, 1), item("FARGATE_SPOT", 1, 1))),
                Limit.of(STRATEGY, "at most 20 items", INVALID)
                        .accepts(w -> strategy(w, times(20)))
                        .refuses(w -> strategy(w, times(21))),
                Limit.of(
                                "vCPUs of tasks on FARGATE",
                                "the quota of the account",
                                "You\u2019ve reached the limit on the number of vCPUs you can run concurrently")
                        .accepts(w -> quota(w, 1, r -> r.count(4)))
                        .refuses(w -> quota(w, 1, r -> r.count(5))),
                Limit.of(
                                "vCPUs of one task on FARGATE",
                                "the quota of the account",
                                "The requested CPU configuration is above your limit")
                        .accepts(w -> quota(w, 2, size("2048", "4096")))
                        .refuses(w -> quota(w, 2, size("4096", "8192"))),
                Limit.of(
                                "tasks on FARGATE",
                                "the capacity of AWS",
                                "Capacity is unavailable at this time. Please try again later or in a different availability zone")
                        .accepts(w -> capacity(w, 1, r -> r.count(4)))
                        .refuses(w -> capacity(w, 1, r -> r.count(5))),
                Limit.of("PutClusterCapacityProviders capacityProviders", "providers of the account", INVALID)
                        .accepts(w -> put(w, "FARGATE", "FARGATE"), w -> put(w, "FARGATE_SPOT", "FARGATE_SPOT"))
                        .refuses(w -> put(w, "LAMBDA", "LAMBDA")),
                Limit.of(
                                "PutClusterCapacityProviders defaultCapacityProviderStrategy",
                                "of the cluster's providers",
                                INVALID)
                        .accepts(w -> put(w, "FARGATE", "FARGATE"))
                        .refuses(w -> put(w, "FARGATE", "FARGATE_SPOT")),
                Limit.of("PutClusterCapacityProviders", "all providers with tasks", "ResourceInUseException")
                        .accepts(w -> {
                            run(w, r -> {});
                            return put(w, "FARGATE_SPOT", "FARGATE_SPOT");
                        })
                        .refuses(w -> {
                            strategy(w, item("FARGATE", 1, 0));
                            return put(w, "FARGATE_SPOT", "FARGATE_SPOT");
                        }),
                Limit.of("DescribeCapacityProviders capacityProviders", "at most 100", INVALID)
                        .accepts(w -> providers(w, 100))
                        .refuses(w -> providers(w, 101)),
                Limit.of("DescribeCapacityProviders maxResults", "1 to 10", INVALID)
                        .accepts(w -> w.client.describeCapacityProviders(r -> r.maxResults(10)))
                        .refuses(
                                w -> w.client.describeCapacityProviders(r -> r.maxResults(0)),
                                w -> w.client.describeCapacityProviders(r -> r.maxResults(11))));
    }

    /** Makes a request for a definition one for Fargate. */
    static void fargate(RegisterTaskDefinitionRequest.Builder request) {
        request.requiresCompatibilitiesWithStrings("FARGATE")
                .networkMode(NetworkMode.AWSVPC)
                .cpu("256")
                .memory("512");
    }

    private static Object define(LimitsWorld world, Consumer<RegisterTaskDefinitionRequest.Builder> more) {
        return world.register(r -> more.accept(r.applyMutation(FargateLimits::fargate)));
    }

    private static Object container(LimitsWorld world, Consumer<ContainerDefinition.Builder> more) {
        return world.container(FargateLimits::fargate, more);
    }

    private static Object linux(LimitsWorld world, Consumer<LinuxParameters.Builder> more) {
        return container(world, c -> c.linuxParameters(more));
    }

    private static Object logs(LimitsWorld world, String role, String option) {
        return world.container(
                r -> r.applyMutation(FargateLimits::fargate).executionRoleArn(role),
                c -> c.logConfiguration(l -> l.logDriver("awslogs")
                        .options(Map.of("awslogs-region", "us-east-1", "awslogs-group", "g", option, "blocking"))));
    }

    private static Object run(LimitsWorld world, Consumer<RunTaskRequest.Builder> more) {
        return world.run(r -> more.accept(r.taskDefinition("fargate")
                .launchType("FARGATE")
                .networkConfiguration(n -> n.awsvpcConfiguration(v -> v.subnets("subnet-1")))));
    }

    private static Consumer<RunTaskRequest.Builder> size(String cpu, String memory) {
        return r -> r.overrides(o -> o.cpu(cpu).memory(memory));
    }

    private static Object sized(LimitsWorld world, String cpu, String memory) {
        return run(world, size(cpu, memory));
    }

    private static Object override(LimitsWorld world, Consumer<ContainerOverride.Builder> more) {
        ContainerOverride.Builder container = ContainerOverride.builder().name("main");
        more.accept(container);
        return run(world, r -> r.overrides(o -> o.containerOverrides(container.build())));
    }

    private static Object storage(LimitsWorld world, int gib) {
        return run(world, r -> r.overrides(o -> o.ephemeralStorage(e -> e.sizeInGiB(gib))));
    }

    private static Object strategy(LimitsWorld world, CapacityProviderStrategyItem... items) {
        return run(world, r -> r.launchType((String) null).capacityProviderStrategy(items));
    }

    private static CapacityProviderStrategyItem item(String provider, int weight, int base) {
        return CapacityProviderStrategyItem.builder()
                .capacityProvider(provider)
                .weight(weight)
                .base(base)
                .build();
    }

    private static CapacityProviderStrategyItem[] times(int count) {
        return Collections.nCopies(count, item("FARGATE", 1, 0)).toArray(CapacityProviderStrategyItem[]::new);
    }

    private static Object quota(LimitsWorld world, int vcpus, Consumer<RunTaskRequest.Builder> more) {
        world.ecs.fargate().quota(FargateProvider.FARGATE, vcpus);
        return run(world, more);
    }

    private static Object capacity(LimitsWorld world, int vcpus, Consumer<RunTaskRequest.Builder> more) {
        world.ecs.fargate().capacity(FargateProvider.FARGATE, vcpus);
        return run(world, more);
    }

    private static Object put(LimitsWorld world, String provider, String byDefault) {
        return world.client.putClusterCapacityProviders(r -> r.cluster("default")
                .capacityProviders(provider)
                .defaultCapacityProviderStrategy(item(byDefault, 1, 0)));
    }

    private static Object providers(LimitsWorld world, int count) {
        return world.client.describeCapacityProviders(r -> r.capacityProviders(Collections.nCopies(count, "FARGATE")));
    }

    private static ResourceRequirement gpu() {
        return ResourceRequirement.builder().type("GPU").value("1").build();
    }
}
