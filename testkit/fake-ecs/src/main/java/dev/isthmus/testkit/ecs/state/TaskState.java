package dev.isthmus.testkit.ecs.state;

import dev.isthmus.testkit.ecs.account.Timers;
import dev.isthmus.testkit.ecs.cluster.Demand;
import dev.isthmus.testkit.ecs.cluster.TaskPace;
import dev.isthmus.testkit.ecs.cluster.Visibility;
import dev.isthmus.testkit.ecs.definition.Secrets;
import dev.isthmus.testkit.ecs.state.ContainerState.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Connectivity;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskOverride;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/** One task: what it was asked to be, and how far it has come. What moves it is {@link TaskLifecycle}. */
public final class TaskState {
    public final long sequence;
    public final String arn;
    final String id;
    final ClusterState cluster;
    TaskHost host;
    final TaskPace pace;
    public final TaskDefinition definition;
    final TaskOverride overrides;
    final Demand demand;
    Optional<TaskInterface> networkInterface = Optional.empty();
    final boolean enableExecuteCommand;
    /** Whether it passes PROVISIONING and DEPROVISIONING. */
    final boolean provisioned;

    final List<ContainerState> containers = new ArrayList<>();
    public final String group;
    public final @Nullable String startedBy;
    final Instant createdAt;

    @Nullable
    Instant pullStartedAt;

    @Nullable
    Instant pullStoppedAt;

    @Nullable
    Instant startedAt;

    @Nullable
    Instant stoppingAt;

    @Nullable
    Instant executionStoppedAt;

    @Nullable
    Instant stoppedAt;

    /** Whether its containers are being stopped, those first that others do not depend on. */
    boolean stopsContainers;

    private final Visibility.Times visible;
    private TaskStatus status;
    private boolean containersKnown;
    private String desiredStatus = "RUNNING";
    private @Nullable TaskStopCode stopCode;
    private @Nullable String stoppedReason;
    private long version = 1;
    /** What was described last; void with the next change. */
    private @Nullable Task described;

    TaskState(
            long sequence,
            String arn,
            String id,
            ClusterState cluster,
            TaskHost host,
            LaunchRequest request,
            TaskPace pace,
            Visibility.Times visible,
            Instant createdAt) {
        this.sequence = sequence;
        this.arn = arn;
        this.id = id;
        this.cluster = cluster;
        this.host = host;
        this.pace = pace;
        this.definition = request.definition();
        this.overrides = request.completeOverrides();
        this.demand = request.demand();
        this.group = request.group();
        this.startedBy = request.startedBy();
        this.enableExecuteCommand = request.enableExecuteCommand();
        this.provisioned = pace.provisionsAll() || demand.interfaces() > 0;
        this.status = provisioned ? TaskStatus.PROVISIONING : TaskStatus.PENDING;
        this.containersKnown = !provisioned || demand.interfaces() > 0;
        this.visible = visible;
        this.createdAt = createdAt;
    }

    public String lastStatus() {
        return status.name();
    }

    public TaskStatus status() {
        return status;
    }

    public String desiredStatus() {
        return desiredStatus;
    }

    public boolean stopping() {
        return desiredStatus.equals("STOPPED");
    }

    public boolean stopped() {
        return status == TaskStatus.STOPPED;
    }

    /** Whether DescribeTasks knows it yet. */
    public boolean describable(Instant now) {
        return !now.isBefore(visible.described());
    }

    /** Whether ListTasks knows it yet. */
    public boolean listable(Instant now) {
        return !now.isBefore(visible.listed());
    }

    /** Called after every change: the version grows by it. */
    void changed() {
        version++;
        described = null;
        host.tasksMoved();
        cluster.changed(this);
    }

    /** What is described is no longer so, but it is not a change of state: the version stays. */
    void remeasured() {
        described = null;
        cluster.remeasured(this);
    }

    void become(TaskStatus next) {
        status = next;
        // Without an interface it waited for capacity, and was no task of an instance with containers until now.
        containersKnown |= next == TaskStatus.PENDING;
        changed();
    }

