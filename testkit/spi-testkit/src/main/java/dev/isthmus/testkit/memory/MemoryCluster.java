package dev.isthmus.testkit.memory;

import dev.isthmus.api.failure.BackendFailure;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.inventory.Agent;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What outlives the backends that are opened on it: agents, tasks, answers. Guarded by its own lock; whoever watches is told through an {@link
 * Outlet}, so never within a call.
 */
final class MemoryCluster {

    /** How long it takes to find out what became of a launch whose answer was lost. */
    private static final Duration SETTLING = Duration.ofSeconds(1);

    private record Script(Duration start, Duration run, int exitCode) {}

    private final Object lock = new Object();
    private final InstantSource clock;
    private final ScheduledExecutorService scheduler;
    private final Map<LaunchId, MemoryTask> tasks = new LinkedHashMap<>();
    private final Map<LaunchId, List<LaunchId>> companions = new HashMap<>();
    private final MemoryAgents agents = new MemoryAgents(tasks.values());
    private final MemoryAnswers answers = new MemoryAnswers();
    private final List<LaunchedTask> stops = new ArrayList<>();
    private final List<InventoryEvent> unseen = new ArrayList<>();
    private final List<MemoryOffers> sources = new ArrayList<>();
    private final List<MemoryLauncher> launchers = new ArrayList<>();
    private @Nullable Script script;
    private @Nullable BackendFailure lost;
    private Duration window = Duration.ZERO;
    private Duration hidden = Duration.ZERO;
    private boolean ignoreStops;
    private boolean silent;

    MemoryCluster(InstantSource clock, ScheduledExecutorService scheduler) {
        this.clock = clock;
        this.scheduler = scheduler;
    }

    // What backends ask for.

    void watch(MemoryOffers source) {
        synchronized (lock) {
            sources.add(source);
            if (lost != null) {
                source.tell(new InventoryEvent.ContactLost(lost));
            } else if (!silent) {
                agents.all().forEach(source::tell);
            }
        }
    }

    void watch(MemoryLauncher launcher) {
        synchronized (lock) {
            launchers.add(launcher);
            if (!silent) {
                tasks.values().stream()
                        .filter(task -> task.isShownTo(launcher))
                        .forEach(task -> launcher.tell(event(task)));
                launcher.recovered();
            }
        }
    }

    void leave(MemoryOffers source) {
        synchronized (lock) {
            sources.remove(source);
        }
    }

    void leave(MemoryLauncher launcher) {
        synchronized (lock) {
            launchers.remove(launcher);
        }
    }

    void lookAgain(AgentId agent) {
        synchronized (lock) {
            tellAgent(agent);
        }
    }

