package dev.isthmus.ecs.task;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.inventory.Holding;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.ecs.view.InstanceView;
import dev.isthmus.ecs.view.TaskView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The resources of all live tasks that drivers of Isthmus started, by agent, and the disk space of sandboxes of ended ones. Not thread-safe. */
public final class Holdings {

    private static final Comparator<Holding> BY_LAUNCH = Comparator.comparing(Holding::launch);

    /** In the order of launch ids. */
    private final Map<AgentId, List<Holding>> byAgent = new LinkedHashMap<>();
    /** A launch that was made twice is held twice, until the one that is not to be has ended: how often more than once. */
    private final Map<Doubled, Integer> doubled = new LinkedHashMap<>();
    /** The agents that tasks were asked for on which ECS has not placed yet. */
    private final SortedMap<LaunchId, AgentId> unplaced = new TreeMap<>();

    /** The ECS tasks of those of a group. */
    private final Map<LaunchId, String> groups = new LinkedHashMap<>();

    private record Doubled(AgentId agent, LaunchId launch) {}

    private final KeptDisk kept;

    /**
     * Nothing yet.
     *
     * @param sandboxKept how long the sandbox of a task takes disk space after its end
     */
    Holdings(Duration sandboxKept) {
        this.kept = new KeptDisk(sandboxKept);
    }

    /** A task, of whichever driver, or a group of them has been seen; if it has ended, its sandbox may still be there. */
    void seen(TaskView view, Instant now) {
        if (view.stopped()) {
            view.each().forEach(task -> kept.ended(task, now));
        }
    }

    /** Time has passed. */
    void forgetOld(Instant now) {
        kept.forgetOld(now);
    }

    /** A live task holds something of these agents, and no longer of those. */
    public void move(LaunchedTask task, List<AgentId> from, List<AgentId> to) {
        from.stream().filter(agent -> !to.contains(agent)).forEach(agent -> remove(task, agent));
        to.stream().filter(agent -> !from.contains(agent)).forEach(agent -> add(task, agent));
    }

    private void add(LaunchedTask task, AgentId place) {
        Holding added = new Holding(task.launch(), task.demand());
        List<Holding> there = byAgent.computeIfAbsent(place, agent -> new ArrayList<>(1));
        int at = Collections.binarySearch(there, added, BY_LAUNCH);
        if (at < 0) {
            there.add(-at - 1, added);
        } else {
            doubled.merge(new Doubled(place, task.launch()), 1, Integer::sum);
        }
    }

    private void remove(LaunchedTask task, AgentId place) {
        List<Holding> there = byAgent.get(place);
        int at = there == null
                ? -1
                : Collections.binarySearch(there, new Holding(task.launch(), task.demand()), BY_LAUNCH);
        if (there == null || at < 0) {
            return;
        }
        Doubled again = new Doubled(place, task.launch());
        if (doubled.containsKey(again)) {
            doubled.computeIfPresent(again, (which, more) -> more == 1 ? null : more - 1);
            return;
        }
        there.remove(at);
        if (there.isEmpty()) {
            byAgent.remove(place);
        }
    }

    /** Whether ECS still looks for an instance for a live task. */
    void unplaced(LaunchedTask task, boolean isUnplaced) {
        if (isUnplaced) {
            unplaced.put(task.launch(), task.agent());
        } else {
            unplaced.remove(task.launch());
            groups.remove(task.launch());
        }
    }

    /** Whether ECS still looks for an instance for a live task, or for the group of which it is one. */
    void unplaced(LaunchedTask task, boolean isUnplaced, TaskView view) {
        unplaced(task, isUnplaced);
        if (isUnplaced && view.isGroup()) {
            groups.put(task.launch(), view.arn());
        }
    }

    /** What is the same for all that ECS places together, and for no other. */
    public String group(LaunchId launch) {
        return groups.getOrDefault(launch, launch.value());
    }

    /** The live tasks, of whichever driver, for which ECS still looks for an instance, with the agents that they were launched on. */
    public SortedMap<LaunchId, AgentId> unplaced() {
        return Collections.unmodifiableSortedMap(unplaced);
    }

    /** The agents on which live tasks hold something. */
    public Set<AgentId> agents() {
        return Collections.unmodifiableSet(byAgent.keySet());
    }

    /** The holdings on the agents of these container instances; without those on which there are none. */
    public Map<AgentId, List<Holding>> of(List<String> instances) {
        Map<AgentId, List<Holding>> all = new LinkedHashMap<>();
        for (String arn : instances) {
            AgentId agent = new AgentId(InstanceView.idOf(arn));
            List<Holding> there = of(agent);
            if (!there.isEmpty()) {
                all.put(agent, there);
            }
        }
        return all;
    }

    /** The holdings on an agent, in the order of launch ids; disk space of ended tasks comes last. */
    public List<Holding> of(AgentId agent) {
        // Asked for each agent with each look at the cluster.
        List<Holding> live = byAgent.get(agent);
        Optional<Holding> ended = kept.of(agent);
        if (live == null) {
            return ended.map(List::of).orElse(List.of());
        }
        List<Holding> all = new ArrayList<>(live.size() + 1);
        all.addAll(live);
        ended.ifPresent(all::add);
        return Collections.unmodifiableList(all);
    }
}
