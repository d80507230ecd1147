package dev.isthmus.testkit.ecs;

import dev.isthmus.testkit.ecs.control.ControlPlane;
import dev.isthmus.testkit.ecs.operation.EcsModel;
import dev.isthmus.testkit.ecs.runtime.ContainerRuntime;
import dev.isthmus.testkit.ecs.runtime.RuntimeTimer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Task;

/** Owns the control plane in one thread: whatever follows from a call is done before the outermost call returns, in order. */
final class InMemoryShell extends AccountShell {
    private final ControlPlane plane;
    private final Supplier<Instant> now;
    private final RuntimeTimer timer;
    private final List<Consumer<Task>> watchers = new ArrayList<>();
    private final List<Consumer<String>> eventWatchers = new ArrayList<>();
    private final Queue<Runnable> work = new ArrayDeque<>();
    private @Nullable Instant wakeAt;
    private boolean working;
    private boolean closed;

    InMemoryShell(ControlPlane plane, Supplier<Instant> now, RuntimeTimer timer, ContainerRuntime runtime) {
        super(runtime, timer);
        this.plane = plane;
        this.now = now;
        this.timer = timer;
    }

    /** To be asked, without anything that follows from what is done to it. */
    ControlPlane plane() {
        return plane;
    }

    @Override
    <T> T run(Function<ControlPlane, T> action) {
        T result = action.apply(plane);
        plane.takeChangedTasks()
                .forEach(task -> List.copyOf(watchers).forEach(watcher -> work.add(() -> watcher.accept(task))));
        plane.takeEvents()
                .forEach(event -> List.copyOf(eventWatchers).forEach(watcher -> work.add(() -> watcher.accept(event))));
        plane.takeEffects().forEach(effect -> work.add(() -> perform(effect)));
        planWake();
        if (!working) {
            doWork();
        }
        return result;
    }

    @Override
    <T> T call(Function<EcsModel, T> action) {
        return run(account -> account.apply(now.get(), action));
    }

    @Override
    Instant now() {
        return now.get();
    }

    @Override
    void watch(Consumer<Task> watcher) {
        watchers.add(watcher);
    }

    @Override
    public void watchEvents(Consumer<String> watcher) {
        eventWatchers.add(watcher);
    }

    @Override
    boolean closed() {
        return closed;
    }

    void close() {
        closed = true;
    }

    private void doWork() {
        working = true;
        try {
            for (Runnable next = work.poll(); next != null; next = work.poll()) {
                next.run();
            }
        } finally {
            working = false;
        }
    }

    private void planWake() {
        Instant next = plane.nextDeadline().orElse(null);
        if (next == null || closed || (wakeAt != null && !next.isBefore(wakeAt))) {
            return;
        }
        wakeAt = next;
        Duration left = Duration.between(now.get(), next);
        timer.after(left.isNegative() ? Duration.ZERO : left, () -> wake(next));
    }

    private void wake(Instant planned) {
        if (closed) {
            return;
        }
        if (planned.equals(wakeAt)) {
            wakeAt = null;
        }
        call(model -> true);
    }
}
