package dev.isthmus.testkit.ecs.placement;

import dev.isthmus.testkit.ecs.cluster.AutoScalingSpec;
import dev.isthmus.testkit.ecs.state.AccountState;
import dev.isthmus.testkit.ecs.state.ClusterState;
import dev.isthmus.testkit.ecs.state.InstanceState;
import dev.isthmus.testkit.ecs.state.LaunchRequest;
import dev.isthmus.testkit.ecs.state.TaskHost;
import dev.isthmus.testkit.ecs.state.TaskLifecycle;
import dev.isthmus.testkit.ecs.state.TaskShutdown;
import dev.isthmus.testkit.ecs.state.TaskState;
import dev.isthmus.testkit.ecs.wire.ServiceError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.AutoScalingGroupProvider;
import software.amazon.awssdk.services.ecs.model.CapacityProvider;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.ManagedDraining;
import software.amazon.awssdk.services.ecs.model.ManagedScalingStatus;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/**
 * Capacity providers over Auto Scaling groups ("Amazon ECS cluster auto scaling" in the developer guide): what finds no room waits in
 * PROVISIONING, and each minute instances are added for it, or taken away when they have been idle for as long as the group says.
 */
public final class ManagedScaling {
    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int MAX_PROVISIONING = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final int FULL = 100;

    private final AccountState account;
    private final TaskLifecycle life;
    private final TaskShutdown shutdown;
    private final Map<String, AutoScalingSpec> groups = new LinkedHashMap<>();
    private final Map<String, ScalingFleet> fleets = new LinkedHashMap<>();

    public ManagedScaling(AccountState account, TaskLifecycle life, TaskShutdown shutdown) {
        this.account = account;
        this.life = life;
        this.shutdown = shutdown;
    }

    /** There is an Auto Scaling group of this name, without instances; or it is another from now on. */
    public void group(String name, AutoScalingSpec spec) {
        groups.put(name, spec);
    }

    /** A task for each of the providers named. */
    FargateStarts.Started start(
            ClusterState cluster, RunTaskRequest request, LaunchRequest launch, List<String> providers) {
        PlacementConstraints constraints = PlacementConstraints.of(request.placementConstraints(), launch.definition());
        PlacementOrder order = new PlacementOrder(request.placementStrategy());
        List<TaskState> tasks = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        long provisioning = fleets.values().stream()
                .filter(fleet -> fleet.cluster == cluster)
                .mapToLong(ScalingFleet::provisioning)
                .sum();
        if (provisioning + providers.size() > MAX_PROVISIONING) {
            throw ServiceError.client("You\u2019ve reached the limit on the number of tasks in the PROVISIONING state: "
                    + MAX_PROVISIONING + " in a cluster.");
        }
        for (String name : providers) {
            ScalingFleet fleet =
                    fleets.computeIfAbsent(cluster.arn + " " + name, key -> new ScalingFleet(cluster, name));
            Optional<InstanceState> room = room(fleet, order, constraints, launch);
            if (room.isPresent()) {
                tasks.add(life.begin(cluster, new TaskHost.Provided(room.get(), name), launch));
            } else if (scales(name)) {
                TaskState task = life.begin(cluster, new TaskHost.Waiting(account, name, account.now()), launch);
                fleet.waiting.add(new ScalingFleet.Waiting(task, launch, constraints));
                account.timers.at(account.now().plus(PATIENCE), () -> giveUp(fleet, task));
                tasks.add(task);
            } else {
                failures.add(failure(fleet, constraints, launch));
            }
            watch(fleet);
        }
        return new FargateStarts.Started(tasks, failures);
    }

    private static Optional<InstanceState> room(
            ScalingFleet fleet, PlacementOrder order, PlacementConstraints constraints, LaunchRequest launch) {
        return order.of(fleet.active(), launch.group()).stream()
                .filter(instance -> constraints.refusal(instance, launch.group()) == null
                        && Placement.refusal(instance, launch) == null)
                .findFirst();
    }

    private Failure failure(ScalingFleet fleet, PlacementConstraints constraints, LaunchRequest launch) {
        return Failure.builder()
                .arn(account.arns.capacityProvider(fleet.provider))
                .reason(refusal(fleet, constraints, launch))
                .build();
    }

    private static String refusal(ScalingFleet fleet, PlacementConstraints constraints, LaunchRequest launch) {
        return fleet.active().stream()
                .findFirst()
                .map(instance -> Objects.requireNonNullElseGet(
                        constraints.refusal(instance, launch.group()),
                        () -> Objects.requireNonNullElse(Placement.refusal(instance, launch), "RESOURCE:*")))
                .orElse("EMPTY CAPACITY PROVIDER");
    }

    private void giveUp(ScalingFleet fleet, TaskState task) {
        fleet.waiting.stream().filter(one -> one.task() == task).findFirst().ifPresent(one -> {
            fleet.waiting.remove(one);
            shutdown.stop(
                    task,
                    TaskStopCode.TASK_FAILED_TO_START,
                    "TaskFailedToStart: " + refusal(fleet, one.constraints(), one.launch()));
        });
    }

