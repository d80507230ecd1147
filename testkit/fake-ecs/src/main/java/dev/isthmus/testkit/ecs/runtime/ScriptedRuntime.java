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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A runtime without processes: each container follows a {@link Script}, and the test does the rest. A container that is asked to
 * stop ends at once with code 143, unless {@link #holdStops} was called. Safe to use from any thread.
 *
 * <p>The methods that take a task's ARN mean its first container.
 */
public final class ScriptedRuntime implements ContainerRuntime {
    private enum Phase {
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
    private final Function<ContainerLaunch, Script> scripts;
    private boolean holdStops;

    private ScriptedRuntime(Function<ContainerLaunch, Script> scripts) {
        this.scripts = scripts;
    }

    /** Containers wait until the test starts and ends them. */
    public static ScriptedRuntime manual() {
        return following(launch -> Script.waits());
    }

    /** Containers start at once and run until they are stopped, or until the test ends them. */
    public static ScriptedRuntime running() {
        return following(launch -> Script.runs());
    }

    /** Each container does what {@code scripts} answers for it. */
    public static ScriptedRuntime following(Function<ContainerLaunch, Script> scripts) {
        return new ScriptedRuntime(scripts);
    }

    /** From now on (or no longer), a container that is asked to stop runs on until the test ends it. */
    public void holdStops(boolean hold) {
        synchronized (lock) {
            holdStops = hold;
        }
    }

    /** All launches so far, in order. */
    public List<ContainerLaunch> launches() {
        synchronized (lock) {
            return containers.values().stream().map(scripted -> scripted.launch).toList();
        }
    }

    /** All requests to stop so far, in order. */
    public List<ContainerId> stopRequests() {
        synchronized (lock) {
            return List.copyOf(stopRequests);
        }
    }

    /**
     * Waits for a launch that this method has not answered yet; launches come in order, each once.
     *
     * @throws IllegalStateException if none comes in time
     */
    public ContainerLaunch awaitLaunch(Duration timeout) throws InterruptedException {
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

    /** The task's container starts to run. */
    public void starts(String taskArn) {
        starts(first(taskArn));
    }

    /** A container starts to run. */
    public void starts(ContainerId container) {
        move(container, Phase.RUNNING).accept(events -> events.started(container));
    }

    /** The task's container exits; one that had not started has started and ended in one. */
    public void exits(String taskArn, int code) {
        exits(first(taskArn), code);
    }

    /** A container exits. */
    public void exits(ContainerId container, int code) {
        move(container, Phase.ENDED).accept(events -> events.exited(container, code, Optional.empty()));
    }

    /** The task's container is killed for its use of memory. */
    public void runsOutOfMemory(String taskArn) {
        outOfMemory(first(taskArn));
    }

    @Override
    public void outOfMemory(ContainerId container) {
        requireRunning(container);
        move(container, Phase.ENDED)
                .accept(events -> events.exited(container, 137, Optional.of(AgentMessages.OUT_OF_MEMORY)));
    }

    /** The health check of the task's container passes or fails once. */
    public void checks(String taskArn, boolean passes) {
        checks(first(taskArn), passes);
    }

    /** The health check of a container passes or fails once. */
    public void checks(ContainerId container, boolean passes) {
        requireRunning(container);
        scripted(container).events.healthChecked(container, passes);
    }

    /** The image of the task's container cannot be pulled. */
    public void failsToPull(String taskArn) {
        ContainerId container = first(taskArn);
        failsToStart(
                container, AgentMessages.cannotPull(scripted(container).launch.image()));
    }

    /** The task's container cannot start, with a reason as the agent words it. */
    public void failsToStart(String taskArn, String reason) {
        failsToStart(first(taskArn), reason);
    }

    /** A container cannot start, with a reason as the agent words it. */
    public void failsToStart(ContainerId container, String reason) {
        synchronized (lock) {
            if (scripted(container).phase == Phase.RUNNING) {
                throw new IllegalStateException(container + " runs already; it cannot fail to start");
            }
        }
        move(container, Phase.ENDED).accept(events -> events.failedToStart(container, reason));
    }

    @Override
    public void start(ContainerLaunch launch, ContainerEvents events, RuntimeTimer timer) {
        synchronized (lock) {
            containers.put(launch.id(), new Scripted(launch, events));
            unseen.add(launch);
            lock.notifyAll();
        }
        Script script = scripts.apply(launch);
        script.start().ifPresent(delay -> later(timer, delay, () -> begin(launch.id(), script, timer)));
    }

    @Override
    public void stop(ContainerId container) {
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

    @Override
    public void close() {
        synchronized (lock) {
            containers.values().forEach(scripted -> scripted.phase = Phase.ENDED);
        }
    }

    private void begin(ContainerId container, Script script, RuntimeTimer timer) {
        script.ending()
                .ifPresentOrElse(
                        ending -> ending.match(
                                exit -> {
                                    start(container);
                                    later(
                                            timer,
                                            exit.after(),
                                            () -> ifStill(
                                                    container,
                                                    Phase.RUNNING,
                                                    Phase.ENDED,
                                                    events -> events.exited(container, exit.code(), exit.reason())));
                                },
                                failed -> ifStill(
                                        container,
                                        Phase.LAUNCHED,
                                        Phase.ENDED,
                                        events -> events.failedToStart(container, failed.reason()))),
                        () -> start(container));
    }

    private void start(ContainerId container) {
        ifStill(container, Phase.LAUNCHED, Phase.RUNNING, events -> events.started(container));
    }

    private static void later(RuntimeTimer timer, Duration delay, Runnable action) {
        if (delay.isZero()) {
            action.run();
        } else {
            timer.after(delay, action);
        }
    }

    /** For the script: the test may have been faster. */
    private void ifStill(ContainerId container, Phase expected, Phase next, Consumer<ContainerEvents> report) {
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
    private Consumer<Consumer<ContainerEvents>> move(ContainerId container, Phase next) {
        Scripted scripted = scripted(container);
        synchronized (lock) {
            if (scripted.phase.compareTo(next) >= 0) {
                throw new IllegalStateException(container + " is " + scripted.phase + "; it cannot become " + next);
            }
            scripted.phase = next;
        }
        return report -> report.accept(scripted.events);
    }

    private void requireRunning(ContainerId container) {
        synchronized (lock) {
            Phase phase = scripted(container).phase;
            if (phase != Phase.RUNNING) {
                throw new IllegalStateException(container + " is " + phase + ", it does not run");
            }
        }
    }

    private ContainerId first(String taskArn) {
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
