package dev.isthmus.testkit.memory;

import dev.isthmus.api.failure.BackendFailure;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.Holding;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.inventory.OfferSource;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskLauncher;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.resource.Resources;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** All that a {@link MemoryBackend} knows. Guarded by its own lock; listeners are called on the scheduler, without it. */
final class MemoryState {

    private static final class Task {
        private final LaunchedTask task;
        private final Resources accounted;
        private TaskPhase phase = new TaskPhase.Staging();
        private boolean ran;

        private Task(LaunchedTask task, Resources accounted) {
            this.task = task;
            this.accounted = accounted;
        }

        private boolean isLive() {
            return !(phase instanceof TaskPhase.Ended);
        }
    }

    private record Script(Duration start, Duration run, int exitCode) {}

    private final Object lock = new Object();
    private final InstantSource clock;
    private final ScheduledExecutorService scheduler;
    private final Map<AgentId, Agent> agents = new LinkedHashMap<>();
    private final Map<LaunchId, Task> tasks = new LinkedHashMap<>();
    private final Map<LaunchId, LaunchOutcome> answers = new LinkedHashMap<>();
    private final List<Launch> launches = new ArrayList<>();
    private final List<LaunchedTask> stops = new ArrayList<>();
    private Function<Launch, LaunchOutcome> answer =
            launch -> new LaunchOutcome.Launched("memory/" + launch.task().launch());
    private @Nullable Script script;
    private boolean ignoreStops;
    private boolean contact = true;
    private OfferSource.@Nullable Listener inventoryListener;
    private TaskLauncher.@Nullable Listener taskListener;
    private boolean closed;

    MemoryState(InstantSource clock, ScheduledExecutorService scheduler) {
        this.clock = clock;
        this.scheduler = scheduler;
    }

    // What the SPIs ask for.

    void startInventory(OfferSource.Listener listener) {
        synchronized (lock) {
            requireOpen(inventoryListener == null);
            inventoryListener = listener;
            if (contact) {
                tellInventory();
            }
        }
    }

    void startTasks(FrameworkId framework, TaskLauncher.Listener listener) {
        synchronized (lock) {
            requireOpen(taskListener == null);
            taskListener = listener;
            tasks.values().stream()
                    .filter(task -> task.task.framework().equals(framework))
                    .forEach(this::tell);
            soon(() -> {
                if (!isClosed()) {
                    listener.recovered();
                }
            });
        }
    }

    void lookAgain(AgentId agent) {
        synchronized (lock) {
            Agent known = agents.get(agent);
            if (known != null) {
                tell(new InventoryEvent.AgentSeen(seen(known)));
            }
        }
    }

    LaunchOutcome launch(Launch launch) {
        synchronized (lock) {
            requireOpen(true);
            LaunchId id = launch.task().launch();
            LaunchOutcome before = answers.get(id);
            if (before != null) {
                return before;
            }
            launches.add(launch);
            LaunchOutcome outcome = agents.containsKey(launch.task().agent())
                    ? answer.apply(launch)
                    : new LaunchOutcome.Refused(
                            LaunchOutcome.Refusal.AGENT_GONE,
                            "agent " + launch.task().agent() + " is not there");
            answers.put(id, outcome);
            if (outcome instanceof LaunchOutcome.Launched) {
                tasks.put(id, new Task(launch.task(), launch.taken().accounted()));
                tellAgent(launch.task().agent());
                runScript(id);
            }
            return outcome;
        }
    }

    private void runScript(LaunchId id) {
        Script running = script;
        if (running != null) {
            later(running.start, () -> moveTask(id, new TaskPhase.Running(List.of(), java.util.Optional.empty())));
            later(
                    running.start.plus(running.run),
                    () -> moveTask(id, new TaskPhase.Ended(Ending.EXITED, OptionalInt.of(running.exitCode), true, "")));
        }
    }

    StopOutcome stop(LaunchId launch) {
        synchronized (lock) {
            requireOpen(true);
            Task task = tasks.get(launch);
            if (task == null || !task.isLive()) {
                return new StopOutcome.NotFound();
            }
            stops.add(task.task);
            if (!ignoreStops) {
                soon(() -> moveTask(launch, MemoryBackend.stopped(task.ran)));
            }
            return new StopOutcome.Accepted();
        }
    }

    List<TaskEvent> list() {
        synchronized (lock) {
            return tasks.values().stream().map(this::event).toList();
        }
    }

    void close() {
        synchronized (lock) {
            closed = true;
        }
    }

    boolean isClosed() {
        synchronized (lock) {
            return closed;
        }
    }

    // What a test asks for.

    void putAgent(Agent agent) {
        synchronized (lock) {
            agents.put(agent.id(), agent);
            tellAgent(agent.id());
        }
    }

    void changeAgent(AgentId id, UnaryOperator<Agent> change) {
        synchronized (lock) {
            putAgent(change.apply(known(id)));
        }
    }

