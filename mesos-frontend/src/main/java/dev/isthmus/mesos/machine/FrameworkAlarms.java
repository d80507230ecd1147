package dev.isthmus.mesos.machine;

import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.mesos.machine.registration.Teardown;
import dev.isthmus.mesos.machine.state.FrameworkJournal;
import dev.isthmus.mesos.machine.state.FrameworkState;
import dev.isthmus.mesos.machine.state.MachineTimers;
import dev.isthmus.mesos.machine.task.OldEnds;
import dev.isthmus.mesos.machine.task.Reconciler;
import dev.isthmus.mesos.machine.task.TaskKiller;
import dev.isthmus.mesos.task.MesosTask;

/** What a framework does when an alarm of its own is due, and which of them are obsolete. */
final class FrameworkAlarms {

    private final FrameworkState state;
    private final FrameworkJournal journal;
    private final TaskKiller killer;
    private final Reconciler reconciler;
    private final Teardown teardown;
    private final OldEnds ends;

    FrameworkAlarms(
            FrameworkState state,
            FrameworkJournal journal,
            TaskKiller killer,
            Reconciler reconciler,
            Teardown teardown,
            OldEnds ends) {
        this.state = state;
        this.journal = journal;
        this.killer = killer;
        this.reconciler = reconciler;
        this.teardown = teardown;
        this.ends = ends;
    }

    boolean hasEnded(LaunchId launch) {
        return state.tasks().find(launch).map(MesosTask::isEnded).orElse(true);
    }

    boolean isEndPending(LaunchId launch) {
        return ends.isPending(launch);
    }

    void completionTime(MachineTimers.CompletionTime alarm) {
        state.tasks().find(alarm.launch()).ifPresent(killer::outOfTime);
    }

    void startTimeout(MachineTimers.StartTimeout alarm) {
        state.tasks().find(alarm.launch()).ifPresent(killer::notStarted);
    }

    void drainTimeout() {
        teardown.timedOut();
    }

    void leaseDue(MachineTimers.LeaseDue alarm) {
        journal.due(alarm);
    }

    void allShown() {
        reconciler.allShown();
    }

    void endDue(MachineTimers.EndDue alarm) {
        ends.due(alarm);
    }
}
