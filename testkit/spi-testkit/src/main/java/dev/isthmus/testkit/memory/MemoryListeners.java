package dev.isthmus.testkit.memory;

import dev.isthmus.api.failure.BackendFailure;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.launch.TaskEvent;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who is told of the cluster, unless contact with it is lost or it has fallen silent. Guarded by the cluster's lock. */
final class MemoryListeners {

    private final InstantSource clock;
    private final List<MemoryOffers> sources = new ArrayList<>();
    private final List<MemoryLauncher.Watch> watches = new ArrayList<>();
    /** What happened to agents while there was no contact. */
    private final List<InventoryEvent> unseen = new ArrayList<>();

    private @Nullable BackendFailure lost;
    private boolean silent;

    MemoryListeners(InstantSource clock) {
        this.clock = clock;
    }

    void add(MemoryOffers source, MemoryAgents agents) {
        sources.add(source);
        if (lost != null) {
            source.tell(new InventoryEvent.ContactLost(lost));
        } else if (!silent) {
            agents.all().forEach(source::tell);
        }
    }

    void add(MemoryLauncher.Watch watch, Collection<MemoryTask> tasks) {
        watches.add(watch);
        if (!silent) {
            seenBy(watch, tasks).forEach(watch::tell);
            watch.recovered();
        }
    }

    void remove(MemoryOffers source) {
        sources.remove(source);
    }

    void remove(MemoryLauncher.Watch watch) {
        watches.remove(watch);
    }

    /** From now on nobody is told anything. */
    void fallSilent() {
        silent = true;
    }

    boolean isSilent() {
        return silent;
    }

    void loseContact(BackendFailure failure) {
        lost = failure;
        tell(new InventoryEvent.ContactLost(failure));
    }

    /** Why there is no contact; empty if there is. */
    Optional<BackendFailure> lost() {
        return Optional.ofNullable(lost);
    }

    void restoreContact(MemoryAgents agents) {
        if (lost != null) {
            lost = null;
            unseen.forEach(this::tell);
            unseen.clear();
            agents.all().forEach(this::tell);
        }
    }

    /** Tells of an agent as it is seen now, if there is contact. */
    void tellSeen(MemoryAgents agents, AgentId id) {
        if (lost == null) {
            agents.seen(id).ifPresent(agent -> tell(new InventoryEvent.AgentSeen(agent)));
        }
    }

    /** Tells that an agent is gone, now or when contact is back. */
    void tellGone(InventoryEvent.AgentGone gone) {
        if (lost == null) {
            tell(gone);
        } else {
            unseen.add(gone);
        }
    }

    private void tell(InventoryEvent event) {
        if (!silent) {
            sources.forEach(source -> source.tell(event));
        }
    }

    void tell(@Nullable MemoryTask task) {
        if (task != null && !silent) {
            TaskEvent event = event(task);
            watches.stream().filter(task::isShownTo).forEach(watch -> watch.tell(event));
        }
    }

    /** Lets this task be seen by those who watch already, and by nobody who comes later. */
    void hide(MemoryTask task) {
        task.showOnlyTo(watches);
    }

    /** Lets everybody see this task, and tells those of it who have not seen it. */
    void show(MemoryTask task) {
        List<MemoryLauncher.Watch> unaware =
                watches.stream().filter(watch -> !task.isShownTo(watch)).toList();
        task.showToAll();
        if (!silent) {
            unaware.forEach(watch -> watch.tell(event(task)));
        }
    }

    /** What is known now of the tasks that a watch is shown. */
    List<TaskEvent> seenBy(MemoryLauncher.Watch watch, Collection<MemoryTask> tasks) {
        return tasks.stream()
                .filter(task -> task.isShownTo(watch))
                .map(this::event)
                .filter(watch::isOf)
                .toList();
    }

    private TaskEvent event(MemoryTask task) {
        return new TaskEvent(task.task(), task.phase(), clock.instant());
    }
}
