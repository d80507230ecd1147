package dev.isthmus.mesos.machine;

import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Reason;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Source;
import dev.isthmus.mesos.task.TrackedTask;
import dev.isthmus.mesos.task.TrackedTask.StopRequest;
import java.util.Optional;

/** Brings tasks to their end: asked by the framework, by a health check, by a time limit or by a stop of the driver. */
final class Stopping {

    private final MasterState state;
    private final Updates updates;

    Stopping(MasterState state, Updates updates) {
        this.state = state;
        this.updates = updates;
    }

    /** Ends a task that lives, and all of its group; again and again is once. */
    void kill(TrackedTask task, String reason) {
        killOne(task, reason);
        task.group().stream()
                .filter(other -> other != task && !other.isEnded())
                .forEach(other -> killOne(other, reason + ", with task " + task.id() + " of its group"));
    }

    private void killOne(TrackedTask task, String reason) {
        task.kill();
        tellKilling(task);
        stop(task, reason);
    }

    /** Ends a task whose max_completion_time has passed; that is a failure, not a kill. */
    void outOfTime(TrackedTask task) {
        if (!task.isEnded() && !task.isKilled()) {
            task.outOfTime();
            stop(task, "max_completion_time has passed");
        }
    }

    /** Ends a task because its agent drains, unless it is being killed already. */
    void drain(TrackedTask task) {
        if (!task.isEnded() && !task.isKilled()) {
            task.drain();
            tellKilling(task);
            stop(task, "its agent drains");
        }
    }

    /** Ends a task that should run by now and does not. */
    void notStarted(TrackedTask task) {
        boolean waiting = task.phase() instanceof TaskPhase.Staging || task.phase() instanceof TaskPhase.Starting;
        if (waiting
                && !task.isEnded()
                && !task.isKilled()
                && task.unreachableSince().isEmpty()) {
            task.startTimedOut();
            stop(task, "it has not started in time");
        }
    }

    /** Tells {@code TASK_KILLING}, once, of a running task that is being killed, to whoever understands it. */
    void tellKilling(TrackedTask task) {
        if (task.isKilled()
                && task.isRunningTold()
                && !task.isKillingTold()
                && state.framework.has(Capability.Type.TASK_KILLING_STATE)) {
            task.killingTold();
            TaskStatus.Builder status = updates.reliable(task, TaskState.TASK_KILLING, Source.SOURCE_EXECUTOR);
            if (task.isDrained()) {
                status.setReason(Reason.REASON_SLAVE_DRAINING);
            }
            updates.append(status.build());
        }
    }

    /** The backend has said something new of a task: if it is still to be stopped, now may be the time. */
    void resume(TrackedTask task) {
        if (!task.isEnded() && (task.isKilled() || task.isOutOfTime() || task.isStartTimedOut())) {
            stop(task, "killed while it was being launched");
        }
    }

    private void stop(TrackedTask task, String reason) {
        // Before the launch is answered there is nothing to stop; the answer brings us back here.
        if (task.isLaunchAnswered() && task.stop() != StopRequest.ASKED) {
            task.stop(StopRequest.ASKED);
            state.outbox.info("task " + task.id() + " on agent " + task.agent() + " is being stopped: " + reason);
            state.outbox.add(new Output.Stop(task.launch(), reason));
        }
    }

    /** How a request to stop came out. */
    void answered(Input.StopAnswered answer) {
        Optional<TrackedTask> known = state.tasks.find(answer.launch()).filter(task -> !task.isEnded());
        if (known.isEmpty() || answer.outcome() instanceof StopOutcome.Accepted) {
            return;
        }
        TrackedTask task = known.get();
        task.stop(StopRequest.REFUSED);
        if (answer.outcome() instanceof StopOutcome.Failed failed) {
            state.outbox.error("task " + task.id() + " on agent " + task.agent() + " could not be stopped and goes on: "
                    + failed.failure().message());
        } else {
            state.outbox.warn("task " + task.id() + " on agent " + task.agent()
                    + " could not be stopped: the backend does not know it (yet)");
        }
    }
}
