package dev.isthmus.ecs;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.launch.TaskLauncher;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The frameworks that are watched, with their listeners. Each watch has a number of its own, so that what was on its way of an earlier watch does not
 * reach the listener of a later one. Thread-safe; no lock is held while a listener is called.
 */
final class Watches {

    private final Object lock = new Object();
    private final Map<FrameworkId, Long> numbers = new LinkedHashMap<>();
    private final Map<Long, Watch> watches = new LinkedHashMap<>();
    private long begun;
    private boolean closed;

    private record Watch(TaskLauncher.Listener listener, ListenerGate gate) {}

    /**
     * Begins a watch; returns its number.
     *
     * @throws IllegalStateException if the framework is watched, or this closed
     */
    long begin(FrameworkId framework, TaskLauncher.Listener listener) {
        synchronized (lock) {
            requireOpen();
            if (numbers.containsKey(framework)) {
                throw new IllegalStateException("framework " + framework + " is watched already");
            }
            begun++;
            numbers.put(framework, begun);
            watches.put(begun, new Watch(listener, new ListenerGate()));
            return begun;
        }
    }

    /** Ends the watch of a framework; returns whether there was one. When it has returned, the listener is called no more (see {@link ListenerGate}). */
    boolean end(FrameworkId framework) {
        Optional<Watch> ended;
        synchronized (lock) {
            ended = Optional.ofNullable(numbers.remove(framework)).map(watches::remove);
        }
        ended.ifPresent(watch -> watch.gate().close());
        return ended.isPresent();
    }

    /**
     * Checks that a framework is watched.
     *
     * @throws IllegalStateException if it is not
     */
    void require(FrameworkId framework) {
        synchronized (lock) {
            requireOpen();
            if (!numbers.containsKey(framework)) {
                throw new IllegalStateException("framework " + framework + " is not watched");
            }
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the task launcher is closed");
        }
    }

    /** Tells the listener of a watch, unless that has ended. */
    void tell(long number, Consumer<TaskLauncher.Listener> event) {
        Optional<Watch> watch;
        synchronized (lock) {
            watch = Optional.ofNullable(watches.get(number));
        }
        watch.ifPresent(there -> there.gate().pass(() -> event.accept(there.listener())));
    }

    /** Tells the listener of a framework, unless nobody watches it. */
    void tell(FrameworkId framework, Consumer<TaskLauncher.Listener> event) {
        Optional<Long> number;
        synchronized (lock) {
            number = Optional.ofNullable(numbers.get(framework));
        }
        number.ifPresent(watch -> tell(watch, event));
    }

    boolean closed() {
        synchronized (lock) {
            return closed;
        }
    }

    /** Ends all watches; returns whether it was open. When it has returned, no listener is called any more. */
    boolean close() {
        List<Watch> open;
        boolean first;
        synchronized (lock) {
            first = !closed;
            closed = true;
            open = List.copyOf(watches.values());
            numbers.clear();
            watches.clear();
        }
        open.forEach(watch -> watch.gate().close());
        return first;
    }
}
