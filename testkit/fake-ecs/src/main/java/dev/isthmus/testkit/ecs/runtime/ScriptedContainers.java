package dev.isthmus.testkit.ecs.runtime;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The containers of a {@link ScriptedRuntime} and the phase each is in. Safe to use from any thread; events are reported with no lock held. */
final class ScriptedContainers {
    enum Phase {
        LAUNCHED,
        RUNNING,
        ENDED
    }

    private static final class Scripted {
        final ContainerLaunch launch;
        final ContainerEvents events;
        Phase phase = Phase.LAUNCHED;

        Scripted(ContainerLaunch launch, ContainerEvents events) {
            this.launch = launch;
            this.events = events;
        }
    }

    private final Object lock = new Object();
    private final Map<ContainerId, Scripted> containers = new LinkedHashMap<>();
    private final Queue<ContainerLaunch> unseen = new ArrayDeque<>();
    private final List<ContainerId> stopRequests = new ArrayList<>();
    private boolean holdStops;

    void holdStops(boolean hold) {
        synchronized (lock) {
            holdStops = hold;
        }
    }

    List<ContainerLaunch> launches() {
        synchronized (lock) {
            return containers.values().stream().map(scripted -> scripted.launch).toList();
        }
    }

    List<ContainerId> stopRequests() {
        synchronized (lock) {
            return List.copyOf(stopRequests);
        }
    }

    /** See {@link ScriptedRuntime#awaitLaunch}. */
    ContainerLaunch awaitLaunch(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        synchronized (lock) {
            while (unseen.isEmpty()) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new IllegalStateException("No container was launched within " + timeout);
                }
                lock.wait(left);
            }
            return unseen.remove();
        }
    }

    void add(ContainerLaunch launch, ContainerEvents events) {
        synchronized (lock) {
            containers.put(launch.id(), new Scripted(launch, events));
            unseen.add(launch);
            lock.notifyAll();
        }
    }

    ContainerLaunch launch(ContainerId container) {
        return scripted(container).launch;
    }

    ContainerEvents events(ContainerId container) {
        return scripted(container).events;
    }

    /** The container is asked to stop, and does so unless stops are held. */
    void stop(ContainerId container) {
        Scripted stopped;
        Phase before;
        synchronized (lock) {
            stopped = containers.get(container);
            stopRequests.add(container);
            lock.notifyAll();
            if (stopped == null || holdStops || stopped.phase == Phase.ENDED) {
                return;
            }
            before = stopped.phase;
            stopped.phase = Phase.ENDED;
        }
        if (before == Phase.RUNNING) {
            stopped.events.exited(container, 143, Optional.empty());
        } else {
            stopped.events.failedToStart(container, "Stopped before it started");
        }
    }

    void endAll() {
        synchronized (lock) {
            containers.values().forEach(scripted -> scripted.phase = Phase.ENDED);
        }
    }

    /** For the script: the test may have been faster. */
    void ifStill(ContainerId container, Phase expected, Phase next, Consumer<ContainerEvents> report) {
        Scripted scripted = scripted(container);
        synchronized (lock) {
            if (scripted.phase != expected) {
                return;
            }
            scripted.phase = next;
        }
        report.accept(scripted.events);
    }

    /** For the test: what it asks for must be possible. */
    Consumer<Consumer<ContainerEvents>> move(ContainerId container, Phase next) {
        Scripted scripted = scripted(container);
        synchronized (lock) {
            if (scripted.phase.compareTo(next) >= 0) {
                throw new IllegalStateException(container + " is " + scripted.phase + "; it cannot become " + next);
            }
            scripted.phase = next;
        }
        return report -> report.accept(scripted.events);
    }

    void requireRunning(ContainerId container) {
        synchronized (lock) {
            Phase phase = scripted(container).phase;
            if (phase != Phase.RUNNING) {
                throw new IllegalStateException(container + " is " + phase + ", it does not run");
            }
        }
    }

    void requireNotRunning(ContainerId container) {
        synchronized (lock) {
            if (scripted(container).phase == Phase.RUNNING) {
                throw new IllegalStateException(container + " runs already; it cannot fail to start");
            }
        }
    }

    /** The first container of a task that was launched. */
    ContainerId first(String taskArn) {
        synchronized (lock) {
            return containers.keySet().stream()
                    .filter(id -> id.taskArn().equals(taskArn))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(
                            "No container of task " + taskArn + " was launched; launched were " + containers.keySet()));
        }
    }

    private Scripted scripted(ContainerId container) {
        synchronized (lock) {
            @Nullable Scripted scripted = containers.get(container);
            if (scripted == null) {
                throw new IllegalStateException("The container was not launched: " + container);
            }
            return scripted;
        }
    }
}
