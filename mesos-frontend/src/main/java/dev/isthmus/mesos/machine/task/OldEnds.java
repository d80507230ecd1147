package dev.isthmus.mesos.machine.task;

import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.journal.MasterEntry;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.mesos.machine.options.MasterMachineOptions.Presence;
import dev.isthmus.mesos.machine.state.FrameworkJournal;
import dev.isthmus.mesos.machine.state.FrameworkState;
import dev.isthmus.mesos.machine.state.MachineTimers;
import dev.isthmus.mesos.task.MesosTask;
import java.time.Duration;
import java.time.Instant;

/**
 * Has ends kept that their framework has not acknowledged and the backend will have forgotten when it comes. A driver keeps none: its framework is there as long as
 * it is itself.
 */
public final class OldEnds {

    /**
     * How old such an end is when it is kept. ECS tells of a stopped task for an hour at least, so half of that is left for a master that ends before it has kept one: to
     * be started anew, to see that the framework is still away, and to read its tasks.
     */
    public static final Duration AFTER = Duration.ofMinutes(30);

    private final FrameworkState state;
    private final FrameworkJournal journal;

    public OldEnds(FrameworkState state, FrameworkJournal journal) {
        this.state = state;
        this.journal = journal;
    }

    /**
     * The end of a task is told, or waits to be.
     *
     * @param how it ended; whoever knows nothing else of it comes to the status that was told
     * @param at when it ended, by the clock: the backend counts from then on, and not from when it was noticed
     */
    public void ended(MesosTask task, TaskPhase.Ended how, Instant at) {
        if (state.master().options().presence() != Presence.STREAMING
                || !journal.isKept()
                || !isPending(task.launch())) {
            return;
        }
        Instant since = state.time().whenShown(at);
        state.timers()
                .at(
                        (since.isBefore(state.now()) ? since : state.now()).plus(AFTER),
                        new MachineTimers.EndDue(state.framework().id(), MasterEntry.TaskEnd.of(task.task(), how, at)));
    }

    /** An end is that old. */
    public void due(MachineTimers.EndDue alarm) {
        if (isPending(alarm.end().launch())) {
            journal.keep(alarm.end());
        }
    }

    /** Whether an end is still to be told, or to be acknowledged. */
    public boolean isPending(LaunchId launch) {
        return state.tasks().find(launch).filter(MesosTask::isEnded).isPresent() || state.isEndHeld(launch);
    }
}
