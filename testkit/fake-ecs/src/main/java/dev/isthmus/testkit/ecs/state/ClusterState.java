package dev.isthmus.testkit.ecs.state;

import dev.isthmus.testkit.ecs.event.ChangeLog;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStrategyItem;
import software.amazon.awssdk.services.ecs.model.ClusterConfiguration;
import software.amazon.awssdk.services.ecs.model.ClusterSetting;
import software.amazon.awssdk.services.ecs.model.ClusterSettingName;

/** One cluster: its container instances and its tasks, in the order in which they came. */
public final class ClusterState {
    private static final List<ClusterSetting> DEFAULT_SETTINGS = List.of(ClusterSetting.builder()
            .name(ClusterSettingName.CONTAINER_INSIGHTS)
            .value("disabled")
            .build());

    private static final NavigableMap<Long, TaskState> NO_TASKS = Collections.emptyNavigableMap();

    public final String name;
    public final String arn;
    private boolean active = true;
    private List<ClusterSetting> settings = DEFAULT_SETTINGS;
    private @Nullable ClusterConfiguration configuration;
    private List<String> capacityProviders = List.of();
    private List<CapacityProviderStrategyItem> defaultStrategy = List.of();
    private final ChangeLog changes;
    /** Since somebody last asked. */
    private final Set<TaskState> changedTasks = new LinkedHashSet<>();

    private final Set<InstanceState> changedInstances = new LinkedHashSet<>();
    private final Map<String, InstanceState> instances = new LinkedHashMap<>();
    private final NavigableMap<Long, InstanceState> instancesInOrder = new TreeMap<>();
    private final Map<String, InstanceState> instancesByEc2Id = new LinkedHashMap<>();
    private final Map<String, TaskState> tasks = new LinkedHashMap<>();
    private final NavigableMap<Long, TaskState> tasksInOrder = new TreeMap<>();
    /** Those of them that are to run, of the tasks of an hour a few. */
    private final NavigableMap<Long, TaskState> wanted = new TreeMap<>();

    private final NavigableMap<Long, TaskState> unwanted = new TreeMap<>();
    /** Those that are to run, by who started them. */
    private final Map<String, NavigableMap<Long, TaskState>> wantedByStarter = new LinkedHashMap<>();

    ClusterState(String name, String arn, ChangeLog changes) {
        this.name = name;
        this.arn = arn;
        this.changes = changes;
    }

    public boolean active() {
        return active;
    }

    /** It is INACTIVE from now on. */
    public void deactivate() {
        active = false;
    }

    public List<ClusterSetting> settings() {
        return settings;
    }

    public void settings(List<ClusterSetting> next) {
        settings = List.copyOf(next);
    }

    @Nullable
    public ClusterConfiguration configuration() {
        return configuration;
    }

    public void configuration(@Nullable ClusterConfiguration next) {
        configuration = next;
    }

    /** The names of the capacity providers that it is associated with. */
    public List<String> capacityProviders() {
        return capacityProviders;
    }

    /** The strategy of tasks that are run with neither a launch type nor a strategy; empty for none. */
    public List<CapacityProviderStrategyItem> defaultStrategy() {
        return defaultStrategy;
    }

    /** Both in place of those before. */
    public void capacityProviders(List<String> providers, List<CapacityProviderStrategyItem> strategy) {
        capacityProviders = List.copyOf(providers);
        defaultStrategy = List.copyOf(strategy);
    }

    /** The state of a task of its own has changed. */
    void changed(TaskState task) {
        changedTasks.add(task);
        changes.task(task::describe);
    }

    /** A task of its own is not as it was, but its state is. */
    void remeasured(TaskState task) {
        changedTasks.add(task);
    }

    /** Hands out, once, the tasks that have changed. */
    public List<TaskState> takeChangedTasks() {
        List<TaskState> taken = List.copyOf(changedTasks);
        changedTasks.clear();
        return taken;
    }

    /** Hands out, once, the container instances that have changed. */
    public List<InstanceState> takeChangedInstances() {
        List<InstanceState> taken = List.copyOf(changedInstances);
        changedInstances.clear();
        return taken;
    }

    public void add(InstanceState instance) {
        instances.put(instance.arn, instance);
        instancesInOrder.put(instance.sequence, instance);
        changedInstances.add(instance);
        changes.instance(instance::describe);
        instance.onChange(() -> {
            changedInstances.add(instance);
            changes.instance(instance::describe);
        });
        instancesByEc2Id.putIfAbsent(instance.ec2InstanceId, instance);
    }

    public void add(TaskState task) {
        tasks.put(task.arn, task);
        tasksInOrder.put(task.sequence, task);
        wanted.put(task.sequence, task);
        if (task.startedBy != null) {
            wantedByStarter
                    .computeIfAbsent(task.startedBy, first -> new TreeMap<>())
                    .put(task.sequence, task);
        }
        changed(task);
    }

    /** A task is to be STOPPED from now on. */
    void stops(TaskState task) {
        wanted.remove(task.sequence);
        unwanted.put(task.sequence, task);
        NavigableMap<Long, TaskState> its =
                task.startedBy == null ? NO_TASKS : wantedByStarter.getOrDefault(task.startedBy, NO_TASKS);
        if (!its.isEmpty() && its.remove(task.sequence) != null && its.isEmpty()) {
            wantedByStarter.remove(task.startedBy);
        }
    }

    /** A task is not shown any more; it has stopped. */
    void forget(TaskState task) {
        tasks.remove(task.arn);
        tasksInOrder.remove(task.sequence);
        unwanted.remove(task.sequence);
    }

    @Nullable
    public InstanceState instance(String arn) {
        return instances.get(arn);
    }

    /** The first that was registered with this EC2 id. */
    @Nullable
    InstanceState instanceOfEc2Id(String ec2InstanceId) {
        return instancesByEc2Id.get(ec2InstanceId);
    }

    @Nullable
    public TaskState task(String arn) {
        return tasks.get(arn);
    }

    public Collection<InstanceState> instances() {
        return instancesInOrder.values();
    }

    public Collection<TaskState> tasks() {
        return tasksInOrder.values();
    }

    /** Those with a greater sequence number, in order. */
    public Stream<InstanceState> instancesAfter(long sequence) {
        return after(instancesInOrder, sequence);
    }

    /** Those of a desired status with a greater sequence number, in order. */
    public Stream<TaskState> tasksAfter(long sequence, String desiredStatus) {
        return switch (desiredStatus) {
            case "RUNNING" -> after(wanted, sequence);
            case "STOPPED" -> after(unwanted, sequence);
            default -> Stream.empty();
        };
    }

    /** Those that this one has started and that are to run, with a greater sequence number, in order. */
    public Stream<TaskState> wantedOf(String startedBy, long sequence) {
        return after(wantedByStarter.getOrDefault(startedBy, NO_TASKS), sequence);
    }

    /** A part of a tree does not know its size without a walk: a stream of it is not told. */
    private static <T> Stream<T> after(NavigableMap<Long, T> ordered, long sequence) {
        Iterator<T> rest = ordered.tailMap(sequence, false).values().iterator();
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(rest, Spliterator.ORDERED), false);
    }
}
