package dev.isthmus.mesos.machine.task;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.mesos.machine.state.MasterState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Living tasks whose epoch is higher than ours. Either a newer driver has the framework, and we are the last to learn of it: then they are its. Or the
 * journal says that none has come: then they were launched under another journal, whose numbers were ahead, and are the framework's like any other.
 * Until the journal has said so they wait here.
 */
public final class NewerTasks {

    private final MasterState state;
    private final Map<LaunchId, TaskEvent> waiting = new LinkedHashMap<>();
    /** Up to here the journal has said that they are of no newer driver. */
    private Optional<Epoch> cleared = Optional.empty();

    public NewerTasks(MasterState state) {
        this.state = state;
    }

    /** Keeps a living task that is to wait; false for any other. */
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

    /** It has ended. */
    void ended(LaunchId launch) {
        waiting.remove(launch);
    }

    boolean isAny() {
        return !waiting.isEmpty();
    }

    /** Whether one of that name waits. */
    boolean has(String task) {
        return waiting.values().stream()
                .anyMatch(event -> event.task().task().value().equals(task));
    }

    /** The highest of those that wait: whether a newer driver has come is to be asked of the journal. */
    public Optional<Epoch> doubt() {
        return waiting.values().stream()
                .map(TaskEvent::task)
                .map(LaunchedTask::epoch)
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder());
    }

    /** The journal was asked after tasks up to that epoch had been seen, and no newer driver has come. What waits no more. */
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
