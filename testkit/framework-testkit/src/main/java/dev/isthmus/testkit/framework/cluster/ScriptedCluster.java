package dev.isthmus.testkit.framework.cluster;

import dev.isthmus.api.failure.BackendFailure;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.inventory.OfferSource;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskLauncher;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.testkit.framework.history.CallbackHistory;
import dev.isthmus.testkit.framework.history.ScriptClock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The agents and tasks of a script. It outlives the drivers that are connected to it, one at a time. What it tells waits until
 * {@link #tellNext}; nothing in it happens by itself. It is not the backend in memory of the SPI testkit, because that reports on an
 * executor, and would bring jqwik and AssertJ into the tests of every scheduler.
 */
public final class ScriptedCluster {

    private final ScriptClock clock;
    private final CallbackHistory history;
    private final Map<String, AgentModel> agents = new LinkedHashMap<>();
    private final Map<LaunchId, TaskModel> tasks = new LinkedHashMap<>();
    private final Deque<Runnable> toTell = new ArrayDeque<>();
    private OfferSource.@Nullable Listener inventory;
    private final Map<FrameworkId, TaskLauncher.Listener> lives = new LinkedHashMap<>();
    private Optional<BackendFailure> refusal = Optional.empty();
    private Consumer<LaunchId> onLaunch = launch -> {};

    public ScriptedCluster(ScriptClock clock, CallbackHistory history) {
        this.clock = clock;
        this.history = history;
    }

    // For the driver that is connected.

    void watchTasks(FrameworkId framework, TaskLauncher.Listener listener) {
        lives.put(framework, listener);
        tasks.values().stream()
                .filter(task -> task.task().framework().equals(framework))
                .forEach(this::tell);
        tell(framework, TaskLauncher.Listener::recovered);
    }

    void forgetTasks(FrameworkId framework) {
        lives.remove(framework);
    }

    void watchAgents(OfferSource.Listener listener) {
        inventory = listener;
        refusal.ifPresentOrElse(this::loseContact, this::tellAll);
    }

    public void disconnect() {
        inventory = null;
        lives.clear();
        toTell.clear();
        refusal = Optional.empty();
    }

    CompletionStage<LaunchOutcome> launch(Launch launch) {
        TaskModel task = new TaskModel(launch, history.step());
        tasks.put(launch.task().launch(), task);
        onLaunch.accept(launch.task().launch());
        return task.answer();
    }

    StopOutcome stop(FrameworkId framework, LaunchId launch, String reason) {
        TaskModel task = tasks.get(launch);
        if (task == null || !task.task().framework().equals(framework) || !task.isLive()) {
            return new StopOutcome.NotFound();
        }
        task.stopAsked(reason);
        return new StopOutcome.Accepted();
    }

    /** Ends what is being stopped, when a framework is torn down and nobody is told. False if there was nothing to do. */
    public boolean finishStopped() {
        boolean unanswered = tasks.values().stream().anyMatch(task -> !task.isAnswered());
        answerLaunches();
        List<TaskModel> stopped = tasks.values().stream()
                .filter(task -> task.isLive() && task.stopReason().isPresent())
                .toList();
        stopped.forEach(task -> move(task, TaskEndings.killed(task), "TASK_KILLED"));
        return unanswered || !stopped.isEmpty();
    }

    public void tellAgent(AgentId id) {
        agent(id.value()).ifPresent(agent -> tell(new InventoryEvent.AgentSeen(agent.seen(liveOn(id)))));
    }

    /** Tells the next thing, if any is left. */
    public boolean tellNext() {
        Runnable next = toTell.poll();
        if (next != null) {
            next.run();
        }
        return next != null;
    }

    // For the script.

    public Optional<AgentModel> agent(String id) {
        return Optional.ofNullable(agents.get(id));
    }

    public Collection<String> agentIds() {
        return agents.keySet();
    }

    public void put(AgentModel agent) {
        agents.put(agent.id().value(), agent);
        tellAgent(agent.id());
    }

    public void remove(AgentModel agent, String reason) {
        agents.remove(agent.id().value());
        liveOn(agent.id())
                .forEach(task -> task.move(TaskEndings.agentGone(task, reason), "gone with its agent", history.step()));
        tell(new InventoryEvent.AgentGone(agent.id(), reason));
    }

    /** The task of this id that was launched last. */
    public Optional<TaskModel> task(String id) {
        return tasks.values().stream().filter(task -> task.id().equals(id)).reduce((first, second) -> second);
    }

    public List<TaskModel> tasks() {
        return List.copyOf(tasks.values());
    }

    public List<TaskModel> liveOn(AgentId agent) {
        return tasks.values().stream()
                .filter(task -> task.isLive() && task.task().agent().equals(agent))
                .toList();
    }

    /** Launches that have no answer yet succeed. */
    public void answerLaunches() {
        // In a list of their own: an answer may come back to us.
        List<TaskModel> open =
                tasks.values().stream().filter(task -> !task.isAnswered()).toList();
        open.forEach(task -> {
            task.answer().complete(new LaunchOutcome.Launched("script/" + task.id()));
            tellAgent(task.task().agent());
        });
    }

    public void move(TaskModel task, TaskPhase phase, String state) {
        task.move(phase, state, history.step());
        if (!task.isLive()) {
            // First: what a task held is free as soon as the master learns of its end (Mesos: Master::updateTask).
            tellAgent(task.task().agent());
        }
        tell(task);
    }

    /** Says of each launch that arrives here that it did. */
    public void onLaunch(Consumer<LaunchId> listener) {
        onLaunch = listener;
    }

    /** Lets no framework in. */
    public void refuseAll(BackendFailure failure) {
        refusal = Optional.of(failure);
    }

    public void loseContact(BackendFailure failure) {
        tell(new InventoryEvent.ContactLost(failure));
    }

    public void restoreContact() {
        tasks.values().stream().filter(TaskModel::isLive).forEach(this::tell);
        tellAll();
    }

    private void tellAll() {
        new ArrayList<>(agents.values()).forEach(agent -> tellAgent(agent.id()));
        tell(new InventoryEvent.Complete());
    }

    private void tell(InventoryEvent event) {
        OfferSource.Listener listener = inventory;
        if (listener != null) {
            toTell.add(() -> listener.inventoryChanged(event));
        }
    }

    private void tell(TaskModel task) {
        TaskEvent event = new TaskEvent(task.task(), task.phase(), clock.instant());
        tell(task.task().framework(), listener -> listener.taskChanged(event));
    }

    private void tell(FrameworkId framework, Consumer<TaskLauncher.Listener> event) {
        TaskLauncher.Listener listener = lives.get(framework);
        if (listener != null) {
            toTell.add(() -> {
                // It may have been forgotten since, and even be watched by another.
                if (listener.equals(lives.get(framework))) {
                    event.accept(listener);
                }
            });
        }
    }
}
