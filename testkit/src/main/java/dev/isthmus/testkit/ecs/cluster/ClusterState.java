package dev.isthmus.testkit.ecs.cluster;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.ClusterConfiguration;
import software.amazon.awssdk.services.ecs.model.ClusterSetting;
import software.amazon.awssdk.services.ecs.model.ClusterSettingName;

/** One cluster: its container instances and its tasks, in the order in which they came. */
final class ClusterState {
    private static final List<ClusterSetting> DEFAULT_SETTINGS = List.of(ClusterSetting.builder()
            .name(ClusterSettingName.CONTAINER_INSIGHTS)
            .value("disabled")
            .build());

    final String name;
    final String arn;
    boolean active = true;
    List<ClusterSetting> settings = DEFAULT_SETTINGS;

    @Nullable
    ClusterConfiguration configuration;

    private final Map<String, InstanceState> instances = new LinkedHashMap<>();
    private final Map<String, TaskState> tasks = new LinkedHashMap<>();

    ClusterState(String name, String arn) {
        this.name = name;
        this.arn = arn;
    }

    void add(InstanceState instance) {
        instances.put(instance.arn, instance);
    }

    void add(TaskState task) {
        tasks.put(task.arn, task);
    }

    void forget(TaskState task) {
        tasks.remove(task.arn);
    }

    @Nullable
    InstanceState instance(String arn) {
        return instances.get(arn);
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
