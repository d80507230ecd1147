package dev.isthmus.mesos.machine.registration;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.mesos.machine.state.FrameworkJournal;
import dev.isthmus.mesos.machine.state.MachineTimers;
import dev.isthmus.mesos.machine.state.MasterState;
import dev.isthmus.mesos.machine.state.MasterState.Contact;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.machine.task.Reconciler;
import dev.isthmus.mesos.machine.task.TaskKiller;
import dev.isthmus.mesos.status.StopCause;
import dev.isthmus.mesos.task.MesosTask;
import dev.isthmus.mesos.task.MesosTask.StopRequest;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Ends it all. A framework that is removed has all its tasks killed, nothing is told of that, and the backend is closed when all have
 * ended, or when nothing has come of it for as long as is allowed. One that only leaves has its tasks live on, and the backend is closed
 * when it has answered for what was asked of it before. If the framework then stays away for longer than its failover_timeout, the journal
 * says so to the next driver that comes with its id, and that one kills them; without a journal nothing watches over that time, and without
 * a next driver nobody does.
 */
public final class Teardown {

    private final MasterState state;
    private final Registration contacts;
    private final TaskKiller stopping;
    private final Reconciler reconciling;
    private final FrameworkJournal lasting;
    /** Whether the tasks to be killed are those of an earlier process, still to be told of. */
    private boolean removing;
    /** The launches whose stop the backend has answered since the end began. */
    private final Set<LaunchId> answered = new HashSet<>();
    /** When the backend last did something that brings the end nearer. */
    private Instant movedOnAt = Instant.MIN;

    public Teardown(
            MasterState state,
            Registration contacts,
            TaskKiller stopping,
            Reconciler reconciling,
            FrameworkJournal lasting) {
        this.state = state;
        this.contacts = contacts;
        this.stopping = stopping;
        this.reconciling = reconciling;
        this.lasting = lasting;
    }

    public void stop(boolean failover) {
        if (state.isStopped()) {
            // It was removed before, and its tasks are being killed already.
            return;
        }
        boolean leaves = leaves(failover);
        contacts.deactivate();
        if (leaves) {
            leave();
            return;
        }
        state.contact(Contact.DRAINING);
        if (state.isRegistered() || removing) {
            lasting.removed();
        }
        await();
        state.outbox()
                .info("framework " + state.framework().id() + " is torn down; "
                        + state.tasks().live().size() + " tasks are killed");
        state.tasks().live().forEach(task -> stopping.kill(task, StopCause.TORN_DOWN));
    }

    /**
     * Whether a master would let the tasks live on. It removes a framework when it is told to, which it cannot be by one that is cut off,
     * or when a framework has been away for its failover_timeout, which may be no time at all.
     */
    private boolean leaves(boolean failover) {
        if (!state.isRegistered()) {
            return !removing;
        }
        boolean told = !failover && !state.isCutOff();
        return !told && !lasting.failoverTimeout().isZero();
    }

    private void leave() {
        state.contact(Contact.LEAVING);
        if (state.isRegistered()) {
            lasting.seen();
        }
        state.outbox()
                .info("framework " + state.framework().id() + " stops; its "
                        + state.tasks().live().size() + " tasks go on, for a driver with the same framework id");
        await();
    }

    /** A stop is to kill the tasks of an earlier process, too, though the framework was not registered again. */
    void expectTasks() {
        removing = true;
    }

    /** The framework was removed before this driver came: what is left of it is killed, and it is told so. */
    public void removed() {
        boolean watching = state.contact() == Contact.WAITING;
        lasting.removed();
        contacts.abort("Framework has been removed");
        state.outbox()
                .info("framework " + state.framework().id()
                        + " was torn down, or stayed away for longer than its failover_timeout; its tasks are killed");
        state.contact(Contact.DRAINING);
        removing = true;
        await();
        if (!watching) {
            state.outbox().add(new Output.Watch(state.framework().id()));
        }
    }

