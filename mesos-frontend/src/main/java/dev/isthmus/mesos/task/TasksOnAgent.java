package dev.isthmus.mesos.task;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The tasks of one framework on one agent, those that ended unacknowledged too. */
final class TasksOnAgent {

    private final Set<MesosTask> tasks = new LinkedHashSet<>();

    void add(MesosTask task) {
        tasks.add(task);
    }

    void remove(MesosTask task) {
        tasks.remove(task);
    }

    boolean isEmpty() {
        return tasks.isEmpty();
    }

    List<MesosTask> all() {
        return List.copyOf(tasks);
    }

    /** The executors of groups that have not ended, each once. */
    List<String> executors() {
        Set<String> ids = new LinkedHashSet<>();
        for (MesosTask task : tasks) {
            if (!task.isEnded() && task.traits().group().isPresent()) {
                task.traits().group().get().executor().ifPresent(ids::add);
            }
        }
        return List.copyOf(ids);
    }

    /** Those of them of this group. */
    List<MesosTask> ofGroup(TaskTraits.Group group) {
        List<MesosTask> members = new ArrayList<>();
        for (MesosTask task : tasks) {
            if (task.traits().group().equals(Optional.of(group))) {
                members.add(task);
            }
        }
        return members;
    }
}
