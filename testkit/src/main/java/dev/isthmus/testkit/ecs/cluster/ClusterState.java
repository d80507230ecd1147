package dev.isthmus.testkit.ecs.cluster;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One cluster: its container instances and its tasks, in the order in which they came. */
final class ClusterState {
    final String name;
    final String arn;
    /** Since somebody last asked. */
    final Set<TaskState> changedTasks = new LinkedHashSet<>();

    final Set<InstanceState> changedInstances = new LinkedHashSet<>();
    private final Map<String, InstanceState> instances = new LinkedHashMap<>();
    private final Map<String, InstanceState> instancesByEc2Id = new HashMap<>();
    private final Map<String, TaskState> tasks = new LinkedHashMap<>();

    ClusterState(String name, String arn) {
        this.name = name;
        this.arn = arn;
    }

    void add(InstanceState instance) {
        instances.put(instance.arn, instance);
        changedInstances.add(instance);
        instance.onChange(() -> changedInstances.add(instance));
        instancesByEc2Id.putIfAbsent(instance.ec2InstanceId, instance);
    }

    void add(TaskState task) {
        tasks.put(task.arn, task);
        changedTasks.add(task);
    }

    void forget(TaskState task) {
        tasks.remove(task.arn);
    }

    @Nullable
    InstanceState instance(String arn) {
        return instances.get(arn);
    }

    /** The first that was registered with this EC2 id. */
    @Nullable
    InstanceState instanceOfEc2Id(String ec2InstanceId) {
        return instancesByEc2Id.get(ec2InstanceId);
    }

    @Nullable
    TaskState task(String arn) {
        return tasks.get(arn);
    }

    Collection<InstanceState> instances() {
        return instances.values();
    }

    Collection<TaskState> tasks() {
        return tasks.values();
    }
}