    private Optional<AutoScalingGroupProvider> provider(String name) {
        return account.capacityProviders.named(name).map(CapacityProvider::autoScalingGroupProvider);
    }

    private boolean scales(String name) {
        return provider(name)
                .map(AutoScalingGroupProvider::managedScaling)
                .filter(scaling -> scaling.status() == ManagedScalingStatus.ENABLED)
                .isPresent();
    }

    /** Looks at the fleet each minute, as long as it has anything. */
    private void watch(ScalingFleet fleet) {
        if (!fleet.watched) {
            fleet.watched = true;
            account.timers.at(account.now().plus(PERIOD), () -> {
                fleet.watched = false;
                tick(fleet);
                if (!fleet.waiting.isEmpty()
                        || fleet.booting > 0
                        || !fleet.active().isEmpty()
                        || !fleet.draining().isEmpty()) {
                    watch(fleet);
                }
            });
        }
    }

    private void tick(ScalingFleet fleet) {
        place(fleet);
        fleet.drained(account.now()).forEach(this::terminate);
        Optional<AutoScalingSpec> group = provider(fleet.provider)
                .map(known -> known.autoScalingGroupArn().replaceFirst(".*/", ""))
                .map(groups::get);
        if (scales(fleet.provider) && group.isPresent()) {
            scale(fleet, group.get());
        }
    }

    /** Those that wait go where there is room by now, in the order in which they came. */
    private void place(ScalingFleet fleet) {
        PlacementOrder order = new PlacementOrder(List.of());
        for (Iterator<ScalingFleet.Waiting> all = fleet.waiting.iterator(); all.hasNext(); ) {
            ScalingFleet.Waiting one = all.next();
            Optional<InstanceState> room =
                    one.task().stopping() ? Optional.empty() : room(fleet, order, one.constraints(), one.launch());
            room.ifPresent(
                    instance -> life.settle(one.task(), new TaskHost.Provided(instance, fleet.provider), one.launch()));
            if (room.isPresent() || one.task().stopping()) {
                all.remove();
            }
        }
    }

    private void scale(ScalingFleet fleet, AutoScalingSpec group) {
        var scaling = provider(fleet.provider).orElseThrow().managedScaling();
        int have = fleet.active().size();
        // What drains is of the group until it is gone.
        int most = group.max() - fleet.draining().size();
        int busy = have - fleet.idle().size();
        int wanted = fleet.wanted(group);
        int target = Objects.requireNonNullElse(scaling.targetCapacity(), FULL);
        int needed = ((busy + wanted) * FULL + target - 1) / target;
        if (wanted > 0 && have + fleet.booting == 0) {
            // From zero the reservation is always 200: two instances.
            needed = Math.max(needed, 2);
        }
        int missing = Math.min(needed, most) - have - fleet.booting;
        if (missing > 0) {
            fleet.lowPoints = 0;
            int step = Math.max(missing, Objects.requireNonNullElse(scaling.minimumScalingStepSize(), 1));
            step = Math.min(step, Objects.requireNonNullElse(scaling.maximumScalingStepSize(), 10_000));
            boot(fleet, group, Math.min(step, most - have - fleet.booting));
        } else if (needed < have && fleet.booting == 0 && fleet.waiting.isEmpty()) {
            fleet.lowPoints++;
            if (fleet.lowPoints >= group.idle().toMinutes()) {
                fleet.lowPoints = 0;
                fleet.idle().stream().limit(have - needed).forEach(instance -> takeAway(fleet, instance));
            }
        } else {
            fleet.lowPoints = 0;
        }
    }

    private void boot(ScalingFleet fleet, AutoScalingSpec group, int count) {
        for (int i = 0; i < count; i++) {
            fleet.booting++;
            account.timers.at(account.now().plus(group.boot()), () -> {
                fleet.booting--;
                account.register(fleet.cluster, group.instance(), fleet.provider);
                place(fleet);
            });
        }
    }

    /** Its tasks that the provider has not placed are in its way for two days at most, if it is drained, and not at all otherwise. */
    private void takeAway(ScalingFleet fleet, InstanceState instance) {
        boolean drains = provider(fleet.provider)
                .map(known -> known.managedDraining() != ManagedDraining.DISABLED)
                .orElse(false);
        if (drains && !instance.tasks.isEmpty()) {
            instance.status("DRAINING");
            fleet.leaving.put(instance, account.now());
        } else {
            terminate(instance);
        }
    }

    private void terminate(InstanceState instance) {
        if (!instance.status().equals("INACTIVE")) {
            shutdown.remove(
                    instance,
                    TaskStopCode.TERMINATION_NOTICE,
                    "Host EC2 (instance " + instance.ec2InstanceId() + ") terminated.");
        }
    }
}
