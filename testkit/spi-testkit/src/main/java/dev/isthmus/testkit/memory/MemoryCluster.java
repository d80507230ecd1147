package dev.isthmus.testkit.memory;

import dev.isthmus.api.failure.BackendFailure;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What outlives the backends that are opened on it: agents, tasks, answers. Guarded by its own lock; whoever watches is told through an {@link
 * Outlet}, so never within a call.
 */
final class MemoryCluster {

    /** How long it takes to find out what became of a launch whose answer was lost. */
    private static final Duration SETTLING = Duration.ofSeconds(1);

    private final Object lock = new Object();
    private final ScheduledExecutorService scheduler;
    private final MemoryTasks tasks = new MemoryTasks();
    private final MemoryAgents agents = new MemoryAgents(tasks);
    private final MemoryAnswers answers = new MemoryAnswers();
    private final Set<LaunchedTask> stops = new LinkedHashSet<>();
    private final MemoryHabits habits = new MemoryHabits();
    private final MemoryListeners listeners;

    MemoryCluster(InstantSource clock, ScheduledExecutorService scheduler) {
        this.listeners = new MemoryListeners(clock);
        this.scheduler = scheduler;
    }

    // What backends ask for.

    void watch(MemoryOffers source) {
        synchronized (lock) {
            listeners.add(source, agents);
        }
    }

    void watch(MemoryLauncher.Watch watch) {
        synchronized (lock) {
            listeners.add(watch, tasks.all());
        }
    }

    void leave(MemoryOffers source) {
        synchronized (lock) {
            listeners.remove(source);
        }
    }

    void leave(MemoryLauncher.Watch watch) {
        synchronized (lock) {
            listeners.remove(watch);
        }
    }

    void lookAgain(AgentId agent) {
        synchronized (lock) {
            listeners.tellSeen(agents, agent);
        }
    }

    /** Somebody wants an agent to be in this state. */
    void askFor(AgentId agent, AgentState state) {
        synchronized (lock) {
            agents.asked(agent, state).ifPresent(this::putAgent);
        }
    }

    /** How a launch of one task, or of the tasks of a group, comes out; not at all while the cluster is silent. */
    Optional<LaunchOutcome> launch(List<Launch> members) {
        synchronized (lock) {
            Optional<LaunchOutcome> given = answers.given(members.get(0).task().launch());
            if (given.isPresent() || listeners.isSilent()) {
                return given;
            }
            Optional<BackendFailure> lost = listeners.lost();
            if (lost.isPresent()) {
                return Optional.of(new LaunchOutcome.Refused(
                        LaunchOutcome.Refusal.UNAVAILABLE, lost.get().message()));
            }
            LaunchOutcome outcome = answers.decide(
                    members, agents.seenOrNull(members.get(0).task().agent()));
            if (!(outcome instanceof LaunchOutcome.Launched)) {
                return Optional.of(answers.give(members, outcome));
            }
            Optional<MemoryAnswers.Lost> fate = answers.lost();
            if (fate.isEmpty()) {
                begin(members);
                return Optional.of(answers.give(members, outcome));
            }
            boolean started = fate.get() == MemoryAnswers.Lost.AFTER_THE_START;
            if (started) {
                begin(members);
            }
            later(SETTLING, () -> members.forEach(launch -> settle(launch.task(), started)));
            return Optional.of(answers.give(members, new LaunchOutcome.Unknown("the answer was lost")));
        }
    }

    private void begin(List<Launch> members) {
        tasks.group(members);
        members.forEach(this::begin);
    }

    private void begin(Launch launch) {
        LaunchedTask task = launch.task();
        MemoryTask begun = new MemoryTask(task, launch.taken().accounted(), new TaskPhase.Staging());
        tasks.put(begun);
        if (!habits.hidden().isZero()) {
            listeners.hide(begun);
            later(habits.hidden(), () -> show(begun));
        }
        listeners.tellSeen(agents, task.agent());
        habits.eachStep((after, phase) -> later(after, () -> moveTask(task.launch(), phase)));
    }

    private void show(MemoryTask task) {
        synchronized (lock) {
            listeners.show(task);
        }
    }

