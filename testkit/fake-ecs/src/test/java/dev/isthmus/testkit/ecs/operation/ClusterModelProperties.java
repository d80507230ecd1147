package dev.isthmus.testkit.ecs.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.testkit.ecs.cluster.Consistency;
import dev.isthmus.testkit.ecs.cluster.FargateSettings;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.cluster.ModelSettings;
import dev.isthmus.testkit.ecs.cluster.TaskPace;
import dev.isthmus.testkit.ecs.runtime.ContainerId;
import dev.isthmus.testkit.ecs.runtime.Effect;
import dev.isthmus.testkit.ecs.wire.ServiceError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.ContainerCondition;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerDependency;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.EcsRequest;
import software.amazon.awssdk.services.ecs.model.EcsResponse;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Resource;
import software.amazon.awssdk.services.ecs.model.ResourceRequirement;
import software.amazon.awssdk.services.ecs.model.ResourceType;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.StartTaskRequest;
import software.amazon.awssdk.services.ecs.model.StopTaskRequest;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/** The pure model under random histories: what is taken is what runs, whatever happens in whatever order. */
class ClusterModelProperties {
    private static final Duration LATER = Duration.ofMinutes(7);

    private final EcsModel model = new EcsModel(
            new ModelSettings(
                    "us-east-1",
                    "123456789012",
                    List.of("default"),
                    TaskPace.immediate()
                            .withPending(Duration.ofSeconds(1))
                            .withActivating(Duration.ofMinutes(8))
                            .withDeactivating(Duration.ofMinutes(8))
                            .withDeprovisioning(Duration.ofMinutes(8)),
                    Consistency.strong(),
                    FargateSettings.launchTypeOnly(),
                    Map.of(),
                    Set.of(),
                    Set.of(),
                    Duration.ofSeconds(30),
                    Duration.ofHours(1),
                    List.of(),
                    7),
            Instant.EPOCH);
    private final List<ContainerId> launched = new ArrayList<>();
    private final Map<String, Long> versions = new HashMap<>();
    private final Map<String, Task> stoppedAs = new HashMap<>();
    private Instant now = Instant.EPOCH;

    @Property(tries = 60)
    void what_is_taken_is_what_runs(@ForAll @Size(max = 80) List<@IntRange(max = 9999) Integer> steps) {
        model.addInstance("default", InstanceSpec.of(1000, 1000));
        model.addInstance("default", InstanceSpec.of(700, 2000).withGpus(1));
        define("small", 100, 90, List.of());
        define("ports", 10, 30, List.of(port(8080, "tcp"), port(8080, "udp"), port(0, "tcp")));
        define("wide", 600, 600, List.of());
        define("vpc", 20, 20, List.of(), NetworkMode.AWSVPC, 0);
        define("gpu", 20, 20, List.of(), NetworkMode.BRIDGE, 1);
        defineFetched();
        for (int step : steps) {
            try {
                act(step % 10, step / 10);
            } catch (ServiceError e) {
                assertThat(e.code()).isIn("InvalidParameterException", "ConflictException");
            }
            drain();
            check();
        }
        for (Task task : model.tasks()) {
            model.stopTask(task.taskArn(), TaskStopCode.USER_INITIATED, "end");
        }
        model.instances().stream()
                .filter(instance -> !instance.status().equals("INACTIVE"))
                .forEach(instance -> model.agentConnected(instance.containerInstanceArn(), true));
        drain();
        // DEACTIVATING ends, what was started ends, DEPROVISIONING ends; the tasks are not forgotten yet.
        advance(Duration.ofMinutes(8));
        List.copyOf(launched).forEach(id -> model.containerExited(id, 143, Optional.empty()));
        advance(Duration.ofMinutes(8));
        for (ContainerInstance instance : model.instances()) {
            assertThat(instance.remainingResources()).isEqualTo(instance.registeredResources());
            assertThat(instance.runningTasksCount()).isZero();
        }
    }

