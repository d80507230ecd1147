package dev.isthmus.testkit.memory;

import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.TaskPhase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Which tasks were launched as a group, to live and end together. Guarded by the cluster's lock. */
final class MemoryGroups {

    private final Map<LaunchId, List<LaunchId>> groups = new HashMap<>();

    void add(List<Launch> members) {
        List<LaunchId> ids =
                members.stream().map(launch -> launch.task().launch()).toList();
        if (ids.size() > 1) {
            ids.forEach(id -> groups.put(id, ids));
        }
    }

    /** The tasks that end with this one, itself among them: those of its group, unless it has done what it was to do. */
    List<LaunchId> endedBy(LaunchId id, TaskPhase.Ended ended) {
        boolean done = ended.ending() == Ending.EXITED && ended.exitCode().equals(OptionalInt.of(0));
        return done ? List.of() : groups.getOrDefault(id, List.of());
    }
}