    private void settle(LaunchedTask task, boolean started) {
        synchronized (lock) {
            if (!started) {
                tasks.put(MemoryTask.neverLaunched(task));
            }
            listeners.tell(tasks.get(task.launch()));
        }
    }

    /** How a stop comes out; not at all while the cluster is silent. */
    Optional<StopOutcome> stop(FrameworkId framework, LaunchId launch, String reason) {
        synchronized (lock) {
            if (listeners.isSilent()) {
                return Optional.empty();
            }
            MemoryTask task = tasks.get(launch);
            if (task == null || !task.livesFor(framework)) {
                return Optional.of(new StopOutcome.NotFound());
            }
            stops.add(task.task());
            if (!habits.ignoresStops()) {
                later(Duration.ZERO, () -> moveTask(launch, MemoryBackend.stopped(task.ran(), reason)));
            }
            return Optional.of(new StopOutcome.Accepted());
        }
    }

    Duration consistencyWindow() {
        synchronized (lock) {
            return habits.consistencyWindow();
        }
    }

    /** What is known of every task of its framework that this watch is shown; nothing while the cluster is silent. */
    Optional<List<TaskEvent>> list(MemoryLauncher.Watch watch) {
        synchronized (lock) {
            return listeners.isSilent() ? Optional.empty() : Optional.of(listeners.seenBy(watch, tasks.all()));
        }
    }

    // What a test asks for.

    void putAgent(Agent agent) {
        synchronized (lock) {
            agents.put(agent);
            listeners.tellSeen(agents, agent.id());
        }
    }

    void changeAgent(AgentId id, UnaryOperator<Agent> change) {
        synchronized (lock) {
            putAgent(change.apply(agents.known(id)));
        }
    }

    void removeAgent(AgentId id, String reason) {
        synchronized (lock) {
            agents.known(id);
            agents.remove(id);
            listeners.tellGone(new InventoryEvent.AgentGone(id, reason));
            tasks.liveOn(id)
                    .forEach(task -> moveTask(
                            task.task().launch(),
                            new TaskPhase.Ended(Ending.AGENT_GONE, OptionalInt.empty(), task.ran(), reason)));
        }
    }

    void loseContact(BackendFailure failure) {
        synchronized (lock) {
            listeners.loseContact(failure);
        }
    }

    void restoreContact() {
        synchronized (lock) {
            listeners.restoreContact(agents);
        }
    }

    void fallSilent() {
        synchronized (lock) {
            listeners.fallSilent();
        }
    }

    void script(Consumer<MemoryAnswers> change) {
        synchronized (lock) {
            change.accept(answers);
        }
    }

    void accustom(Consumer<MemoryHabits> change) {
        synchronized (lock) {
            change.accept(habits);
        }
    }

    void putEarlierTask(LaunchedTask earlier, TaskPhase phase) {
        synchronized (lock) {
            tasks.put(new MemoryTask(earlier, Resources.none(Dialect.ECS), phase));
        }
    }

    void moveTask(LaunchId id, TaskPhase phase) {
        synchronized (lock) {
            MemoryTask task = tasks.get(id);
            if (task == null) {
                throw new IllegalArgumentException("there is no task of launch " + id);
            }
            if (!task.lives()) {
                return;
            }
            task.move(phase);
            listeners.tell(task);
            if (phase instanceof TaskPhase.Ended ended) {
                tasks.ended(task);
                listeners.tellSeen(agents, task.task().agent());
                for (LaunchId other : tasks.endedBy(id, ended)) {
                    MemoryTask member = tasks.get(other);
                    if (member != null) {
                        moveTask(other, MemoryBackend.endedWith(ended, member.ran()));
                    }
                }
            }
        }
    }

    List<Launch> launches() {
        synchronized (lock) {
            return answers.launches();
        }
    }

    List<LaunchedTask> stops() {
        synchronized (lock) {
            return List.copyOf(stops);
        }
    }

    List<LaunchedTask> tasks(boolean liveOnly) {
        synchronized (lock) {
            return tasks.all().stream()
                    .filter(task -> liveOnly ? task.lives() : task.wasLaunched())
                    .map(MemoryTask::task)
                    .toList();
        }
    }

    private void later(Duration delay, Runnable action) {
        // Nobody waits for it; what it throws would be a defect here, and shows as a task that does not move.
        var unused = scheduler.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
    }
}
