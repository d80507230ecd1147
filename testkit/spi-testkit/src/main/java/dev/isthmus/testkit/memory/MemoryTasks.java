package dev.isthmus.testkit.memory;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.TaskPhase;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tasks of the cluster, which of them live on an agent, and which live together. Guarded by the cluster's lock. */
final class MemoryTasks {

    private final Map<LaunchId, MemoryTask> tasks = new LinkedHashMap<>();
    /** Those that live, in the order in which they came. */
    private final Map<AgentId, Set<MemoryTask>> live = new HashMap<>();

    private final Map<LaunchId, List<LaunchId>> groups = new HashMap<>();

    /** In the place of the one of its launch, if there is one. */
    void put(MemoryTask task) {
        MemoryTask before = tasks.put(task.task().launch(), task);
        if (before != null) {
            ended(before);
        }
        if (task.lives()) {
            live.computeIfAbsent(task.task().agent(), first -> new LinkedHashSet<>())
                    .add(task);
        }
    }

    /** It lives no more. */
    void ended(MemoryTask task) {
        Set<MemoryTask> beside = live.get(task.task().agent());
        if (beside != null) {
            beside.remove(task);
        }
    }

    @Nullable
    MemoryTask get(LaunchId launch) {
        return tasks.get(launch);
    }

    Collection<MemoryTask> all() {
        return Collections.unmodifiableCollection(tasks.values());
    }

    /** Those that live on an agent, whether that is there or not. */
    List<MemoryTask> liveOn(AgentId agent) {
        return List.copyOf(live.getOrDefault(agent, Set.of()));
    }

    /** These were launched as a group, to live and end together. */
    void group(List<Launch> members) {
        List<LaunchId> ids =
                members.stream().map(launch -> launch.task().launch()).toList();
        if (ids.size() > 1) {
            ids.forEach(id -> groups.put(id, ids));
        }
    }

    /** Those that end with this one, itself among them: those of its group, unless it has done what it was to do. */
    List<LaunchId> endedBy(LaunchId id, TaskPhase.Ended ended) {
        boolean done = ended.ending() == Ending.EXITED && ended.exitCode().equals(OptionalInt.of(0));
        return done ? List.of() : groups.getOrDefault(id, List.of());
    }
}
