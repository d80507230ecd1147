package dev.isthmus.testkit.memory;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.backend.ClusterDescription;
import dev.isthmus.api.failure.BackendFailure;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.inventory.OfferSource;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.TaskLauncher;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.resource.Dialect;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;

/**
 * A backend that lives in memory, in dialect {@code ecs}, so that the default translators fit it.
 *
 * <p>Agents and the lives of tasks are scripted by hand; with {@link #runTasks} every task starts, runs and ends by itself.
 * What a launch takes is deducted from its agent and given back when the task ends, and the agent is told of anew each time,
 * as a cluster would do it.
 *
 * <p><b>Time and threads.</b> Everything that is told is told on the scheduler it was given, in order; with a manual clock's
 * scheduler, when that clock advances. Its methods may be called from any thread.
 */
public final class MemoryBackend implements Backend {

    /** How a task that is stopped by request ends: as a shell ends that got SIGKILL. */
    private static final int KILLED = 137;

    private final MemoryState state;
    private final MemoryOffers offers;
    private final MemoryLauncher launcher;

    /**
     * A backend without agents.
     *
     * @param clock the time of events
     * @param scheduler tells what is told, and runs tasks; single-threaded in effect
     */
    public MemoryBackend(InstantSource clock, ScheduledExecutorService scheduler) {
        this.state = new MemoryState(clock, scheduler);
        this.offers = new MemoryOffers(state);
        this.launcher = new MemoryLauncher(state);
    }

    @Override
    public Dialect dialect() {
        return Dialect.ECS;
    }

    @Override
    public ClusterDescription cluster() {
        return new ClusterDescription("memory", Optional.of("us-east-1"), "localhost", 5050);
    }

    @Override
    public OfferSource offers() {
        return offers;
    }

    @Override
    public TaskLauncher launcher() {
        return launcher;
    }

    @Override
    public void close() {
        state.close();
    }

    /** Whether it has been closed. */
    public boolean isClosed() {
        return state.isClosed();
    }

    /** Adds an agent, or replaces what is known of it. What its tasks take is deducted from what it has free. */
    public void putAgent(Agent agent) {
        state.putAgent(agent);
    }

    /** Tells another state of an agent. */
    public void setState(AgentId agent, AgentState agentState) {
        state.changeAgent(agent, known -> known.toBuilder().state(agentState).build());
    }

    /** Takes an agent away for good; its tasks end with it, as {@link Ending#AGENT_GONE}. */
    public void removeAgent(AgentId agent, String reason) {
        state.removeAgent(agent, reason);
    }

    /** Tells that contact is lost, until {@link #restoreContact}. */
    public void loseContact(BackendFailure failure) {
        state.loseContact(failure);
    }

    /** Tells all agents anew, and that this is all. */
    public void restoreContact() {
        state.restoreContact();
    }

    /** From now on every task starts after one time, runs for another, and exits with this code. */
    public void runTasks(Duration start, Duration run, int exitCode) {
        state.runTasks(start, run, exitCode);
    }

    /** From now on launches come out as this says; one that comes out as anything but launched starts no task. */
    public void answerLaunches(Function<Launch, LaunchOutcome> answer) {
        state.answerLaunches(answer);
    }

    /** From now on a request to stop a task is taken but changes nothing, until the task is told to end. */
    public void ignoreStops() {
        state.ignoreStops();
    }

    /** A task that an earlier process launched, as it is now; to be told before the start. */
    public void putEarlierTask(LaunchedTask task, TaskPhase phase) {
        state.putEarlierTask(task, phase);
    }

    /** The task is about to run. */
    public void starting(LaunchedTask task) {
        state.moveTask(task.launch(), new TaskPhase.Starting());
    }

    /** The task runs, at its agent's address. */
    public void running(LaunchedTask task) {
        running(task, List.of(), Optional.empty());
    }

    /** The task runs, at these addresses, and its health check says this. */
    public void running(LaunchedTask task, List<String> addresses, Optional<Boolean> healthy) {
        state.moveTask(task.launch(), new TaskPhase.Running(addresses, healthy));
    }

    /** The task exits by itself. */
    public void exit(LaunchedTask task, int exitCode) {
        end(task, new TaskPhase.Ended(Ending.EXITED, OptionalInt.of(exitCode), true, ""));
    }

    /** The task ends like this. */
    public void end(LaunchedTask task, TaskPhase.Ended ended) {
        state.moveTask(task.launch(), ended);
    }

    static TaskPhase.Ended stopped(boolean ran) {
        return new TaskPhase.Ended(
                Ending.STOPPED, ran ? OptionalInt.of(KILLED) : OptionalInt.empty(), ran, "stopped as asked");
    }

    /** Every launch so far, refused ones too, in order. */
    public List<Launch> launches() {
        return state.launches();
    }

    /** Every task that has been asked to stop, in order. */
    public List<LaunchedTask> stops() {
        return state.stops();
    }

    /** The tasks that live. */
    public List<LaunchedTask> liveTasks() {
        return state.liveTasks();
    }
}
