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

    private final MemoryCluster cluster;
    private final MemoryOffers offers;
    private final MemoryLauncher launcher;
    private volatile boolean closed;

    /**
     * A backend without agents.
     *
     * @param clock the time of events
     * @param scheduler tells what is told, and runs tasks; single-threaded in effect
     */
    public MemoryBackend(InstantSource clock, ScheduledExecutorService scheduler) {
        this(new MemoryCluster(clock, scheduler), scheduler);
    }

    private MemoryBackend(MemoryCluster cluster, ScheduledExecutorService scheduler) {
        this.cluster = cluster;
        this.offers = new MemoryOffers(cluster, scheduler);
        this.launcher = new MemoryLauncher(cluster, scheduler);
    }

    /** Another backend on the same agents and tasks, as another driver, or this one after a restart, would open it. */
    public MemoryBackend another(ScheduledExecutorService scheduler) {
        return new MemoryBackend(cluster, scheduler);
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
        closed = true;
        offers.close();
        launcher.close();
    }

    /** Whether it has been closed. */
    public boolean isClosed() {
        return closed;
    }

    // What happens to the cluster; every backend on it is told.

    /** Adds an agent, or replaces what is known of it. What its tasks take is deducted from what it has free. */
    public void putAgent(Agent agent) {
        cluster.putAgent(agent);
    }

    /** Tells another state of an agent. */
    public void setState(AgentId agent, AgentState agentState) {
        cluster.changeAgent(agent, known -> known.toBuilder().state(agentState).build());
    }

    /** Takes an agent away for good; its tasks end with it, as {@link Ending#AGENT_GONE}. */
    public void removeAgent(AgentId agent, String reason) {
        cluster.removeAgent(agent, reason);
    }

    /** Tells that contact is lost, until {@link #restoreContact}. */
    public void loseContact(BackendFailure failure) {
        cluster.loseContact(failure);
    }

    /** Tells all agents anew, and that this is all. */
    public void restoreContact() {
        cluster.restoreContact();
    }

    /** From now on every task starts after one time, runs for another, and exits with this code. */
    public void runTasks(Duration start, Duration run, int exitCode) {
        cluster.accustom(habits -> habits.runTasks(start, run, exitCode));
    }

    /**
     * From now on launches come out as this says, unless the agent cannot take them; one that comes out as anything but launched starts no
     * task.
     */
    public void answerLaunches(Function<Launch, LaunchOutcome> answer) {
        cluster.script(answers -> answers.script(answer));
    }

    /** What {@link TaskLauncher#consistencyWindow} answers, on every backend of this cluster; zero before. */
    public void consistencyWindow(Duration window) {
        cluster.accustom(habits -> habits.consistencyWindow(window));
    }

    /** From now on a task that is started is told for this long only to those who watch its framework by then. */
    public void hideNewTasks(Duration hidden) {
        cluster.accustom(habits -> habits.hideNewTasks(hidden));
    }

    /** The next launch comes out as unknown: it is started, but the answer is lost. A second later its state is told. */
    public void loseNextAnswer() {
        cluster.script(answers -> answers.lose(MemoryAnswers.Lost.AFTER_THE_START));
    }

    /** The next launch comes out as unknown: it never arrives. A second later that is found out, and told as {@link Ending#NOT_LAUNCHED}. */
    public void loseNextLaunch() {
        cluster.script(answers -> answers.lose(MemoryAnswers.Lost.BEFORE_THE_START));
    }

    /** From now on nothing is answered and nothing told, for good: what is asked for stays open until the backend is closed. */
    public void fallSilent() {
        cluster.fallSilent();
    }

    /** From now on a request to stop a task is taken but changes nothing, until the task is told to end. */
    public void ignoreStops() {
        cluster.accustom(habits -> habits.ignoreStops());
    }

    /** A task that an earlier process launched, as it is now; to be told before its framework is watched here. */
    public void putEarlierTask(LaunchedTask task, TaskPhase phase) {
        if (launcher.isWatched(task.framework())) {
            throw new IllegalStateException(
                    "framework " + task.framework() + " is watched already: an earlier task comes before that");
        }
        cluster.putEarlierTask(task, phase);
    }

    /** The task is about to run. */
    public void starting(LaunchedTask task) {
        cluster.moveTask(task.launch(), new TaskPhase.Starting());
    }

    /** The task runs, at its agent's address. */
    public void running(LaunchedTask task) {
        running(task, List.of(), Optional.empty());
    }

    /** The task runs, at these addresses, and its health check says this. */
    public void running(LaunchedTask task, List<String> addresses, Optional<Boolean> healthy) {
        cluster.moveTask(task.launch(), new TaskPhase.Running(addresses, healthy));
    }

    /** The task exits by itself; if it is one of a group and fails, the others end with it. */
    public void exit(LaunchedTask task, int exitCode) {
        end(task, MemoryHabits.exited(exitCode));
    }

    /** The task ends like this. */
    public void end(LaunchedTask task, TaskPhase.Ended ended) {
        cluster.moveTask(task.launch(), ended);
    }

    static TaskPhase.Ended stopped(boolean ran, String reason) {
        return new TaskPhase.Ended(
                Ending.STOPPED, ran ? OptionalInt.of(KILLED) : OptionalInt.empty(), ran, "stopped as asked: " + reason);
    }

    /** The end of a task whose group ended with this one. */
    static TaskPhase.Ended endedWith(TaskPhase.Ended other, boolean ran) {
        return switch (other.ending()) {
            case EXITED, OUT_OF_MEMORY, NOT_STARTED, UNEXPLAINED, VANISHED ->
                new TaskPhase.Ended(Ending.WITH_GROUP, killed(ran), ran, "another task of its group has ended");
            case STOPPED -> new TaskPhase.Ended(Ending.STOPPED, killed(ran), ran, other.message());
            default -> new TaskPhase.Ended(other.ending(), OptionalInt.empty(), ran, other.message());
        };
    }

    private static OptionalInt killed(boolean ran) {
        return ran ? OptionalInt.of(KILLED) : OptionalInt.empty();
    }

    /** Every launch so far, refused ones and those of groups too, in order; one that is asked for again with its id counts once. */
    public List<Launch> launches() {
        return cluster.launches();
    }

    /** Every task that has been asked to stop, each once, in order. */
    public List<LaunchedTask> stops() {
        return cluster.stops();
    }

    /** The tasks that live. */
    public List<LaunchedTask> liveTasks() {
        return cluster.tasks(true);
    }

    /** Every task that was ever started, in order, those that have ended too. */
    public List<LaunchedTask> tasks() {
        return cluster.tasks(false);
    }
}