    void desireStop(TaskStopCode code, String reason, Instant now) {
        desiredStatus = "STOPPED";
        cluster.stops(this);
        stopCode = code;
        stoppedReason = reason;
        stoppingAt = now;
        changed();
    }

    /** Reads the secrets of its containers; answers why they cannot all be had, if so. */
    Optional<String> readSecrets(Secrets secrets) {
        try {
            for (ContainerState container : containers) {
                container.readSecrets(secrets);
            }
            return Optional.empty();
        } catch (Secrets.Unavailable e) {
            return Optional.of(e.reason());
        }
    }

    /** Goes on after a while, through the agent, if it is still where it was. */
    void later(Duration delay, Timers timers, TaskStatus still, Runnable next) {
        timers.at(
                timers.now().plus(delay),
                () -> host.throughAgent(() -> {
                    if (status == still) {
                        next.run();
                    }
                }));
    }

    /** It has stopped, and holds nothing of its instance any more. */
    void conclude(Instant now) {
        if (executionStoppedAt == null) {
            executionStoppedAt = now;
        }
        stoppedAt = now;
        networkInterface.ifPresent(TaskInterface::delete);
        become(TaskStatus.STOPPED);
        host.remove(this);
    }

    /** Whether each of its containers runs, or has run. */
    boolean allStarted() {
        return containers.stream()
                .allMatch(container -> container.phase == Phase.RUNNING || container.phase == Phase.STOPPED);
    }

    boolean allStopped() {
        return containers.stream().allMatch(container -> container.phase == Phase.STOPPED);
    }

    @Nullable
    public ContainerState container(String name) {
        return containers.stream()
                .filter(container -> container.definition.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** The container whose log driver writes to this stream. */
    public Optional<ContainerState> containerOfLog(String group, String stream) {
        return containers.stream()
                .filter(container -> container.logsTo(group, stream))
                .findFirst();
    }

    /** That of a task with one alone. */
    public Optional<ContainerState> onlyContainer() {
        return containers.size() == 1 ? Optional.of(containers.get(0)) : Optional.empty();
    }

    public Task describe() {
        Task known = described;
        if (known == null) {
            known = build();
            described = known;
        }
        return known;
    }

    /** It is there from now on. */
    void settle(TaskHost place, Optional<TaskInterface> itsInterface) {
        host = place;
        networkInterface = itsInterface;
    }

    /** Whether a capacity provider has put it on its container instance. */
    public boolean isOfProvider() {
        return host instanceof TaskHost.Provided;
    }

    /** Whether it is on the container instance of this ARN. */
    public boolean isOn(String instanceArn) {
        return host.instance().filter(one -> one.arn.equals(instanceArn)).isPresent();
    }

    private Task build() {
        Task.Builder task = Task.builder()
                .taskArn(arn)
                .clusterArn(cluster.arn)
                .taskDefinitionArn(definition.taskDefinitionArn())
                .availabilityZone(host.availabilityZone())
                .attachments(
                        networkInterface.map(TaskInterface::describe).stream().toList())
                .attributes(List.of())
                .connectivity(host.agentConnected() ? Connectivity.CONNECTED : Connectivity.DISCONNECTED)
                .connectivityAt(host.connectedAt().isAfter(createdAt) ? host.connectedAt() : createdAt)
                .containers(
                        containersKnown
                                ? containers.stream()
                                        .map(ContainerState::describe)
                                        .toList()
                                : List.of())
                .cpu(String.valueOf(demand.cpu()))
                .memory(String.valueOf(demand.memory()))
                .createdAt(createdAt)
                .pullStartedAt(pullStartedAt)
                .pullStoppedAt(pullStoppedAt)
                .startedAt(startedAt)
                .stoppingAt(stoppingAt)
                .executionStoppedAt(executionStoppedAt)
                .stoppedAt(stoppedAt)
                .desiredStatus(desiredStatus)
                .lastStatus(status.name())
                .enableExecuteCommand(enableExecuteCommand)
                .group(group)
                .healthStatus(ContainerHealth.of(containers))
                .overrides(overrides)
                .startedBy(startedBy)
                .stopCode(stopCode)
                .stoppedReason(stoppedReason)
                .tags(List.of())
                .version(version);
        host.describe(this, task);
        return task.build();
    }
}
