package dev.isthmus.ecs.task;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.inventory.Holding;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.ecs.fargate.FargateSlot;
import dev.isthmus.ecs.growth.GrowthSlot;
import dev.isthmus.ecs.view.InstanceView;
import dev.isthmus.ecs.view.TaskView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The disk space of sandboxes of ended tasks, until the agent deletes them some hours later. For each agent it is one holding,
 * {@link Holding#OUTLIVES}. Not thread-safe.
 */
final class KeptDisk {

    private final Duration kept;
    private final SortedMap<Instant, List<Kept>> byEnd = new TreeMap<>();
    private final Set<LaunchId> known = new LinkedHashSet<>();
    private final Map<AgentId, Amount> sums = new LinkedHashMap<>();

    private record Kept(LaunchId launch, AgentId agent, Amount disk) {}

    /**
     * None yet.
     *
     * @param kept how long after the end of a task
     */
    KeptDisk(Duration kept) {
        this.kept = kept;
    }

    /** To be called for an ended task of any driver. */
    void ended(TaskView view, Instant now) {
        if (Sandboxed.is(view)) {
            Identity.read(view)
                    // On Fargate the disk goes with the task.
                    .filter(task -> !FargateSlot.isSlot(task.agent()))
                    .ifPresent(task -> place(task, view)
                            .ifPresent(agent ->
                                    keep(task, agent, view.times().stoppedAt().orElse(now), now)));
        }
    }

    /** The agent whose disk it is, of one that was launched on a slot that of its instance; empty if it never came to be on an instance, so that there is no sandbox. */
    private static Optional<AgentId> place(LaunchedTask task, TaskView view) {
        return view.instanceArn()
                .map(InstanceView::idOf)
                .map(instance -> GrowthSlot.isSlot(task.agent()) ? new AgentId(instance) : task.agent());
    }

    private void keep(LaunchedTask task, AgentId agent, Instant end, Instant now) {
        Amount disk = task.demand().amount(ResourceName.DISK);
        Instant until = end.plus(kept);
        if (!disk.isZero() && now.isBefore(until) && known.add(task.launch())) {
            byEnd.computeIfAbsent(until, any -> new ArrayList<>()).add(new Kept(task.launch(), agent, disk));
            sums.merge(agent, disk, Amount::plus);
        }
    }

    /** Time has passed. */
    void forgetOld(Instant now) {
        SortedMap<Instant, List<Kept>> old = byEnd.headMap(now.plusNanos(1));
        old.values().stream().flatMap(List::stream).forEach(gone -> {
            known.remove(gone.launch());
            sums.computeIfPresent(gone.agent(), (agent, sum) -> {
                Amount left = sum.minusUpTo(gone.disk());
                return left.isZero() ? null : left;
            });
        });
        old.clear();
    }

    /** The disk space of ended tasks on an agent. */
    Optional<Holding> of(AgentId agent) {
        return Optional.ofNullable(sums.get(agent))
                .map(disk -> new Holding(Holding.OUTLIVES, Resources.of(Dialect.MESOS, ResourceName.DISK, disk)));
    }
}