    void removeAgent(AgentId id, String reason) {
        synchronized (lock) {
            known(id);
            agents.remove(id);
            tell(new InventoryEvent.AgentGone(id, reason));
            tasks.values().stream()
                    .filter(task -> task.isLive() && task.task.agent().equals(id))
                    .forEach(task -> moveTask(
                            task.task.launch(),
                            new TaskPhase.Ended(Ending.AGENT_GONE, OptionalInt.empty(), task.ran, reason)));
        }
    }

    private Agent known(AgentId id) {
        Agent agent = agents.get(id);
        if (agent == null) {
            throw new IllegalArgumentException("there is no agent " + id + ", only " + agents.keySet());
        }
        return agent;
    }

    void loseContact(BackendFailure failure) {
        synchronized (lock) {
            contact = false;
            OfferSource.Listener listener = inventoryListener;
            if (listener == null) {
                // Told at the start, instead of the inventory.
                soon(() -> tell(new InventoryEvent.ContactLost(failure)));
            } else {
                tell(new InventoryEvent.ContactLost(failure), listener);
            }
        }
    }

    void restoreContact() {
        synchronized (lock) {
            contact = true;
            tellInventory();
        }
    }

    void runTasks(Duration start, Duration run, int exitCode) {
        synchronized (lock) {
            script = new Script(start, run, exitCode);
        }
    }

    void answerLaunches(Function<Launch, LaunchOutcome> function) {
        synchronized (lock) {
            answer = function;
        }
    }

    void ignoreStops() {
        synchronized (lock) {
            ignoreStops = true;
        }
    }

    void putEarlierTask(LaunchedTask earlier, TaskPhase phase) {
        synchronized (lock) {
            requireOpen(taskListener == null);
            Task task = new Task(earlier, Resources.none(dev.isthmus.api.resource.Dialect.ECS));
            task.phase = phase;
            task.ran = phase instanceof TaskPhase.Running;
            tasks.put(earlier.launch(), task);
        }
    }

    void moveTask(LaunchId id, TaskPhase phase) {
        synchronized (lock) {
            Task task = tasks.get(id);
            if (task == null) {
                throw new IllegalArgumentException("there is no task of launch " + id);
            }
            if (closed || !task.isLive()) {
                return;
            }
            task.phase = phase;
            task.ran |= phase instanceof TaskPhase.Running;
            tell(task);
            if (!task.isLive()) {
                tellAgent(task.task.agent());
            }
        }
    }

    List<Launch> launches() {
        synchronized (lock) {
            return List.copyOf(launches);
        }
    }

    List<LaunchedTask> stops() {
        synchronized (lock) {
            return List.copyOf(stops);
        }
    }

    List<LaunchedTask> liveTasks() {
        synchronized (lock) {
            return tasks.values().stream()
                    .filter(Task::isLive)
                    .map(task -> task.task)
                    .toList();
        }
    }

    // Telling. Always on the scheduler, so that no listener is called within a call.

    private void tellInventory() {
        agents.values().forEach(agent -> tell(new InventoryEvent.AgentSeen(seen(agent))));
        tell(new InventoryEvent.Complete());
    }

    private void tellAgent(AgentId id) {
        Agent agent = agents.get(id);
        if (agent != null && contact) {
            tell(new InventoryEvent.AgentSeen(seen(agent)));
        }
    }

    /** The agent with what its tasks take. */
    private Agent seen(Agent agent) {
        Resources free = agent.free();
        List<Holding> holdings = new ArrayList<>(agent.holdings());
        for (Task task : tasks.values()) {
            if (task.isLive() && task.task.agent().equals(agent.id())) {
                free = free.minus(task.accounted);
                holdings.add(new Holding(task.task.launch(), task.task.demand()));
            }
        }
        return agent.toBuilder().free(free).holdings(holdings).build();
    }

    private void tell(InventoryEvent event) {
        OfferSource.Listener listener = inventoryListener;
        if (listener != null) {
            tell(event, listener);
        }
    }

    private void tell(InventoryEvent event, OfferSource.Listener listener) {
        soon(() -> {
            if (!isClosed()) {
                listener.inventoryChanged(event);
            }
        });
    }

    private void tell(Task task) {
        TaskLauncher.Listener listener = taskListener;
        TaskEvent event = event(task);
        if (listener != null) {
            soon(() -> {
                if (!isClosed()) {
                    listener.taskChanged(event);
                }
            });
        }
    }

    private TaskEvent event(Task task) {
        return new TaskEvent(task.task, task.phase, clock.instant());
    }

    private void soon(Runnable action) {
        if (!closed) {
            scheduler.execute(action);
        }
    }

    private void later(Duration delay, Runnable action) {
        // Nobody waits for it; what it throws would be a defect here, and shows as a task that does not move.
        var unused = scheduler.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void requireOpen(boolean asWell) {
        if (closed || !asWell) {
            throw new IllegalStateException(closed ? "the backend is closed" : "it was started before");
        }
    }
}