    /** Another driver has the framework now, and its tasks. */
    public void takenOver() {
        lasting.lose();
        if (state.contact() == Contact.LEAVING) {
            state.outbox()
                    .info("another driver has framework " + state.framework().id() + " now");
        } else {
            contacts.abort("Framework failed over");
        }
        close();
    }

    /** The backend has answered a request to stop a task. */
    public void answered(LaunchId launch) {
        if (state.isStopped() && answered.add(launch)) {
            movedOn();
        }
    }

    /** The backend gets on with what it was asked for: whoever waits for it waits on. */
    public void movedOn() {
        movedOnAt = state.now();
    }

    public void timedOut() {
        // A stop that waits in the backend for its turn is lost when the backend is closed. So what counts is not how
        // long all of them take, but how long nothing has been heard of any.
        Instant end = movedOnAt.plus(state.options().policy().stopDrain());
        if (state.isRecovered() && isShowingLate() && state.allShownAt().isAfter(end)) {
            end = state.allShownAt();
        }
        if (state.now().isBefore(end)) {
            state.timers().at(end, new MachineTimers.DrainTimeout());
            return;
        }
        if (state.contact() == Contact.LEAVING) {
            state.outbox()
                    .error(
                            "the backend has answered nothing for " + patience() + "; " + unanswered()
                                    + " launches and stops that were asked of it before the stop may not have been carried out");
        } else {
            giveUp();
        }
        close();
    }

    private void giveUp() {
        List<MesosTask> live = state.tasks().live();
        long unasked = stopping.unwanted()
                + live.stream()
                        .filter(task -> !answered.contains(task.launch()) && task.stop() != StopRequest.ACCEPTED)
                        .count();
        if (unasked > 0) {
            state.outbox()
                    .error("of " + (live.size() + stopping.unwanted()) + " tasks that have not ended, " + unasked
                            + " were not seen to be stopped: the backend has answered nothing for " + patience()
                            + ". What it was not asked for yet goes on; " + whoStopsThem());
        } else {
            state.outbox()
                    .warn(live.size() + " tasks have not ended " + patience()
                            + " after the backend was asked to stop the last of them; not waiting any longer");
        }
    }

    private String patience() {
        return state.options().policy().stopDrain().toSeconds() + " s";
    }

    private String whoStopsThem() {
        FrameworkId id = state.framework().id();
        return lasting.isKept() && (state.isRegistered() || removing)
                ? "the next driver with framework id " + id + " and the same journal stops it"
                : "no journal tells the next driver to stop it: stop the tasks of framework id " + id + " by hand";
    }

    /** The tasks of earlier processes that show have all been told of. */
    public void recovered() {
        movedOn();
        if (state.contact() == Contact.LEAVING) {
            reconciling.killWaiting();
        }
        awaitLate();
    }

    /** Whether a task that is to be killed may not show yet. */
    private boolean isShowingLate() {
        return state.mayShowLate() && (state.contact() == Contact.DRAINING || reconciling.isKillWaiting());
    }

    private void awaitLate() {
        if (state.isStopped() && state.isRecovered() && isShowingLate()) {
            state.timers().at(state.allShownAt(), new MachineTimers.DrainTimeout());
        }
    }

    private void await() {
        movedOnAt = state.now();
        awaitLate();
        state.timers().at(state.now().plus(state.options().policy().stopDrain()), new MachineTimers.DrainTimeout());
    }

    /** After each step: is there anything left to wait for? */
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
        return allKnown && stopping.unwanted() == 0 && state.tasks().live().isEmpty();
    }

    /** Whether the backend has answered for all that the framework asked of it: what waits there for its turn is lost when it is closed. */
    private boolean isAnswered() {
        return !reconciling.isKillWaiting() && unanswered() == 0;
    }

    private long unanswered() {
        return stopping.unwanted()
                + state.tasks().live().stream()
                        .filter(task -> !task.isLaunchAnswered() || task.stop() == StopRequest.ASKED)
                        .count();
    }

    private void close() {
        if (state.contact() == Contact.LEAVING && state.isRegistered()) {
            lasting.seen();
        }
        state.contact(Contact.CLOSED);
        state.timers().clear();
        state.outbox().add(new Output.Close());
    }
}
