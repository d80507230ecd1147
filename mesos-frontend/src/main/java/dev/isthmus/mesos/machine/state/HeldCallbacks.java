package dev.isthmus.mesos.machine.state;

import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.mesos.machine.step.Callback;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Callbacks that wait until the framework can hear them, the latest of them. */
final class HeldCallbacks {

    /** More than there are tasks that end while a framework is away. */
    static final int MOST = 10_000;

    private final Deque<Callback> callbacks = new ArrayDeque<>();
    /** Those whose end is told by one of them. */
    private final Set<LaunchId> ends = new LinkedHashSet<>();

    void add(Callback callback) {
        callbacks.add(callback);
        end(callback).ifPresent(ends::add);
        if (callbacks.size() > MOST) {
            end(callbacks.remove()).ifPresent(ends::remove);
        }
    }

    /** Whether the end of this launch waits. */
    boolean isEnd(LaunchId launch) {
        return ends.contains(launch);
    }

    private static Optional<LaunchId> end(Callback callback) {
        return callback instanceof Callback.Update update
                        && update.then().orElse(null) instanceof JournalEntry.Acknowledged acknowledged
                ? Optional.of(acknowledged.launch())
                : Optional.empty();
    }

    /** Those that waited, in order; they wait no more. */
    List<Callback> take() {
        List<Callback> taken = List.copyOf(callbacks);
        callbacks.clear();
        ends.clear();
        return taken;
    }
}
