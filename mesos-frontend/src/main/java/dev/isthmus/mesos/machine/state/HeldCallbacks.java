package dev.isthmus.mesos.machine.state;

import dev.isthmus.mesos.machine.step.Callback;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Callbacks that wait until the framework can hear them, the latest of them. */
final class HeldCallbacks {

    /** More than there are tasks that end while a framework is away. */
    static final int MOST = 10_000;

    private final Deque<Callback> callbacks = new ArrayDeque<>();

    void add(Callback callback) {
        callbacks.add(callback);
        if (callbacks.size() > MOST) {
            callbacks.remove();
        }
    }

    /** Those that waited, in order; they wait no more. */
    List<Callback> take() {
        List<Callback> taken = List.copyOf(callbacks);
        callbacks.clear();
        return taken;
    }
}
