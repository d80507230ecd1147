package dev.isthmus.mesos.task;

import dev.isthmus.api.inventory.Holding;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tasks of one agent, and what those that have not ended hold of it, which is summed up once after each change. */
final class TasksOnAgent {

    private final Set<MesosTask> tasks = new LinkedHashSet<>();
    private @Nullable List<Holding> holdings;
    private @Nullable ResourcesByReservation inUse;

    void add(MesosTask task) {
        tasks.add(task);
        changed();
    }

    void remove(MesosTask task) {
        tasks.remove(task);
        if (!task.isEnded()) {
            changed();
        }
    }

    /** A task has ended. */
    void changed() {
        holdings = null;
        inUse = null;
    }

    boolean isEmpty() {
        return tasks.isEmpty();
    }

    List<MesosTask> all() {
        return List.copyOf(tasks);
    }

    List<Holding> holdings() {
        List<Holding> known = holdings;
        if (known == null) {
            List<Holding> held = new ArrayList<>();
            for (MesosTask task : tasks) {
                if (!task.isEnded()) {
                    held.add(new Holding(task.launch(), task.task().demand()));
                }
            }
            known = List.copyOf(held);
            holdings = known;
        }
        return known;
    }

    ResourcesByReservation inUse() {
        ResourcesByReservation known = inUse;
        if (known == null) {
            known = ResourcesByReservation.none();
            for (MesosTask task : tasks) {
                if (!task.isEnded()) {
                    known = known.plus(task.portions());
                }
            }
            inUse = known;
        }
        return known;
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
