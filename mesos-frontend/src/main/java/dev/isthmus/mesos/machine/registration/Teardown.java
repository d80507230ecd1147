package dev.isthmus.mesos.machine.registration;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.mesos.machine.options.MasterMachineOptions.Presence;
import dev.isthmus.mesos.machine.state.FrameworkJournal;
import dev.isthmus.mesos.machine.state.FrameworkState;
import dev.isthmus.mesos.machine.state.FrameworkState.Contact;
import dev.isthmus.mesos.machine.state.MachineTimers;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.machine.task.Reconciler;
import dev.isthmus.mesos.machine.task.TaskKiller;
import dev.isthmus.mesos.status.StopCause;
import dev.isthmus.mesos.task.MesosTask;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Stops the driver. If the framework is removed, all its tasks are killed without updates, and the backend is closed when all have ended, or when
 * there has been no progress for the drain timeout. If it only disconnects, its tasks live on, and the backend is closed when it has answered all
 * earlier requests. If the framework then stays away for longer than its failover_timeout, the next driver with its id sees that in the journal and
 * kills the tasks. Without a journal, or without a next driver, nothing enforces the failover_timeout.
 */
public final class Teardown {

    private final FrameworkState state;
    private final Registration registration;
    private final TaskKiller killer;
    private final Reconciler reconciler;
    private final FrameworkJournal journal;
    /** Whether the tasks to kill are those of an earlier process, which the backend has yet to report. */
    private boolean removing;
    /** The launches whose stop the backend has answered since the teardown began. */
    private final Set<LaunchId> answered = new LinkedHashSet<>();
    /** When the backend last made progress. */
    private Instant movedOnAt = Instant.MIN;

    public Teardown(
            FrameworkState state,
            Registration registration,
            TaskKiller killer,
            Reconciler reconciler,
            FrameworkJournal journal) {
        this.state = state;
        this.registration = registration;
        this.killer = killer;
        this.reconciler = reconciler;
        this.journal = journal;
    }

    /** Handles a stop of the driver. */
    public void stop(boolean failover) {
        if (state.isStopped()) {
            // It was removed before, and its tasks are being killed already.
            return;
        }
        boolean leaves = leaves(failover);
        registration.deactivate();
        if (leaves) {
            leave();
            return;
        }
        state.drain();
        if (state.isRegistered() || removing) {
            journal.removed();
        }
        await();
        state.outbox()
                .info("framework " + state.framework().id() + " is torn down; "
                        + state.tasks().live().size() + " tasks are killed");
        state.tasks().live().forEach(task -> killer.kill(task, StopCause.TORN_DOWN));
    }

    /**
     * Whether a master would let the tasks live on. It removes a framework that asks for it, which one that is cut off cannot, or one that has been
     * away for its failover_timeout, which may be zero.
     */
    private boolean leaves(boolean failover) {
        if (isOfMaster()) {
            // The master itself counts for how long a framework is away.
            return failover;
        }
        if (!state.isRegistered()) {
            return !removing;
        }
        boolean told = !failover && !state.isCutOff();
        return !told && !journal.failoverTimeout().isZero();
    }

    private boolean isOfMaster() {
        return state.master().options().presence() == Presence.STREAMING;
    }

    private void leave() {
        state.leave();
        if (state.isRegistered()) {
            journal.seen();
        }
        state.outbox()
                .info("framework " + state.framework().id() + " stops; its "
                        + state.tasks().live().size() + " tasks go on, for a driver with the same framework id");
        await();
    }

    /** Makes a stop kill the tasks of an earlier process too, though the framework was not registered again. */
    void expectTasks() {
        removing = true;
    }

    /** The framework was removed before this driver came: kills its remaining tasks, and aborts the driver with that error. */
    public void removed() {
        boolean watching = state.contact() != Contact.NONE;
        if (isOfMaster()) {
            // It goes through those that it has removed itself, as a matter of course.
            registration.turnAway("Framework has been removed");
        } else {
            // One that keeps trying is refused for another day.
            journal.removed();
            registration.abort("Framework has been removed");
        }
        state.outbox()
                .info("framework " + state.framework().id()
                        + " was torn down, or stayed away for longer than its failover_timeout; its tasks are killed");
        state.drain();
        removing = true;
        await();
        if (!watching) {
            state.outbox().add(new Output.Watch(state.framework().id()));
        }
    }

    /** Another driver has taken over the framework and its tasks. */
    public void takenOver() {
        journal.lose();
        if (state.contact() == Contact.LEAVING) {
            state.outbox()
                    .info("another driver has framework " + state.framework().id() + " now");
        } else {
            registration.abort("Framework failed over");
        }
        close();
    }

