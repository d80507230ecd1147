package dev.isthmus.mesos.machine.task;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.mesos.machine.state.FrameworkState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds living tasks whose epoch is above this driver's, until the journal says whether there is a newer driver. If there is, they belong to it. If
 * not, they were launched under another journal, whose epochs were ahead, and are taken on like any other task.
 */
public final class NewerTasks {

    private final FrameworkState state;
    private final Map<LaunchId, TaskEvent> waiting = new LinkedHashMap<>();
    /** The highest epoch for which the journal has said that there is no newer driver. */
    private Optional<Epoch> cleared = Optional.empty();

    public NewerTasks(FrameworkState state) {
        this.state = state;
    }

    /** Holds a living task if its epoch is above this driver's; false if it need not wait. */
    boolean keep(TaskEvent event) {
        Optional<Epoch> epoch = event.task()
                .epoch()
                .filter(each -> isAbove(each, state.options().epoch()));
        if (epoch.isEmpty()
                || !isAbove(epoch.get(), cleared.or(() -> state.options().epoch()))) {
            return false;
        }
        if (waiting.put(event.task().launch(), event) == null) {
            state.outbox()
                    .info("task " + event.task().task() + " is of a newer driver of the framework, epoch " + epoch.get()
                            + ", and left alone unless the journal says that there is none");
        }
        return true;
    }

    private static boolean isAbove(Epoch epoch, Optional<Epoch> other) {
        return other.filter(each -> each.isBefore(epoch)).isPresent();
    }

    /** Drops a task that has ended. */
    void ended(LaunchId launch) {
        waiting.remove(launch);
    }

    boolean isAny() {
        return !waiting.isEmpty();
    }

    /** Whether a task of that id waits. */
    boolean has(String task) {
        return waiting.values().stream()
                .anyMatch(event -> event.task().task().value().equals(task));
    }

    /** The highest epoch of the waiting tasks, for which the journal is to be asked whether a newer driver has come. */
    public Optional<Epoch> doubt() {
        // Asked with each step.
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        return waiting.values().stream()
                .map(TaskEvent::task)
                .map(LaunchedTask::epoch)
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder());
    }

    /** Releases the tasks up to an epoch, as the journal says that no newer driver has come. Returns their events. */
    public List<TaskEvent> clear(Epoch upTo) {
        cleared = Optional.of(cleared.filter(upTo::isBefore).orElse(upTo));
        List<TaskEvent> released = new ArrayList<>();
        for (TaskEvent event : List.copyOf(waiting.values())) {
            if (event.task().epoch().filter(upTo::isBefore).isEmpty()) {
                waiting.remove(event.task().launch());
                released.add(event);
            }
        }
        if (!released.isEmpty()) {
            warn(released.get(0).task(), upTo);
        }
        return released;
    }

    private void warn(LaunchedTask task, Epoch theirs) {
        Epoch own = state.options().epoch().orElseThrow();
        state.outbox()
                .warnOnce("task " + task.task() + " and others carry epochs up to " + theirs + " (" + time(theirs)
                        + "), and this driver has " + own + " (" + time(own)
                        + "), though its journal knows of no newer driver: "
                        + "they were launched under another journal, by a host whose clock is ahead by "
                        + (theirs.number() - own.number())
                        + " s. They are taken on. See that no driver of the framework is left that uses"
                        + " the other journal, which would take them for its own, and put the clocks right: docs/reference/journal.md, "
                        + "'From a file to ZooKeeper, and back'");
    }

    /** The number of an epoch is a time, in our own journals. */
    private static String time(Epoch epoch) {
        return Instant.ofEpochSecond(Math.min(epoch.number(), Instant.MAX.getEpochSecond()))
                .toString();
    }
}
