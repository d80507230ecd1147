package dev.isthmus.testkit.contract.backend;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.inventory.OfferSource;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskLauncher;
import dev.isthmus.api.launch.TaskPhase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An open backend, with all it tells kept in order, and watched for being told at the wrong moment. */
final class ExaminedBackend {

    private static final long DWELL_MILLIS = 40;

    private final Backend backend;
    private final List<Object> told = new ArrayList<>();
    private final CountDownLatch overlap = new CountDownLatch(1);
    /** Of all frameworks together: their listeners are called one after the other. */
    private final AtomicInteger tasksInside = new AtomicInteger();

    private volatile boolean dwell;
    private volatile @Nullable Thread calling;
    private volatile boolean nested;

    /** That {@code recovered()} was called. */
    record Recovered() {}

    /** That {@code reached()} was called. */
    record Reached() {}

    ExaminedBackend(Backend backend) {
        this.backend = backend;
    }

    Backend backend() {
        return backend;
    }

    TaskLauncher launcher() {
        return backend.launcher();
    }

    ExaminedBackend startOffers() {
        AtomicInteger inside = new AtomicInteger();
        OfferSource.Listener listener = new OfferSource.Listener() {
            @Override
            public void inventoryChanged(InventoryEvent event) {
                take(event, inside);
            }

            @Override
            public void reached() {
                take(new Reached(), inside);
            }
        };
        run(() -> backend.offers().start(listener));
        return this;
    }

    ExaminedBackend watch(FrameworkId framework) {
        listen(framework);
        return this;
    }

    /** Watches a framework; what its listener is told is kept by itself, too. */
    Ear listen(FrameworkId framework) {
        Ear ear = new Ear();
        TaskLauncher.Listener listener = new TaskLauncher.Listener() {
            @Override
            public void taskChanged(TaskEvent event) {
                ear.hear(event);
                take(event, tasksInside);
            }

            @Override
            public void recovered() {
                ear.hear(new Recovered());
                take(new Recovered(), tasksInside);
            }
        };
        run(() -> backend.launcher().watch(framework, listener));
        return ear;
    }

    /** What the listener of one watch is told, in order. */
    static final class Ear {

        private final List<Object> heard = new ArrayList<>();

        private synchronized void hear(Object event) {
            heard.add(event);
        }

        synchronized List<Object> heard() {
            return List.copyOf(heard);
        }

        List<TaskEvent> events() {
            return heard().stream()
                    .filter(TaskEvent.class::isInstance)
                    .map(TaskEvent.class::cast)
                    .toList();
        }

        /** How often it was told that all tasks are known again. */
        int recoveries() {
            return Collections.frequency(heard(), new Recovered());
        }

        boolean heard(LaunchedTask task, Class<? extends TaskPhase> phase) {
            return events().stream().anyMatch(event -> event.task().equals(task) && phase.isInstance(event.phase()));
        }
    }

    /** Calls a method of the backend; an event that comes on this thread meanwhile is nested. */
    <T> T call(Supplier<T> method) {
        calling = Thread.currentThread();
        try {
            return method.get();
        } finally {
            calling = null;
        }
    }

    /** The same, without an answer. */
    void run(Runnable method) {
        Void unused = this.<@Nullable Void>callOrNull(() -> {
            method.run();
            return null;
        });
    }

    private <T extends @Nullable Object> T callOrNull(Supplier<T> method) {
        calling = Thread.currentThread();
        try {
            return method.get();
        } finally {
            calling = null;
        }
    }

    /** From now on events are taken slowly, so that two that come at once meet. */
    void takeSlowly() {
        dwell = true;
    }

    private void take(Object event, AtomicInteger inside) {
        nested |= Thread.currentThread().equals(calling);
        if (inside.incrementAndGet() > 1) {
            overlap.countDown();
        }
        synchronized (told) {
            told.add(event);
        }
        if (dwell) {
            try {
                boolean met = overlap.await(DWELL_MILLIS, TimeUnit.MILLISECONDS);
                dwell = !met;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        inside.decrementAndGet();
    }

    /** Whether an event came within a call, on its thread. */
    boolean wasNested() {
        return nested;
    }

    /** Whether an event came while another was being taken. */
    boolean wasOverlapped() {
        return overlap.getCount() == 0;
    }

    /** All that was told, in order. */
    List<Object> told() {
        synchronized (told) {
            return List.copyOf(told);
        }
    }

    <T> List<T> told(Class<T> type) {
        return told().stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The agent each time it was told of. */
    List<Agent> seen(AgentId id) {
        return told(InventoryEvent.AgentSeen.class).stream()
                .map(InventoryEvent.AgentSeen::agent)
                .filter(agent -> agent.id().equals(id))
                .toList();
    }

    /** The agent as it was told of last. */
    Optional<Agent> lastSeen(AgentId id) {
        List<Agent> seen = seen(id);
        return seen.isEmpty() ? Optional.empty() : Optional.of(seen.get(seen.size() - 1));
    }

    boolean hasTold(Class<?> type) {
        return told().stream().anyMatch(type::isInstance);
    }

    List<TaskEvent> events(LaunchId launch) {
        return told(TaskEvent.class).stream()
                .filter(event -> event.task().launch().equals(launch))
                .toList();
    }

    boolean hasTold(LaunchId launch, Class<? extends TaskPhase> phase) {
        return events(launch).stream().anyMatch(event -> phase.isInstance(event.phase()));
    }

    List<TaskPhase.Ended> endings(LaunchId launch) {
        return events(launch).stream()
                .map(TaskEvent::phase)
                .filter(TaskPhase.Ended.class::isInstance)
                .map(TaskPhase.Ended.class::cast)
                .toList();
    }

    void close() {
        run(backend::close);
    }
}
