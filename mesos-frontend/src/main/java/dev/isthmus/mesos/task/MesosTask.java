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
import dev.isthmus.mesos.task.StopRequest.Sent;
import dev.isthmus.mesos.task.TaskLife.Ended;
import dev.isthmus.mesos.task.TaskLife.Launching;
import dev.isthmus.mesos.task.TaskLife.Living;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A task from its launch until its end is acknowledged. Belongs to the machine's one thread. */
public final class MesosTask {

    private final LaunchedTask task;
    private final TaskTraits traits;
    private final boolean ofEarlierProcess;
    private TaskLife life = new TaskLife.Launching(Optional.empty());
    private final ResourcesByReservation portions;
    private List<MesosTask> group = List.of();
    private Optional<Instant> unreachableSince = Optional.empty();
    private @Nullable TaskStatus forwarded;

    MesosTask(LaunchedTask task, TaskTraits traits, ResourcesByReservation portions, boolean ofEarlierProcess) {
        this.task = task;
        this.traits = traits;
        this.portions = portions;
        this.ofEarlierProcess = ofEarlierProcess;
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

    /** Whether an earlier process launched it, and may have told anything of it. */
    public boolean isOfEarlierProcess() {
        return ofEarlierProcess;
    }

    /** The resources it holds, by reservation; their sum is its demand. */
    public ResourcesByReservation portions() {
        return portions;
    }

    /** The known tasks of its group, itself among them; empty if it has none. */
    public List<MesosTask> group() {
        return group;
    }

    /** Sets the tasks of its group. */
    public void group(List<MesosTask> members) {
        group = List.copyOf(members);
    }

    /** Its state. */
    TaskLife life() {
        return life;
    }

    /** The phase that the backend last reported; staging before it said anything, and empty after the end. */
    public Optional<TaskPhase> phase() {
        return life.fold(
                launching -> Optional.of(new TaskPhase.Staging()),
                living -> Optional.of(living.phase()),
                ended -> Optional.empty());
    }

    /** Notes the phase that the backend reports, which is not the end. */
    public void reached(TaskPhase phase) {
        life = life.reached(phase);
    }

    /** Notes that the backend has answered the launch or shows the task, so that it can be asked to stop it. */
    public void launchAnswered() {
        life = life.launchAnswered();
    }

    /** Notes that it is to be killed, and why. */
    public void kill(StopCause cause) {
        life = life.wish(new StopWish(cause, true));
    }

    /** Notes that it is to be stopped, as a time limit of its own has passed; nothing if it is to be killed already. */
    public void limit(StopCause cause) {
        life = life.wish(new StopWish(cause, false));
    }

    /** Whether it is killed, or is to be. */
    public boolean isKilled() {
        return wish().filter(StopWish::killed).isPresent();
    }

    /** Why it is to be stopped; empty if it is not. */
    public Optional<StopCause> cause() {
        return wish().map(StopWish::cause);
    }

    private Optional<StopWish> wish() {
        return life.fold(Launching::wish, living -> living.stop().map(StopRequest::wish), ended -> Optional.empty());
    }

    /** Why the backend is to be asked to stop it now, which counts as done then; empty if there is no need, or it is not possible yet. */
    public Optional<StopCause> askToStop() {
        Optional<StopCause> why = isStop(Sent.DUE) ? cause() : Optional.empty();
        life = life.stopSent();
        return why;
    }

    /** Notes that the backend accepts the request to stop it. */
    public void stopAccepted() {
        life = life.stopAccepted();
    }

    /** Notes that the backend refuses the request to stop it. */
    public void stopRefused() {
        life = life.stopRefused();
    }

    /** Whether the backend owes an answer to its launch. */
    public boolean isLaunching() {
        return life instanceof Launching;
    }

    /** Whether the backend has accepted the request to stop it. */
    public boolean isStopAccepted() {
        return isStop(Sent.ACCEPTED);
    }

    /** Whether the backend owes an answer to its launch, or to the request to stop it. */
    public boolean isAnswerAwaited() {
        return isLaunching() || isStop(Sent.ASKED);
    }

    private boolean isStop(Sent sent) {
        return life.fold(
                launching -> false,
                living -> living.stop().filter(stop -> stop.sent() == sent).isPresent(),
                ended -> false);
    }

    /** Whether this, or what comes after it, has been told, or there is no need any more. */
    public boolean isTold(ToldState what) {
        return life.fold(
                launching -> what == ToldState.NOTHING, living -> living.told().compareTo(what) >= 0, ended -> true);
    }

    /** Notes that this is told, or left out. */
    public void told(ToldState what) {
        life = life.told(what);
    }

    /** The result of its health check that was told last; empty if there is none. */
    public Optional<Boolean> healthy() {
        return life.fold(launching -> Optional.empty(), Living::healthy, ended -> Optional.empty());
    }

    /** Notes the result of its health check that is told; it is told to run by then. */
    public void healthy(boolean healthy) {
        life = life.healthy(healthy);
    }

    /** Whether it has ended. It stays in the ledger until that is acknowledged. */
    public boolean isEnded() {
        return life instanceof Ended;
    }

    /** Notes that it has ended; the ledger does, which counts by it. Whoever knows its end knows better than that it cannot be reached. */
    void end() {
        unreachableSince = Optional.empty();
        life = life.ended();
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