    private void act(int action, int choice) {
        List<ContainerInstance> instances = model.instances();
        if (action >= 8 && instances.get(choice % instances.size()).status().equals("INACTIVE")) {
            model.addInstance("default", InstanceSpec.of(500 + choice, 1500).withGpus(choice % 2));
            return;
        }
        String instance = instances.get(choice % instances.size()).containerInstanceArn();
        String family =
                List.of("small", "ports", "wide", "vpc", "gpu", "fetched").get(choice % 6);
        List<Task> tasks = model.tasks();
        switch (action) {
            case 0, 1 ->
                call(
                        "StartTask",
                        StartTaskRequest.builder()
                                .taskDefinition(family)
                                .containerInstances(instance)
                                .networkConfiguration(network(family))
                                .build());
            case 2 ->
                call(
                        "RunTask",
                        RunTaskRequest.builder()
                                .taskDefinition(family)
                                .count(1 + choice % 3)
                                .clientToken("t" + choice % 20)
                                .networkConfiguration(network(family))
                                .build());
            case 3 -> {
                if (!tasks.isEmpty()) {
                    String task = tasks.get(choice % tasks.size()).taskArn();
                    call("StopTask", StopTaskRequest.builder().task(task).build());
                }
            }
            case 4 -> one(choice).ifPresent(model::containerStarted);
            case 5 -> one(choice).ifPresent(id -> model.containerExited(id, choice % 256, Optional.empty()));
            case 6 -> one(choice).ifPresent(id -> model.containerFailedToStart(id, "CannotPullContainerError: x"));
            case 7 -> advance(LATER);
            case 8 -> model.agentConnected(instance, choice % 2 == 0);
            default -> {
                if (choice % 7 == 0) {
                    model.interruptSpot(instance, LATER);
                } else if (choice % 7 == 1) {
                    model.removeInstance(instance, TaskStopCode.TERMINATION_NOTICE, "gone");
                } else {
                    model.drain(instance, choice % 2 == 0);
                }
            }
        }
    }

    private void advance(Duration duration) {
        now = now.plus(duration);
        model.advanceTo(now);
    }

    private static @Nullable NetworkConfiguration network(String family) {
        return family.equals("vpc")
                ? NetworkConfiguration.builder()
                        .awsvpcConfiguration(vpc -> vpc.subnets("subnet-1"))
                        .build()
                : null;
    }

    private Optional<ContainerId> one(int choice) {
        return launched.isEmpty() ? Optional.empty() : Optional.of(launched.get(choice % launched.size()));
    }

    private void drain() {
        for (Effect effect : model.takeEffects()) {
            if (effect instanceof Effect.Start start) {
                assertThat(launched)
                        .as("a container is started once")
                        .doesNotContain(start.launch().id());
                launched.add(start.launch().id());
                if (model.task(start.launch().id().taskArn())
                        .orElseThrow()
                        .group()
                        .equals("family:fetched")) {
                    checkOrder(start.launch().id());
                }
            } else if (effect instanceof Effect.Stop stop) {
                assertThat(launched).as("only what was started is stopped").contains(stop.container());
            }
        }
    }

    /** None starts before what it depends on is as it wants it. */
    private void checkOrder(ContainerId started) {
        Map<String, Container> containers = new HashMap<>();
        model.task(started.taskArn())
                .orElseThrow()
                .containers()
                .forEach(container -> containers.put(container.name(), container));
        Container fetch = Objects.requireNonNull(containers.get("fetch"));
        Container side = Objects.requireNonNull(containers.get("side"));
        if (!started.name().equals("fetch")) {
            assertThat(fetch.exitCode()).isNotNull();
        }
        if (started.name().equals("main")) {
            assertThat(fetch.exitCode()).isZero();
            assertThat(side.lastStatus()).isNotEqualTo("PENDING");
            assertThat(side.reason()).as("it has run").isNull();
        }
    }

