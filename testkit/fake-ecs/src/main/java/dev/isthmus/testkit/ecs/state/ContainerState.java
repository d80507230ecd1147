package dev.isthmus.testkit.ecs.state;

import dev.isthmus.testkit.ecs.definition.Secrets;
import dev.isthmus.testkit.ecs.runtime.ContainerId;
import dev.isthmus.testkit.ecs.runtime.ContainerLaunch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.HealthStatus;
import software.amazon.awssdk.services.ecs.model.LogConfiguration;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.ecs.model.ManagedAgent;
import software.amazon.awssdk.services.ecs.model.ManagedAgentName;
import software.amazon.awssdk.services.ecs.model.NetworkBinding;

/** One container of a task. */
public final class ContainerState {
    enum Phase {
        /** Not given to the runtime yet. */
        WAITING,
        /** Given to the runtime, which has not reported it started. */
        STARTING,
        RUNNING,
        STOPPED
    }

    private static final String STREAM_PREFIX = "awslogs-stream-prefix";

    final String arn;
    final TaskState task;
    final ContainerDefinition definition;
    private final ContainerLaunch launch;
    final List<String> gpuIds;
    /** Null if its definition has no health check. */
    public final @Nullable ContainerHealth health;

    final List<NetworkBinding> bindings = new ArrayList<>();
    Phase phase = Phase.WAITING;
    /** Whether the runtime was told to stop it. */
    boolean stopSent;

    private @Nullable String runtimeId;
    private @Nullable Instant startedAt;
    private Map<String, String> secrets = Map.of();
    private @Nullable Integer exitCode;
    private @Nullable String reason;

    ContainerState(
            String arn, TaskState task, ContainerDefinition definition, ContainerLaunch launch, List<String> gpuIds) {
        this.arn = arn;
        this.task = task;
        this.definition = definition;
        this.launch = launch;
        this.gpuIds = List.copyOf(gpuIds);
        this.health = definition.healthCheck() == null ? null : new ContainerHealth(definition.healthCheck());
    }

    public ContainerId id() {
        return launch.id();
    }

    /** What the runtime is told, the values of its secrets among the variables. */
    ContainerLaunch launch() {
        return launch.withVariables(secrets);
    }

    void readSecrets(Secrets of) throws Secrets.Unavailable {
        secrets = of.of(definition);
    }

    /** Whether the runtime has it, and has not reported its end. */
    boolean live() {
        return phase == Phase.STARTING || phase == Phase.RUNNING;
    }

    public boolean running() {
        return phase == Phase.RUNNING;
    }

    boolean essential() {
        return definition.essential() == null || definition.essential();
    }

    /** Without a check nobody knows: UNKNOWN. */
    HealthStatus healthStatus() {
        return health == null ? HealthStatus.UNKNOWN : health.status();
    }

    void run(String newRuntimeId, Instant now) {
        phase = Phase.RUNNING;
        runtimeId = newRuntimeId;
        startedAt = now;
        if (health != null) {
            health.started(now);
        }
    }

    @Nullable
    Integer exitCode() {
        return exitCode;
    }

    /** Until when those that wait for its end or its health wait; empty if it has not started, or for ever. */
    Optional<Instant> startDeadline() {
        Integer timeout = definition.startTimeout();
        return startedAt == null || timeout == null || timeout == 0
                ? Optional.empty()
                : Optional.of(startedAt.plus(Duration.ofSeconds(timeout)));
    }

    void stop(@Nullable Integer code, @Nullable String why) {
        phase = Phase.STOPPED;
        exitCode = code;
        reason = why;
    }

    Container describe() {
        Container.Builder container = Container.builder()
                .containerArn(arn)
                .taskArn(task.arn)
                .name(definition.name())
                .image(definition.image())
                .runtimeId(runtimeId)
                .lastStatus(lastStatus())
                .exitCode(exitCode)
                .reason(reason)
                // "After a task reaches the RUNNING status", as NetworkBinding documents.
                .networkBindings(task.startedAt != null ? bindings : List.of())
                .networkInterfaces(
                        task.networkInterface.map(TaskInterface::ofContainer).orElse(List.of()))
                .healthStatus(healthStatus())
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
        if (task.enableExecuteCommand) {
            container.managedAgents(execAgent());
        }
        return container.build();
    }

    private String lastStatus() {
        return switch (phase) {
            case WAITING, STARTING -> "PENDING";
            case RUNNING -> "RUNNING";
            case STOPPED -> "STOPPED";
        };
    }

    /** The agent of ECS Exec: it comes and goes with the container, but does not start where that has a root that cannot be written. */
    private ManagedAgent execAgent() {
        ManagedAgent.Builder agent = ManagedAgent.builder().name(ManagedAgentName.EXECUTE_COMMAND_AGENT);
        if (running() && hasReadOnlyRoot()) {
            return agent.lastStatus("STOPPED")
                    .reason("ExecuteCommandAgent cannot write to the root file system of the container")
                    .build();
        }
        return agent.lastStatus(lastStatus())
                .lastStartedAt(running() ? startedAt : null)
                .build();
    }

    private boolean hasReadOnlyRoot() {
        return Boolean.TRUE.equals(definition.readonlyRootFilesystem());
    }

    /** Whether its log driver writes to this stream of CloudWatch Logs, and it has started. */
    public boolean logsTo(String group, String stream) {
        LogConfiguration logging = definition.logConfiguration();
        return logging != null
                && logging.logDriver() == LogDriver.AWSLOGS
                && startedAt != null
                && group.equals(logging.options().get("awslogs-group"))
                && stream.equals(
                        logging.options().containsKey(STREAM_PREFIX)
                                ? logging.options().get(STREAM_PREFIX) + "/" + definition.name() + "/" + task.id
                                : runtimeId);
    }

    /** When it started, if it has. */
    public Optional<Instant> startedAt() {
        return Optional.ofNullable(startedAt);
    }

    /** Whether the agent of ECS Exec runs in it. */
    public boolean takesCommands() {
        return task.enableExecuteCommand && running() && !hasReadOnlyRoot();
    }
}
