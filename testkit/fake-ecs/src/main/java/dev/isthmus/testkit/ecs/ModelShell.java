package dev.isthmus.testkit.ecs;

import dev.isthmus.testkit.ecs.control.ControlPlane;
import dev.isthmus.testkit.ecs.operation.EcsModel;
import dev.isthmus.testkit.ecs.runtime.ContainerRuntime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * Gives the control plane threads and time. Calls to it are serialised; what it wants of the runtime is done in order, by one thread at
 * a time, with no lock held, before the call that caused it returns.
 */
final class ModelShell extends AccountShell {
    private static final Logger LOG = Logger.getLogger(ModelShell.class.getName());

    private final Object lock = new Object();
    private final ControlPlane plane;
    private final FakeTime time;
    private final List<Consumer<Task>> watchers = new CopyOnWriteArrayList<>();
    private final List<Consumer<String>> eventWatchers = new CopyOnWriteArrayList<>();
    private final Queue<Runnable> work = new ArrayDeque<>();
    private @Nullable Thread worker;
    private @Nullable Instant wakeAt;
    private boolean closed;

    ModelShell(ControlPlane plane, FakeTime time, ContainerRuntime runtime) {
        super(runtime, time::after);
        this.plane = plane;
        this.time = time;
    }

    /** Does something with the control plane from which nothing follows: no container is started by it, and nobody waits for it. */
    <T> T ask(Function<ControlPlane, T> question) {
        synchronized (lock) {
            return question.apply(plane);
        }
    }

    @Override
    <T> T call(Function<EcsModel, T> action) {
        return run(account -> account.apply(time.steady(), action));
    }

    @Override
    <T> T run(Function<ControlPlane, T> action) {
        CompletableFuture<Void> effectsDone = new CompletableFuture<>();
        boolean waits;
        T result;
        synchronized (lock) {
            try {
                plane.clockJumped(time.clockJumped());
                result = action.apply(plane);
            } finally {
                plane.takeChangedTasks()
                        .forEach(task -> watchers.forEach(watcher -> work.add(() -> watcher.accept(task))));
                plane.takeEvents()
                        .forEach(event -> eventWatchers.forEach(watcher -> work.add(() -> watcher.accept(event))));
                plane.takeEffects().forEach(effect -> work.add(() -> perform(effect)));
                work.add(() -> effectsDone.complete(null));
                planWake();
                lock.notifyAll();
            }
            waits = worker != Thread.currentThread();
        }
        doWork();
        if (waits) {
            effectsDone.join();
        }
        return result;
    }

    /** Waits until {@code condition} answers something, looking again after each change; empty if it does not in time. */
    <T> Optional<T> await(Function<EcsModel, Optional<T>> condition, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        synchronized (lock) {
            Optional<T> found = plane.look(condition);
            for (long left = timeout.toMillis(); found.isEmpty() && left > 0; ) {
                lock.wait(left);
                found = plane.look(condition);
                left = (deadline - System.nanoTime()) / 1_000_000;
            }
            return found;
        }
    }

    @Override
    Instant now() {
        return time.steady();
    }

    @Override
    void watch(Consumer<Task> watcher) {
        watchers.add(watcher);
    }

    @Override
    public void watchEvents(Consumer<String> watcher) {
        eventWatchers.add(watcher);
    }

    /** Asks until there is an answer, again after each change, or until so much time of the fake has passed. */
    <T> Optional<T> ask(Duration wait, BiFunction<Instant, ControlPlane, Optional<T>> question) {
        boolean[] over = {wait.isZero()};
        if (!over[0]) {
            time.after(wait, () -> {
                synchronized (lock) {
                    over[0] = true;
                    lock.notifyAll();
                }
            });
        }
        synchronized (lock) {
            Optional<T> found = question.apply(time.steady(), plane);
            while (found.isEmpty() && !over[0] && !closed) {
                try {
                    lock.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return Optional.empty();
                }
                found = question.apply(time.steady(), plane);
            }
            planWake();
            return found;
        }
    }

    @Override
    boolean closed() {
        synchronized (lock) {
            return closed;
        }
    }

    void close() {
        synchronized (lock) {
            closed = true;
            lock.notifyAll();
        }
    }

    private void doWork() {
        synchronized (lock) {
            if (worker != null) {
                return;
            }
            worker = Thread.currentThread();
        }
        while (true) {
            Runnable next;
            synchronized (lock) {
                next = work.poll();
                if (next == null) {
                    worker = null;
                    return;
                }
            }
            try {
                next.run();
            } catch (RuntimeException e) {
                LOG.log(
                        Level.SEVERE,
                        "The container runtime of the fake cluster, or a watcher of its tasks, failed",
                        e);
            }
        }
    }

    /** Called with the lock held. */
    private void planWake() {
        Instant next = plane.nextDeadline().orElse(null);
        if (next == null || closed || (wakeAt != null && !next.isBefore(wakeAt))) {
            return;
        }
        wakeAt = next;
        time.after(Duration.between(time.steady(), next), () -> wake(next));
    }

    private void wake(Instant planned) {
        synchronized (lock) {
            if (closed) {
                return;
            }
            if (planned.equals(wakeAt)) {
                wakeAt = null;
            }
        }
        call(state -> true);
    }
}
