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

    /** The state of the request to stop it. */
    public enum StopRequest {
        /** Not sent. */
        NONE,
        /** Sent, not answered yet. */
        ASKED,
        /** Accepted by the backend, which may still give up later. */
        ACCEPTED,
        /** Refused by the backend. */
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

    /** The task as it was launched. */
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

    /** The parts of its description that matter after its launch. */
    public TaskTraits traits() {
        return traits;
    }

    /** The resources it holds, by reservation. */
    public ResourcesByReservation portions() {
        return portions;
    }

    /** Sets the resources it holds, by reservation; their sum is its demand. */
    public void portions(ResourcesByReservation held) {
        portions = held;
    }

    /** The known tasks of its group, itself among them; empty if it has none. */
    public List<MesosTask> group() {
        return group;
    }

    /** Sets the tasks of its group. */
    public void group(List<MesosTask> members) {
        group = List.copyOf(members);
    }

    /** The phase that the backend last reported. */
    public TaskPhase phase() {
        return phase;
    }

    /** Sets the phase that the backend reports. */
    public void reached(TaskPhase phase) {
        this.phase = phase;
    }

    /** Whether the backend has answered the launch, so that it can be asked to stop the task. */
    public boolean isLaunchAnswered() {
        return launchAnswered;
    }

    /** Notes that the backend has answered the launch. */
    public void launchAnswered() {
        launchAnswered = true;
    }

    /** Whether it is killed, or is to be. */
    public boolean isKilled() {
        return killed;
    }

    /** Notes that it is to be killed. */
    public void kill() {
        killed = true;
    }

    /** Whether {@code TASK_KILLING} has been reported; only its terminal state follows. */
    public boolean isKillingTold() {
        return killingTold;
    }

    /** Notes that {@code TASK_KILLING} is reported. */
    public void killingTold() {
        killingTold = true;
    }

    /** Why it is to be stopped; empty if it is not. */
    public Optional<StopCause> cause() {
        return cause;
    }

    /** Notes that it is to be stopped, and why. */
    public void cause(StopCause why) {
        cause = Optional.of(why);
    }

    /** Whether {@code TASK_STARTING} has been reported or left out. */
    public boolean isStartingTold() {
        return startingTold;
    }

    /** Notes that {@code TASK_STARTING} is reported or left out. */
    public void startingTold() {
        startingTold = true;
    }

    /** Whether {@code TASK_RUNNING} has been reported. */
    public boolean isRunningTold() {
        return runningTold;
    }

    /** Notes that {@code TASK_RUNNING} is reported. */
    public void runningTold() {
        startingTold = true;
        runningTold = true;
    }

    /** Whether it has ended. It stays in the ledger until that is acknowledged. */
    public boolean isEnded() {
        return ended;
    }

    /** Notes that it has ended. */
    public void end() {
        ended = true;
    }

    /** The state of the request to stop it. */
    public StopRequest stop() {
        return stop;
    }

    /** Sets the state of the request to stop it. */
    public void stop(StopRequest stop) {
        this.stop = stop;
    }

    /** The last result of its health check; empty if there is none. */
    public Optional<Boolean> healthy() {
        return healthy;
    }

    /** Sets the last result of its health check. */
    public void healthy(Optional<Boolean> healthy) {
        this.healthy = healthy;
    }

    /** Since when its agent has been unreachable; empty if it is reachable. */
    public Optional<Instant> unreachableSince() {
        return unreachableSince;
    }

    /** Sets since when its agent has been unreachable; empty if it is reachable again. */
    public void unreachableSince(Optional<Instant> since) {
        unreachableSince = since;
    }

    /** The update last delivered, if any was. */
    public Optional<TaskStatus> forwarded() {
        return Optional.ofNullable(forwarded);
    }

    /** Notes the update that is delivered. */
    public void forwarded(TaskStatus status) {
        forwarded = status;
    }

    /** The state that reconciliation answers: that of the update last delivered. */
    public TaskState state() {
        return forwarded == null ? TaskState.TASK_STAGING : forwarded.getState();
    }
}
