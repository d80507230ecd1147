package dev.isthmus.testkit.ecs;

import dev.isthmus.testkit.ecs.operation.EcsModel;
import dev.isthmus.testkit.ecs.runtime.ContainerEvents;
import dev.isthmus.testkit.ecs.runtime.ContainerId;
import dev.isthmus.testkit.ecs.runtime.ContainerRuntime;
import dev.isthmus.testkit.ecs.runtime.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * Gives the pure model threads and time. Calls to it are serialised; what it wants of the runtime is done in order, by one
 * thread at a time, with no lock held, before the call that caused it returns.
 */
final class ModelShell implements ContainerEvents {
    private static final Logger LOG = Logger.getLogger(ModelShell.class.getName());

    private final Object lock = new Object();
    private final EcsModel model;
    private final FakeTime time;
    private final ContainerRuntime runtime;
    private final History history;
    private final List<Consumer<Task>> watchers = new CopyOnWriteArrayList<>();
    private final Queue<Runnable> work = new ArrayDeque<>();
    private @Nullable Thread worker;
    private @Nullable Instant wakeAt;
    private boolean closed;

    ModelShell(EcsModel model, FakeTime time, ContainerRuntime runtime, History history) {
        this.model = model;
        this.time = time;
        this.runtime = runtime;
        this.history = history;
    }

    <T> T call(Function<EcsModel, T> action) {
        CompletableFuture<Void> effectsDone = new CompletableFuture<>();
        boolean waits;
        T result;
        synchronized (lock) {
            try {
                model.skew(time.skew());
                model.advanceTo(time.steady());
                result = action.apply(model);
                // What the call planned for this very moment happens now, not with the next call.
                model.advanceTo(time.steady());
            } finally {
                EcsModel.Changes changes = model.takeChanges();
                history.add(time.steady(), changes);
                changes.tasks().forEach(task -> watchers.forEach(watcher -> work.add(() -> watcher.accept(task))));
                model.takeEffects().forEach(effect -> work.add(() -> perform(effect)));
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
            Optional<T> found = condition.apply(model);
            for (long left = timeout.toMillis(); found.isEmpty() && left > 0; ) {
                lock.wait(left);
                found = condition.apply(model);
                left = (deadline - System.nanoTime()) / 1_000_000;
            }
            return found;
        }
    }

    void watch(Consumer<Task> watcher) {
        watchers.add(watcher);
    }

    void close() {
        synchronized (lock) {
            closed = true;
        }
    }

    @Override
    public void started(ContainerId container) {
        report(state -> state.containerStarted(container));
    }

    @Override
    public void exited(ContainerId container, int exitCode, Optional<String> reason) {
        report(state -> state.containerExited(container, exitCode, reason));
    }

    @Override
    public void failedToStart(ContainerId container, String reason) {
        report(state -> state.containerFailedToStart(container, reason));
    }

    @Override
    public void healthChecked(ContainerId container, boolean passed) {
        report(state -> state.containerChecked(container, passed));
    }

    private void report(Consumer<EcsModel> event) {
        synchronized (lock) {
            if (closed) {
                return;
            }
        }
        call(state -> {
            event.accept(state);
            return true;
        });
    }

    private void perform(Effect effect) {
        effect.match(
                start -> {
                    try {
                        runtime.start(start.launch(), this, time::after);
                    } catch (RuntimeException e) {
                        failedToStart(start.launch().id(), "CannotStartContainerError: the runtime failed: " + e);
                    }
                },
                stop -> runtime.stop(stop.container()),
                forget -> runtime.forget(forget.taskArn()));
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
        Instant next = model.nextDeadline().orElse(null);
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
