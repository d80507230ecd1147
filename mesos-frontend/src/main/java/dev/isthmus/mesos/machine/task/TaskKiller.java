package dev.isthmus.mesos.machine.task;

import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.mesos.machine.state.FrameworkState;
import dev.isthmus.mesos.machine.state.MachineTimers;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Reason;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Source;
import dev.isthmus.mesos.status.Statuses;
import dev.isthmus.mesos.status.StopCause;
import dev.isthmus.mesos.status.TerminalStatus;
import dev.isthmus.mesos.task.MesosTask;
import dev.isthmus.mesos.task.ToldState;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Kills tasks: for the framework, a failed health check, a time limit, a draining agent, or a stop of the driver. */
public final class TaskKiller {

    private final FrameworkState state;
    private final StatusUpdateSender updates;
    private final OldEnds ends;
    private final Map<LaunchId, LaunchedTask> unwanted = new LinkedHashMap<>();

    public TaskKiller(FrameworkState state, StatusUpdateSender updates, OldEnds ends) {
        this.state = state;
        this.updates = updates;
        this.ends = ends;
    }

    /** Kills a living task and its group. Idempotent; but a stop that the backend accepted and that has had no effect is requested again. */
    public void kill(MesosTask task, StopCause cause) {
        killOne(task, cause);
        task.group().stream()
                .filter(other -> other != task && !other.isEnded())
                .forEach(other -> killOne(other, cause));
    }

    private void killOne(MesosTask task, StopCause cause) {
        task.kill(cause);
        tellKilling(task);
        resume(task);
    }

    /** Stops a task whose max_completion_time has passed; it fails, and is not reported killed. */
    public void outOfTime(MesosTask task) {
        if (!task.isKilled()) {
            task.limit(StopCause.OUT_OF_TIME);
            resume(task);
        }
    }

    /**
     * Kills a task because its agent drains, unless it is being killed already.
     *
     * @param isLeaving whether the agent is gone when it is drained
     */
    public void drain(MesosTask task, boolean isLeaving) {
        if (!task.isEnded() && !task.isKilled()) {
            kill(task, isLeaving ? StopCause.LEAVING : StopCause.DRAINED);
        }
    }

    /**
     * Ends a task whose agent is gone because an operator says so, and has it stopped all the same: the agent may be back, whoever says what. One whose launch
     * is not answered is stopped first. One that has ended is told as it ended, but for one that was told unreachable since: that end waits for the agent.
     */
    public void gone(MesosTask task) {
        boolean isEnded = task.isEnded();
        if (isEnded && !updates.isHeld(task)) {
            return;
        }
        if (task.isLaunching()) {
            kill(task, StopCause.GONE);
            return;
        }
        TaskPhase.Ended how =
                new TaskPhase.Ended(Ending.AGENT_GONE, OptionalInt.empty(), false, "Agent has been marked gone");
        updates.endUnlessToldLost(task, TerminalStatus.agentGone(state.framework(), how.message()));
        if (!isEnded) {
            // Of one that has ended, how it did is what is kept.
            ends.ended(task, how, state.shown());
            unwanted(task.task(), StopCause.GONE);
        }
    }

    /** Kills a task because its machine is down, unless it is being killed already. It ends as those of an agent that is gone. */
    public void down(MesosTask task) {
        if (!task.isEnded() && !task.isKilled()) {
            kill(task, StopCause.MAINTENANCE);
        }
    }

    /** Starts the start timeout of a task that has been waiting for its start since then, if there is such a timeout. */
    public static void limitStart(FrameworkState state, MesosTask task, Instant since) {
        if (isStartAwaited(task)) {
            state.master()
                    .policy()
                    .startTimeout()
                    .ifPresent(limit -> state.timers()
                            .at(
                                    since.plus(limit),
                                    new MachineTimers.StartTimeout(
                                            state.framework().id(), task.launch())));
        }
    }

    private static boolean isStartAwaited(MesosTask task) {
        return task.phase()
                .filter(phase -> phase.fold(
                        staging -> true, starting -> true, running -> false, stopping -> false, ended -> false))
                .isPresent();
    }

    /** Stops a task that has not started in time; not one whose agent is unreachable, which may run unseen. */
    public void notStarted(MesosTask task) {
        if (isStartAwaited(task) && !task.isKilled() && task.unreachableSince().isEmpty()) {
            task.limit(StopCause.NOT_STARTED);
            resume(task);
        }
    }

    /** Reports {@code TASK_KILLING} of a running task that is being killed, once, if the framework has the capability. */
    void tellKilling(MesosTask task) {
        if (task.isKilled()
                && task.isTold(ToldState.RUNNING)
                && task.unreachableSince().isEmpty()
                && !task.isTold(ToldState.KILLING)
                && state.framework().has(Capability.Type.TASK_KILLING_STATE)) {
            task.told(ToldState.KILLING);
            TaskStatus.Builder status = updates.reliable(task, TaskState.TASK_KILLING, Source.SOURCE_EXECUTOR);
            task.forwarded().ifPresent(last -> Statuses.keep(last, status));
            if (task.cause().filter(StopCause::isDrain).isPresent()) {
                status.setReason(Reason.REASON_SLAVE_DRAINING);
            }
            updates.append(status.build());
        }
    }

    /** Asks the backend to stop a task that is to be stopped, if that has not been done and is possible now. */
    public void resume(MesosTask task) {
        // Before the launch is answered there is nothing to stop; the answer brings us back here.
        task.askToStop().map(StopCause::words).ifPresent(words -> {
            state.outbox().info("task " + task.id() + " on agent " + task.agent() + " is being stopped: " + words);
            state.outbox().add(new Output.Stop(state.framework().id(), task.launch(), words));
        });
    }

    /** Stops a task that lives though the framework has acknowledged its end, without an update. */
    void unwanted(LaunchedTask task) {
        state.outbox()
                .warn("task " + task.task() + " on agent " + task.agent() + " lives as launch " + task.launch()
                        + ", whose end was reported and acknowledged; it is stopped");
        unwanted(task, StopCause.ENDED_BEFORE);
    }

    private void unwanted(LaunchedTask task, StopCause cause) {
        state.tasks().close(task.launch());
        unwanted.put(task.launch(), task);
        state.outbox().add(new Output.Stop(state.framework().id(), task.launch(), cause.words()));
    }

    /** How many stops of such tasks the backend has not answered yet. */
    public int unwanted() {
        return unwanted.size();
    }

    /** Handles the outcome of a stop. */
    public void answered(Input.StopAnswered answer) {
        LaunchedTask stranger = unwanted.remove(answer.launch());
        if (stranger != null) {
            answer.outcome()
                    .match(
                            accepted -> {},
                            notFound -> {},
                            failed -> state.outbox()
                                    .error("task " + stranger.task() + " on agent " + stranger.agent()
                                            + " was reported to have ended, could not be stopped and goes on: "
                                            + failed.failure().message()));
        }
        Optional<MesosTask> known = state.tasks().find(answer.launch()).filter(task -> !task.isEnded());
        if (known.isEmpty()) {
            return;
        }
        MesosTask task = known.get();
        answer.outcome()
                .match(
                        accepted -> task.stopAccepted(),
                        notFound -> {
                            task.stopRefused();
                            state.outbox()
                                    .warn("task " + task.id() + " on agent " + task.agent()
                                            + " could not be stopped: the backend does not know it (yet)");
                        },
                        failed -> {
                            task.stopRefused();
                            state.outbox()
                                    .error("task " + task.id() + " on agent " + task.agent()
                                            + " could not be stopped and goes on: "
                                            + failed.failure().message());
                        });
    }
}
