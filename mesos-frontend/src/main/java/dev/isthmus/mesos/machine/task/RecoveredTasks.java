package dev.isthmus.mesos.machine.task;

import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.journal.MasterEntry;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.maintenance.AgentWithdrawal;
import dev.isthmus.mesos.machine.state.FrameworkJournal;
import dev.isthmus.mesos.machine.state.FrameworkState;
import dev.isthmus.mesos.machine.state.KnownAgent;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.status.Statuses;
import dev.isthmus.mesos.status.StopCause;
import dev.isthmus.mesos.status.TerminalStatus;
import dev.isthmus.mesos.task.MesosTask;
import dev.isthmus.mesos.task.TaskTraits;
import dev.isthmus.mesos.task.ToldState;
import java.util.Optional;

/** Takes on tasks that an earlier process of the framework launched, as the backend reports them. */
public final class RecoveredTasks {

    private final FrameworkState state;
    private final StatusUpdateSender updates;
    private final TaskKiller killer;
    private final FrameworkJournal journal;
    private final ToldEnds ends;
    private final NewerTasks newerTasks;
    private final TaskStateReporter reporter;
    private final OldEnds oldEnds;

    public RecoveredTasks(
            FrameworkState state,
            StatusUpdateSender updates,
            TaskKiller killer,
            FrameworkJournal journal,
            ToldEnds ends,
            NewerTasks newerTasks,
            TaskStateReporter reporter,
            OldEnds oldEnds) {
        this.state = state;
        this.updates = updates;
        this.killer = killer;
        this.journal = journal;
        this.ends = ends;
        this.newerTasks = newerTasks;
        this.reporter = reporter;
        this.oldEnds = oldEnds;
    }

    /**
     * Handles an event of a task that this process did not launch. A living one becomes known, and its state is reported only on reconciliation or
     * where it may be news. An end is reported only if the journal says that it was never acknowledged. A task that lives though its end was
     * acknowledged, or though it was reported lost when nobody knew it, is stopped: the framework may have started another in its place. So may a
     * driver that was replaced be late with its last launch.
     *
     * @return whether a living task became known
     */
    boolean changed(TaskEvent event) {
        String id = event.task().task().value();
        if (event.phase() instanceof TaskPhase.Ended ended) {
            newerTasks.ended(event.task().launch());
            endedEarlier(event, ended);
            return false;
        }
        if (newerTasks.keep(event)) {
            return false;
        }
        // One of this epoch is known by its launch, so whatever else shows under that id was started before.
        boolean toldLost = state.options().epoch().isPresent()
                && state.tasks().isToldLost(event.task().task());
        boolean isOver = toldLost || journal.isAcknowledged(event.task().launch());
        if (isOver && state.contact() != FrameworkState.Contact.DRAINING) {
            // One that is only unreachable is not acknowledged as ended, and may come back; see point 84 of Mesos's
            // behaviour.
            killer.unwanted(event.task());
            return false;
        }
        state.tasks().find(id).filter(MesosTask::isEnded).ifPresent(updates::forget);
        if (state.tasks().find(id).isPresent()) {
            state.outbox()
                    .warn("task " + id + " runs a second time, as launch "
                            + event.task().launch() + " on agent "
                            + event.task().agent() + ", which is left alone");
            return false;
        }
        MesosTask task = known(event.task());
        task.reached(event.phase());
        recover(task, event);
        // Where its state is news, the update that tells it says which.
        state.outbox()
                .info("task " + id + " on agent " + task.agent() + " of an earlier process "
                        + task.forwarded().map(last -> "is " + last.getState()).orElse("goes on"));
        reporter.advance(task);
        KnownAgent agent = state.agents().get(task.agent());
        if (state.contact() == FrameworkState.Contact.DRAINING) {
            killer.kill(task, StopCause.TORN_DOWN);
        } else if (agent != null && agent.isGone()) {
            killer.gone(task);
        } else if (agent != null && agent.isDown()) {
            killer.down(task);
        } else if (agent != null && isDrained(agent)) {
            killer.drain(task, agent.isLeaving());
        } else if (task.healthy().filter(healthy -> !healthy).isPresent()
                && task.traits().healthChecked()) {
            killer.kill(task, StopCause.UNHEALTHY);
        }
        return true;
    }