    /** The backend has answered a request to stop a task. */
    public void answered(LaunchId launch) {
        if (state.isStopped() && answered.add(launch)) {
            movedOn();
        }
    }

    /** The backend has made progress: the drain timeout starts again. */
    public void movedOn() {
        movedOnAt = state.now();
    }

    /** Handles the drain timeout. */
    public void timedOut() {
        if (state.contact() == Contact.DRAINING && isOver()) {
            close();
            return;
        }
        // A stop that waits in the backend for its turn is lost when the backend is closed. So what counts is not how
        // long all of them take, but how long nothing has been heard of any.
        Instant end = movedOnAt.plus(state.master().policy().stopDrain());
        if (state.isRecovered() && isShowingLate() && state.allShownAt().isAfter(end)) {
            end = state.allShownAt();
        }
        if (state.now().isBefore(end)) {
            state.timers()
                    .at(end, new MachineTimers.DrainTimeout(state.framework().id()));
            return;
        }
        if (state.contact() == Contact.LEAVING) {
            state.outbox()
                    .error("the backend has answered nothing for " + patience() + "; " + unanswered()
                            + " launches and stops that were requested before the stop may not have been carried out");
        } else {
            giveUp();
        }
        close();
    }

    private void giveUp() {
        List<MesosTask> live = state.tasks().live();
        long unasked = killer.unwanted()
                + live.stream()
                        .filter(task -> !answered.contains(task.launch()) && !task.isStopAccepted())
                        .count();
        if (unasked > 0) {
            state.outbox()
                    .error("of " + (live.size() + killer.unwanted()) + " tasks that have not ended, " + unasked
                            + " were not seen to be stopped: the backend has answered nothing for " + patience()
                            + ". Tasks that it was not asked to stop go on; " + whoStopsThem());
        } else {
            state.outbox()
                    .warn(live.size() + " tasks have not ended " + patience()
                            + " after the backend was asked to stop the last of them; not waiting any longer");
        }
    }

    private String patience() {
        return state.master().policy().stopDrain().toSeconds() + " s";
    }

    private String whoStopsThem() {
        FrameworkId id = state.framework().id();
        if (!journal.isKept() || !(state.isRegistered() || removing)) {
            return "without a journal no other driver stops them: stop the tasks of framework id " + id + " by hand";
        }
        return isOfMaster()
                ? "a master with the same journal that is started within an hour stops those of framework id " + id
                : "the next driver with framework id " + id + " and the same journal stops them";
    }

    /** The backend has reported all tasks of earlier processes. */
    public void recovered() {
        movedOn();
        if (state.contact() == Contact.LEAVING) {
            reconciler.killWaiting();
        }
        awaitLate();
    }

    /** Whether the backend may still report a task that is to be killed. */
    private boolean isShowingLate() {
        return state.mayShowLate() && (state.contact() == Contact.DRAINING || reconciler.isKillWaiting());
    }

    private void awaitLate() {
        if (state.isStopped() && state.isRecovered() && isShowingLate()) {
            state.outbox()
                    .info("framework " + state.framework().id() + " waits until " + state.allShownAt()
                            + ", and so does the JVM if it is to end: what an earlier process started at its end may not show yet, and"
                            + " would go on");
            state.timers()
                    .at(
                            state.allShownAt(),
                            new MachineTimers.DrainTimeout(state.framework().id()));
        }
    }

    private void await() {
        movedOnAt = state.now();
        awaitLate();
        state.timers()
                .at(
                        state.now().plus(state.master().policy().stopDrain()),
                        new MachineTimers.DrainTimeout(state.framework().id()));
    }

    /** After each step: closes the backend if there is nothing left to wait for. */
    public void check() {
        boolean done = (state.contact() == Contact.DRAINING && isOver())
                || (state.contact() == Contact.LEAVING && isAnswered());
        if (done) {
            close();
        }
    }

    /** Whether all tasks have ended. */
    private boolean isOver() {
        boolean allKnown = (state.isRecovered() && !state.mayShowLate()) || !(state.isRegistered() || removing);
        return allKnown && killer.unwanted() == 0 && !state.tasks().isAnyLive();
    }

    /** Whether the backend has answered all requests; those that still wait in its queue are lost when it is closed. */
    private boolean isAnswered() {
        return !reconciler.isKillWaiting() && unanswered() == 0;
    }

    private long unanswered() {
        return killer.unwanted()
                + state.tasks().live().stream()
                        .filter(MesosTask::isAnswerAwaited)
                        .count();
    }

    private void close() {
        if (state.contact() == Contact.LEAVING && state.isRegistered()) {
            journal.seen();
        }
        state.close();
        state.timers().clear(state.framework().id());
        state.outbox().add(new Output.Close());
    }
}
