package dev.isthmus.testkit.ecs.cluster;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Connectivity;
import software.amazon.awssdk.services.ecs.model.HealthStatus;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskOverride;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/** One task: what it was asked to be, and how far it has come. What moves it is {@link TaskLife}. */
final class TaskState {
    final long sequence;
    final String arn;
    final String id;
    final ClusterState cluster;
    final InstanceState instance;
    final TaskDefinition definition;
    final TaskOverride overrides;
    final Demand demand;
    final List<String> gpus;
    final Set<Integer> dynamicPorts = new TreeSet<>();
    final List<ContainerState> containers = new ArrayList<>();
    final String group;
    final @Nullable String startedBy;
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

    private String lastStatus = "PENDING";
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
            InstanceState instance,
            LaunchRequest request,
            List<String> gpus,
            Instant createdAt) {
        this.sequence = sequence;
        this.arn = arn;
        this.id = id;
        this.cluster = cluster;
        this.instance = instance;
        this.definition = request.definition();
        this.overrides = request.completeOverrides();
        this.demand = request.demand();
        this.group = request.group();
        this.startedBy = request.startedBy();
        this.gpus = gpus;
        this.createdAt = createdAt;
    }

    String lastStatus() {
        return lastStatus;
    }

    String desiredStatus() {
        return desiredStatus;
    }

    boolean stopping() {
        return desiredStatus.equals("STOPPED");
    }

    boolean stopped() {
        return lastStatus.equals("STOPPED");
    }

    /** Called after every change: the version grows by it. */
    void changed() {
        version++;
        described = null;
        cluster.changedTasks.add(this);
    }

    void lastStatus(String next) {
        lastStatus = next;
        changed();
    }

    void desireStop(TaskStopCode code, String reason, Instant now) {
        desiredStatus = "STOPPED";
        stopCode = code;
        stoppedReason = reason;
        stoppingAt = now;
        changed();
    }

    @Nullable
    ContainerState container(String name) {
        return containers.stream()
                .filter(container -> container.definition.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    Task describe() {
        Task known = described;
        if (known == null) {
            known = build();
            described = known;
        }
        return known;
    }

    private Task build() {
        return Task.builder()
                .taskArn(arn)
                .clusterArn(cluster.arn)
                .containerInstanceArn(instance.arn)
                .taskDefinitionArn(definition.taskDefinitionArn())
                .availabilityZone(instance.spec.availabilityZone())
                .attachments(List.of())
                .attributes(List.of())
                .connectivity(instance.agentConnected() ? Connectivity.CONNECTED : Connectivity.DISCONNECTED)
                .connectivityAt(createdAt)
                .containers(containers.stream().map(ContainerState::describe).toList())
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
                .lastStatus(lastStatus)
                .enableExecuteCommand(false)
                .group(group)
                .healthStatus(HealthStatus.UNKNOWN)
                .launchType(LaunchType.EC2)
                .overrides(overrides)
                .startedBy(startedBy)
                .stopCode(stopCode)
                .stoppedReason(stoppedReason)
                .tags(List.of())
                .version(version)
                .build();
    }
}