    /**
     * Tells an end that the journal has kept, unless it was acknowledged or another task of that id is known. What the backend still tells of that launch is passed over,
     * as of any that has ended.
     */
    public void recalled(MasterEntry.TaskEnd end) {
        if (!journal.isAcknowledged(end.launch())
                && state.tasks().find(end.task().value()).isEmpty()) {
            MesosTask task = known(end.event().task());
            updates.end(
                    task, verdict(end.event(), end.how()), TaskStateReporter.healthAtEnd(task, end.how()), end.at());
        }
    }

    private boolean isDrained(KnownAgent agent) {
        return agent.withdrawal().filter(AgentWithdrawal::isDraining).isPresent()
                || (state.master().policy().killOnDrain() && agent.agent().state() == AgentState.DRAINING);
    }

    private MesosTask known(LaunchedTask launched) {
        TaskTraits traits = TaskTraits.read(launched.memo());
        MesosTask task = state.tasks()
                .addRecovered(
                        launched,
                        traits,
                        state.reservations()
                                .portions(
                                        launched.agent(),
                                        traits.role(),
                                        launched.demand(),
                                        state.master().holdings().inUse(launched.agent())));
        StatusUpdateSender.added(state, task);
        return task;
    }

    private TerminalStatus verdict(TaskEvent event, TaskPhase.Ended ended) {
        boolean docker = TaskTraits.read(event.task().memo()).docker();
        return TerminalStatus.of(
                ended, new TerminalStatus.Circumstances(false, Optional.empty(), docker), state.framework());
    }

    private void endedEarlier(TaskEvent event, TaskPhase.Ended ended) {
        String id = event.task().task().value();
        TerminalStatus verdict = verdict(event, ended);
        boolean untold = journal.isUnacknowledged(event.task().launch(), event.at())
                && state.tasks().find(id).isEmpty();
        if (untold && ends.isToldUnknown(id)) {
            // It is over for the framework since it was told so when nobody knew it.
            journal.acknowledged(event.task().launch());
        } else if (untold) {
            MesosTask task = known(event.task());
            updates.end(task, verdict, TaskStateReporter.healthAtEnd(task, ended));
            oldEnds.ended(task, ended, event.at());
            return;
        }
        TaskStatus.Builder status = Statuses.ofMaster(id, verdict.state(), event.at());
        status.getSlaveIdBuilder().setValue(event.task().agent().value());
        state.tasks().addEndedEarlier(event.task(), status.build());
    }

    private void recover(MesosTask task, TaskEvent event) {
        TaskPhase phase = event.phase();
        TaskKiller.limitStart(state, task, state.time().whenShown(event.at()));
        boolean runs = phase instanceof TaskPhase.Running;
        if (runs) {
            reporter.limit(task, state.time().whenShown(event.at()));
        }
        boolean begins =
                phase.fold(staging -> false, starting -> true, running -> true, stopping -> false, ended -> false);
        if (begins && journal.maySayNews(event.at())) {
            if (runs) {
                // That it starts may have been told before, and is no news any more.
                task.told(ToldState.STARTING);
            }
            return;
        }
        TaskStatus.Builder status = Statuses.ofMaster(task.id().value(), TaskState.TASK_STAGING, state.shown());
        status.getSlaveIdBuilder().setValue(task.agent().value());
        phase.match(
                staging -> {},
                starting -> {
                    task.told(ToldState.STARTING);
                    status.setState(TaskState.TASK_STARTING);
                },
                running -> {
                    task.told(ToldState.RUNNING);
                    running.healthy().ifPresent(healthy -> {
                        task.healthy(healthy);
                        status.setHealthy(healthy);
                    });
                    status.setState(TaskState.TASK_RUNNING).setContainerStatus(reporter.containerStatus(task, running));
                },
                stopping -> {
                    task.told(ToldState.RUNNING);
                    status.setState(TaskState.TASK_RUNNING)
                            .setContainerStatus(reporter.containerStatus(task, TaskStateReporter.UNSEEN));
                    if (state.framework().has(FrameworkInfo.Capability.Type.TASK_KILLING_STATE)) {
                        task.told(ToldState.KILLING);
                        status.setState(TaskState.TASK_KILLING);
                    }
                },
                ended -> {});
        task.forwarded(status.build());
    }
}
