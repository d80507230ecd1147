package dev.isthmus.mesos.task;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import dev.isthmus.mesos.status.StopCause;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A task from its launch until its end is acknowledged. Belongs to the machine's one thread. */
public final class MesosTask {

    /** How far a request to stop it has come. */
    public enum StopRequest {
        /** Nobody asked the backend. */
        NONE,
        /** The backend has been asked and has not answered yet. */
        ASKED,
        /** The backend has taken it upon itself; it may still give up later. */
        ACCEPTED,
        /** The backend has been asked and did not do it. */
        REFUSED
    }

    private final LaunchedTask task;
    private final TaskTraits traits;
    private TaskPhase phase = new TaskPhase.Staging();
    private ResourcesByReservation portions;
    private List<MesosTask> group = List.of();
    private boolean launchAnswered;
    private boolean killed;
    private boolean killingTold;
    private boolean startingTold;
    private boolean runningTold;
    private boolean ended;
    private StopRequest stop = StopRequest.NONE;
    private Optional<StopCause> cause = Optional.empty();
    private Optional<Boolean> healthy = Optional.empty();
    private Optional<Instant> unreachableSince = Optional.empty();
    private @Nullable TaskStatus forwarded;

    MesosTask(LaunchedTask task, TaskTraits traits) {
        this.task = task;
        this.traits = traits;
        this.portions = ResourcesByReservation.of(task.demand());
    }

    /** Who and where it is. */
    public LaunchedTask task() {
        return task;
    }

    /** Its id. */
    public TaskId id() {
        return task.task();
    }

    /** The token of its launch. */
    public LaunchId launch() {
        return task.launch();
    }

    /** Where it runs. */
    public AgentId agent() {
        return task.agent();
    }

    /** What of its description still matters. */
    public TaskTraits traits() {
        return traits;
    }

    /** What it holds, by reservation. */
    public ResourcesByReservation portions() {
        return portions;
    }

    /** It holds this, which is its demand and says what of it is reserved. */
    public void portions(ResourcesByReservation held) {
        portions = held;
    }

    /** The tasks of its group, itself among them, as far as they are known; empty if it has none. */
    public List<MesosTask> group() {
        return group;
    }

    /** It is one of this group. */
    public void group(List<MesosTask> members) {
        group = List.copyOf(members);
    }

    /** Where the backend last said it was. */
    public TaskPhase phase() {
        return phase;
    }

    /** The backend says it is here now. */
    public void reached(TaskPhase phase) {
        this.phase = phase;
    }

    /** Whether the backend has said what became of the launch, so that it can be asked to stop it. */
    public boolean isLaunchAnswered() {
        return launchAnswered;
    }

    /** The backend has it. */
    public void launchAnswered() {
        launchAnswered = true;
    }

    /** Whether its end has been asked for. */
    public boolean isKilled() {
        return killed;
    }

    /** Its end is asked for. */
    public void kill() {
        killed = true;
    }

    /** Whether {@code TASK_KILLING} has been told; nothing but the end follows that. */
    public boolean isKillingTold() {
        return killingTold;
    }

    /** {@code TASK_KILLING} is being told. */
    public void killingTold() {
        killingTold = true;
    }

    /** Why it is to be stopped, if it is. */
    public Optional<StopCause> cause() {
        return cause;
    }

    /** It is to be stopped because of this. */
    public void cause(StopCause why) {
        cause = Optional.of(why);
    }

    /** Whether {@code TASK_STARTING} need not be told any more. */
    public boolean isStartingTold() {
        return startingTold;
    }

    /** {@code TASK_STARTING} is being told, or left out. */
    public void startingTold() {
        startingTold = true;
    }

    /** Whether {@code TASK_RUNNING} has been told. */
    public boolean isRunningTold() {
        return runningTold;
    }

    /** {@code TASK_RUNNING} is being told. */
    public void runningTold() {
        startingTold = true;
        runningTold = true;
    }

    /** Whether it has ended; it is still known until that is acknowledged. */
    public boolean isEnded() {
        return ended;
    }

    /** It has ended. */
    public void end() {
        ended = true;
    }

    /** How far a request to stop it has come. */
    public StopRequest stop() {
        return stop;
    }

    /** A request to stop it has come so far. */
    public void stop(StopRequest stop) {
        this.stop = stop;
    }

    /** What its health check last said. */
    public Optional<Boolean> healthy() {
        return healthy;
    }

    /** Its health check says this. */
    public void healthy(Optional<Boolean> healthy) {
        this.healthy = healthy;
    }

    /** Since when its agent is unreachable, if it is. */
    public Optional<Instant> unreachableSince() {
        return unreachableSince;
    }

    /** Its agent is unreachable since then, or reachable again. */
    public void unreachableSince(Optional<Instant> since) {
        unreachableSince = since;
    }

    /** The update last handed on, if any was. */
    public Optional<TaskStatus> forwarded() {
        return Optional.ofNullable(forwarded);
    }

    /** This update is handed on. */
    public void forwarded(TaskStatus status) {
        forwarded = status;
    }

    /** The state that reconciliation tells: that of the update last handed on. */
    public TaskState state() {
        return forwarded == null ? TaskState.TASK_STAGING : forwarded.getState();
    }
}