    /** How a launch of one task, or of the tasks of a group, comes out; not at all while the cluster is silent. */
    Optional<LaunchOutcome> launch(List<Launch> members) {
        synchronized (lock) {
            Optional<LaunchOutcome> given = answers.given(members.get(0).task().launch());
            if (given.isPresent() || silent) {
                return given;
            }
            if (lost != null) {
                return Optional.of(new LaunchOutcome.Refused(LaunchOutcome.Refusal.UNAVAILABLE, lost.message()));
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
        List<LaunchId> ids =
                members.stream().map(launch -> launch.task().launch()).toList();
        for (Launch launch : members) {
            if (members.size() > 1) {
                companions.put(launch.task().launch(), ids);
            }
            begin(launch);
        }
    }

    private void begin(Launch launch) {
        LaunchedTask task = launch.task();
        MemoryTask begun = new MemoryTask(task, launch.taken().accounted(), new TaskPhase.Staging());
        tasks.put(task.launch(), begun);
        if (!hidden.isZero()) {
            begun.showOnlyTo(launchers);
            later(hidden, () -> show(begun));
        }
        tellAgent(task.agent());
        Script running = script;
        if (running != null) {
            later(running.start, () -> moveTask(task.launch(), new TaskPhase.Running(List.of(), Optional.empty())));
            later(running.start.plus(running.run), () -> moveTask(task.launch(), exited(running.exitCode)));
        }
    }

    private void show(MemoryTask task) {
        synchronized (lock) {
            List<MemoryLauncher> unaware = launchers.stream()
                    .filter(launcher -> !task.isShownTo(launcher))
                    .toList();
            task.showToAll();
            if (!silent) {
                unaware.forEach(launcher -> launcher.tell(event(task)));
            }
        }
    }

    private void settle(LaunchedTask task, boolean started) {
        synchronized (lock) {
            if (!started) {
                TaskPhase.Ended never = new TaskPhase.Ended(
                        Ending.NOT_LAUNCHED, OptionalInt.empty(), false, "the launch never arrived");
                tasks.put(task.launch(), new MemoryTask(task, Resources.none(Dialect.ECS), never));
            }
            tell(tasks.get(task.launch()));
        }
    }

    /** How a stop comes out; not at all while the cluster is silent. */
    Optional<StopOutcome> stop(LaunchId launch, String reason) {
        synchronized (lock) {
            if (silent) {
                return Optional.empty();
            }
            MemoryTask task = tasks.get(launch);
            if (task == null || !task.lives()) {
                return Optional.of(new StopOutcome.NotFound());
            }
            if (!stops.contains(task.task())) {
                stops.add(task.task());
            }
            if (!ignoreStops) {
                later(Duration.ZERO, () -> moveTask(launch, MemoryBackend.stopped(task.ran(), reason)));
            }
            return Optional.of(new StopOutcome.Accepted());
        }
    }

    Duration consistencyWindow() {
        synchronized (lock) {
            return window;
        }
    }

    /** What is known of every task that this launcher is shown; nothing while the cluster is silent. */
    Optional<List<TaskEvent>> list(MemoryLauncher launcher) {
        synchronized (lock) {
            return silent
                    ? Optional.empty()
                    : Optional.of(tasks.values().stream()
                            .filter(task -> task.isShownTo(launcher))
                            .map(this::event)
                            .toList());
        }
    }

    // What a test asks for.

    void putAgent(Agent agent) {
        synchronized (lock) {
            agents.put(agent);
            tellAgent(agent.id());
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
            InventoryEvent.AgentGone gone = new InventoryEvent.AgentGone(id, reason);
            if (lost == null) {
                tell(gone);
            } else {
                unseen.add(gone);
            }
            tasks.values().stream()
                    .filter(task -> task.livesOn(id))
                    .forEach(task -> moveTask(
                            task.task().launch(),
                            new TaskPhase.Ended(Ending.AGENT_GONE, OptionalInt.empty(), task.ran(), reason)));
        }
    }

    void loseContact(BackendFailure failure) {
        synchronized (lock) {
            lost = failure;
            tell(new InventoryEvent.ContactLost(failure));
        }
    }

    void restoreContact() {
        synchronized (lock) {
            if (lost != null) {
                lost = null;
                unseen.forEach(this::tell);
                unseen.clear();
                agents.all().forEach(this::tell);
            }
        }
    }

    void fallSilent() {
        synchronized (lock) {
            silent = true;
        }
    }

    void runTasks(Duration start, Duration run, int exitCode) {
        synchronized (lock) {
            script = new Script(start, run, exitCode);
        }
    }

    void script(Consumer<MemoryAnswers> change) {
        synchronized (lock) {
            change.accept(answers);
        }
    }

    void consistencyWindow(Duration duration) {
        synchronized (lock) {
            window = duration;
        }
    }

    void hideNewTasks(Duration duration) {
        synchronized (lock) {
            hidden = duration;
        }
    }

    void ignoreStops() {
        synchronized (lock) {
            ignoreStops = true;
        }
    }

    void putEarlierTask(LaunchedTask earlier, TaskPhase phase) {
        synchronized (lock) {
            tasks.put(earlier.launch(), new MemoryTask(earlier, Resources.none(Dialect.ECS), phase));
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
            tell(task);
            if (phase instanceof TaskPhase.Ended ended) {
                tellAgent(task.task().agent());
                endCompanions(id, ended);
            }
        }
    }

    /** A group ends with one of its tasks, unless that has done what it was to do. */
    private void endCompanions(LaunchId id, TaskPhase.Ended ended) {
        boolean done = ended.ending() == Ending.EXITED && ended.exitCode().equals(OptionalInt.of(0));
        List<LaunchId> group = companions.getOrDefault(id, List.of());
        for (LaunchId other : group) {
            MemoryTask task = tasks.get(other);
            if (!done && task != null) {
                moveTask(other, MemoryBackend.endedWith(ended, task.ran()));
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
            return tasks.values().stream()
                    .filter(task -> liveOnly ? task.lives() : task.wasLaunched())
                    .map(MemoryTask::task)
                    .toList();
        }
    }

    static TaskPhase.Ended exited(int exitCode) {
        return new TaskPhase.Ended(Ending.EXITED, OptionalInt.of(exitCode), true, "");
    }

    // Telling.

    private void tellAgent(AgentId id) {
        if (lost == null) {
            agents.seen(id).ifPresent(agent -> tell(new InventoryEvent.AgentSeen(agent)));
        }
    }

    private void tell(InventoryEvent event) {
        if (!silent) {
            sources.forEach(source -> source.tell(event));
        }
    }

    private void tell(@Nullable MemoryTask task) {
        if (task != null && !silent) {
            TaskEvent event = event(task);
            launchers.stream().filter(task::isShownTo).forEach(launcher -> launcher.tell(event));
        }
    }

    private TaskEvent event(MemoryTask task) {
        return new TaskEvent(task.task(), task.phase(), clock.instant());
    }

    private void later(Duration delay, Runnable action) {
        // Nobody waits for it; what it throws would be a defect here, and shows as a task that does not move.
        var unused = scheduler.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
    }
}
