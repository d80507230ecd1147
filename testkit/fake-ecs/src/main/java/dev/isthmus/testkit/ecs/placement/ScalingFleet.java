package dev.isthmus.testkit.ecs.placement;

import dev.isthmus.testkit.ecs.cluster.AutoScalingSpec;
import dev.isthmus.testkit.ecs.cluster.InstanceResources;
import dev.isthmus.testkit.ecs.state.ClusterState;
import dev.isthmus.testkit.ecs.state.InstanceState;
import dev.isthmus.testkit.ecs.state.LaunchRequest;
import dev.isthmus.testkit.ecs.state.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a capacity provider has in one cluster: its instances, those that boot, and the tasks that wait for one. */
final class ScalingFleet {
    private static final Duration MAX_DRAINING = Duration.ofDays(2);

    /** A task that waits for an instance. */
    record Waiting(TaskState task, LaunchRequest launch, PlacementConstraints constraints) {}

    final ClusterState cluster;
    final String provider;
    final List<Waiting> waiting = new ArrayList<>();
    /** The instances that scale-in has drained, and when. One that is drained by others is not its business. */
    final Map<InstanceState, Instant> leaving = new LinkedHashMap<>();

    int booting;
    /** How often in a row there were more instances than needed. */
    int lowPoints;
    /** Whether it is looked at each minute. */
    boolean watched;

    ScalingFleet(ClusterState cluster, String provider) {
        this.cluster = cluster;
        this.provider = provider;
    }

    /** Its instances that take tasks. */
    List<InstanceState> active() {
        return ofStatus("ACTIVE");
    }

    List<InstanceState> draining() {
        return ofStatus("DRAINING");
    }

    /** Those that scale-in has drained and that end now: without tasks, or after two days. One that is ACTIVE again stays. */
    List<InstanceState> drained(Instant now) {
        leaving.keySet().retainAll(draining());
        return leaving.entrySet().stream()
                .filter(left -> left.getKey().tasks.isEmpty()
                        || !left.getValue().plus(MAX_DRAINING).isAfter(now))
                .map(Map.Entry::getKey)
                .toList();
    }

    private List<InstanceState> ofStatus(String status) {
        return cluster.instances().stream()
                .filter(instance -> provider.equals(instance.capacityProvider())
                        && instance.status().equals(status))
                .toList();
    }

    /** Those without a task that the provider has placed there: others do not count. */
    List<InstanceState> idle() {
        return active().stream()
                .filter(instance -> instance.tasks.stream().noneMatch(TaskState::isOfProvider))
                .toList();
    }

    /** How many tasks wait: not those that have been stopped meanwhile. */
    long provisioning() {
        return waiting.stream().filter(one -> !one.task().stopping()).count();
    }

    /** How many new instances the tasks fill that wait; one that is too large for an empty instance is left out. */
    int wanted(AutoScalingSpec group) {
        List<InstanceResources> filled = new ArrayList<>();
        for (Waiting one : waiting) {
            if (filled.stream().noneMatch(instance -> takes(instance, one))) {
                InstanceResources fresh = new InstanceResources(group.instance(), "new");
                if (takes(fresh, one)) {
                    filled.add(fresh);
                }
            }
        }
        return filled.size();
    }

    private static boolean takes(InstanceResources instance, Waiting one) {
        if (instance.lacking(one.launch().demand()) != null) {
            return false;
        }
        instance.take(one.task().arn, one.launch().demand());
        return true;
    }
}
