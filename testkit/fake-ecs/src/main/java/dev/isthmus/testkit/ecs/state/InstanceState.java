package dev.isthmus.testkit.ecs.state;

import dev.isthmus.testkit.ecs.cluster.BuiltInAttributes;
import dev.isthmus.testkit.ecs.cluster.Demand;
import dev.isthmus.testkit.ecs.cluster.InstanceResources;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.cluster.TaskPace;
import dev.isthmus.testkit.ecs.query.QueriedInstance;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Attribute;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.Task;

/** A container instance: what it has, what is taken, and the state of its agent. */
public final class InstanceState implements QueriedInstance, TaskHost {
    public final long sequence;
    public final String arn;
    final String ec2InstanceId;
    public final InstanceSpec spec;
    public final Instant registeredAt;
    public final Map<String, String> attributes = new LinkedHashMap<>();
    public final Set<TaskState> tasks = new LinkedHashSet<>();
    private final InstanceResources resources;
    private final Queue<Runnable> whenConnected = new ArrayDeque<>();
    private Runnable whenChanged = () -> {};
    private String status = "ACTIVE";
    private boolean agentConnected = true;
    /** When its agent connected last. */
    private Instant connectedAt;

    private @Nullable ContainerInstance described;
    /** Whether a task of it has changed since it was described. */
    private boolean tasksMoved;

    private @Nullable String capacityProvider;
    private long version = 1;

    public InstanceState(long sequence, String arn, String ec2InstanceId, InstanceSpec spec, Instant registeredAt) {
        this.sequence = sequence;
        this.arn = arn;
        this.ec2InstanceId = ec2InstanceId;
        this.spec = spec;
        this.registeredAt = registeredAt;
        this.connectedAt = registeredAt;
        this.resources = new InstanceResources(spec, ec2InstanceId);
        attributes.putAll(BuiltInAttributes.of(spec));
        attributes.putAll(spec.attributes());
    }

    @Override
    public String status() {
        return status;
    }

    @Override
    public boolean agentConnected() {
        return agentConnected;
    }

    @Override
    public String agentVersion() {
        return spec.agentVersion();
    }

    @Override
    public String ec2InstanceId() {
        return ec2InstanceId;
    }

    @Override
    public Instant registeredAt() {
        return registeredAt;
    }

    @Override
    public List<String> taskGroups() {
        return tasks.stream().map(task -> task.group).distinct().toList();
    }

    @Override
    public Optional<String> attribute(String name) {
        return Optional.ofNullable(attributes.get(name));
    }

    @Override
    public Optional<InstanceState> instance() {
        return Optional.of(this);
    }

    @Override
    public String availabilityZone() {
        return spec.availabilityZone();
    }

    @Override
    public boolean givesUpDependents() {
        return spec.agent().givesUpDependents();
    }

    @Override
    public TaskPace pace(AccountState account) {
        return account.settings.pace();
    }

    /** The capacity provider that it belongs to, if it does. */
    @Nullable
    public String capacityProvider() {
        return capacityProvider;
    }

    void capacityProvider(@Nullable String name) {
        capacityProvider = name;
    }

    public void status(String next) {
        if (!status.equals(next)) {
            status = next;
            changed();
        }
    }

    public int freeCpu() {
        return resources.freeCpu();
    }

    public int freeMemory() {
        return resources.freeMemory();
    }

    /** The agent lost or found its connection; what waited for it is done now. */
    public void agentConnected(boolean connected, Instant now) {
        if (connected) {
            connectedAt = now;
        }
        if (agentConnected == connected) {
            return;
        }
        agentConnected = connected;
        changed();
        tasks.forEach(TaskState::changed);
        while (agentConnected && !whenConnected.isEmpty()) {
            whenConnected.remove().run();
        }
    }

    @Override
    public Instant connectedAt() {
        return connectedAt;
    }

    @Override
    public void throughAgent(Runnable action) {
        if (agentConnected) {
            action.run();
        } else {
            whenConnected.add(action);
        }
    }

    void onChange(Runnable action) {
        whenChanged = action;
    }

    @Override
    public void tasksMoved() {
        tasksMoved = true;
    }

    @Override
    public void changed() {
        version++;
        whenChanged.run();
    }

    /** The resource that does not suffice for {@code demand}, as the API names it; null if all do. */
    @Nullable
    public String lacking(Demand demand) {
        return resources.lacking(demand);
    }

    @Override
    public InstanceResources.Taken take(String taskArn, Demand demand) {
        return resources.take(taskArn, demand);
    }

    @Override
    public void add(TaskState task) {
        tasks.add(task);
        changed();
    }

    @Override
    public void remove(TaskState task) {
        tasks.remove(task);
        resources.giveBack(task.arn);
        changed();
    }

    @Override
    public void describe(TaskState task, Task.Builder description) {
        description.containerInstanceArn(arn).launchType(LaunchType.EC2);
    }

    @Override
    public int runningTasks() {
        int running = 0;
        for (TaskState task : tasks) {
            running += task.stopping() ? 0 : 1;
        }
        return running;
    }

    @Override
    public int pendingTasks() {
        int pending = 0;
        for (TaskState task : tasks) {
            pending += task.status() == TaskStatus.PENDING ? 1 : 0;
        }
        return pending;
    }

    /** Made anew only when something of it has changed: instances are described far more often than they change. */
    public ContainerInstance describe() {
        ContainerInstance last = described;
        // Each change raises the version, but for that of the tasks' states.
        if (last == null || last.version() != version || (tasksMoved && !tasksCountAs(last))) {
            last = build();
            described = last;
        }
        tasksMoved = false;
        return last;
    }

    private boolean tasksCountAs(ContainerInstance last) {
        return last.runningTasksCount() == runningTasks() && last.pendingTasksCount() == pendingTasks();
    }

    private ContainerInstance build() {
        return ContainerInstance.builder()
                .containerInstanceArn(arn)
                .ec2InstanceId(ec2InstanceId)
                .version(version)
                .versionInfo(info ->
                        info.agentVersion(spec.agentVersion()).agentHash("fake").dockerVersion("DockerVersion: 25.0.8"))
                .registeredResources(resources.registered())
                .remainingResources(resources.remaining())
                .capacityProviderName(capacityProvider)
                .status(status)
                .agentConnected(agentConnected)
                .runningTasksCount(runningTasks())
                .pendingTasksCount(pendingTasks())
                .attributes(attributes.entrySet().stream()
                        .map(a -> Attribute.builder()
                                .name(a.getKey())
                                .value(a.getValue().isEmpty() ? null : a.getValue())
                                .build())
                        .toList())
                .attachments(List.of())
                .tags(List.of())
                .registeredAt(registeredAt)
                .build();
    }
}