    private void check() {
        List<Task> tasks = model.tasks();
        for (ContainerInstance instance : model.instances()) {
            List<Task> live = tasks.stream()
                    .filter(task -> task.containerInstanceArn().equals(instance.containerInstanceArn()))
                    .filter(task -> !task.lastStatus().equals("STOPPED"))
                    .toList();
            assertThat(amount(instance.remainingResources(), "CPU"))
                    .isEqualTo(amount(instance.registeredResources(), "CPU") - sum(live, Task::cpu))
                    .isNotNegative();
            assertThat(amount(instance.remainingResources(), "MEMORY"))
                    .isEqualTo(amount(instance.registeredResources(), "MEMORY") - sum(live, Task::memory))
                    .isNotNegative();
            boolean ports = live.stream().anyMatch(task -> task.group().equals("family:ports"));
            for (String name : List.of("PORTS", "PORTS_UDP")) {
                List<String> expected = new ArrayList<>(set(instance.registeredResources(), name));
                if (ports) {
                    expected.add("8080");
                }
                assertThat(set(instance.remainingResources(), name)).containsExactlyInAnyOrderElementsOf(expected);
            }
            List<String> gpusLeft = new ArrayList<>(set(instance.registeredResources(), "GPU"));
            live.forEach(task -> task.containers()
                    .forEach(container -> container
                            .gpuIds()
                            .forEach(id -> assertThat(gpusLeft.remove(id))
                                    .as("a GPU is given to one task at a time")
                                    .isTrue())));
            assertThat(set(instance.remainingResources(), "GPU")).isEqualTo(gpusLeft);
            assertThat(live.stream().filter(task -> !task.attachments().isEmpty()))
                    .as("a task in an awsvpc network each")
                    .hasSizeLessThanOrEqualTo(2);
        }
        for (Task task : tasks) {
            assertThat(task.version()).isGreaterThanOrEqualTo(versions.getOrDefault(task.taskArn(), 0L));
            versions.put(task.taskArn(), task.version());
            Task asStopped = stoppedAs.get(task.taskArn());
            if (asStopped != null) {
                assertThat(task).as("what is stopped does not change").isEqualTo(asStopped);
            } else if (task.lastStatus().equals("STOPPED")) {
                stoppedAs.put(task.taskArn(), task);
                assertThat(task.stopCode()).isNotNull();
                assertThat(task.stoppedAt()).isNotNull();
            }
        }
    }

    private static int sum(List<Task> tasks, Function<Task, String> amount) {
        return tasks.stream()
                .mapToInt(task -> Integer.parseInt(amount.apply(task)))
                .sum();
    }

    private static List<String> set(List<Resource> resources, String name) {
        return resources.stream()
                .filter(resource -> resource.name().equals(name))
                .flatMap(resource -> resource.stringSetValue().stream())
                .toList();
    }

    private static int amount(List<Resource> resources, String name) {
        return resources.stream()
                .filter(resource -> resource.name().equals(name))
                .findFirst()
                .orElseThrow()
                .integerValue();
    }

    private void define(String family, int cpu, int memory, List<PortMapping> ports) {
        define(family, cpu, memory, ports, NetworkMode.BRIDGE, 0);
    }

    private void define(String family, int cpu, int memory, List<PortMapping> ports, NetworkMode mode, int gpus) {
        List<ResourceRequirement> requirements = gpus == 0
                ? List.of()
                : List.of(ResourceRequirement.builder()
                        .type(ResourceType.GPU)
                        .value(String.valueOf(gpus))
                        .build());
        call(
                "RegisterTaskDefinition",
                RegisterTaskDefinitionRequest.builder()
                        .family(family)
                        .networkMode(mode)
                        .containerDefinitions(ContainerDefinition.builder()
                                .name("main")
                                .image("busybox")
                                .cpu(cpu)
                                .memory(memory)
                                .portMappings(ports)
                                .resourceRequirements(requirements)
                                .build())
                        .build());
    }

    /** What fetches runs first, then a container aside, then the one that counts. */
    private void defineFetched() {
        call(
                "RegisterTaskDefinition",
                RegisterTaskDefinitionRequest.builder()
                        .family("fetched")
                        .containerDefinitions(
                                small("main")
                                        .dependsOn(
                                                dependency("fetch", ContainerCondition.SUCCESS),
                                                dependency("side", ContainerCondition.START))
                                        .build(),
                                small("side")
                                        .essential(false)
                                        .dependsOn(dependency("fetch", ContainerCondition.COMPLETE))
                                        .build(),
                                small("fetch").essential(false).build())
                        .build());
    }

    private static ContainerDefinition.Builder small(String name) {
        return ContainerDefinition.builder().name(name).image("busybox").cpu(1).memoryReservation(6);
    }

    private static ContainerDependency dependency(String on, ContainerCondition condition) {
        return ContainerDependency.builder()
                .containerName(on)
                .condition(condition)
                .build();
    }

    private static PortMapping port(int host, String protocol) {
        int container = host == 0 ? 90 : protocol.equals("udp") ? 53 : 80;
        return PortMapping.builder()
                .containerPort(container)
                .hostPort(host)
                .protocol(protocol)
                .build();
    }

    private EcsResponse call(String operation, EcsRequest request) {
        return Operations.named(operation).orElseThrow().apply(model, request);
    }
}
