package dev.isthmus.mesos.machine.launch;

import dev.isthmus.api.failure.Brief;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.task.TaskSpec;
import dev.isthmus.api.translation.Taken;
import dev.isthmus.api.translation.Translation;
import dev.isthmus.mesos.machine.state.FrameworkState;
import dev.isthmus.mesos.machine.state.KnownAgent;
import dev.isthmus.mesos.machine.task.StatusUpdateSender;
import dev.isthmus.mesos.machine.task.TaskKiller;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Reason;
import dev.isthmus.mesos.offer.OutstandingOffer;
import dev.isthmus.mesos.resource.Demands;
import dev.isthmus.mesos.resource.MesosLimits;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import dev.isthmus.mesos.status.Statuses;
import dev.isthmus.mesos.task.MesosTask;
import dev.isthmus.mesos.task.TaskSpecs;
import dev.isthmus.mesos.task.TaskTraits;
import java.util.Optional;

/** The steps that launches of tasks and of groups share: translating a demand, adding the task to the ledger, and refusing a task. */
final class LaunchAdmission {

    private final FrameworkState state;
    private final StatusUpdateSender updates;

    LaunchAdmission(FrameworkState state, StatusUpdateSender updates) {
        this.state = state;
        this.updates = updates;
    }

    /** Translates the demand of a task into what it takes of the offer's agent. */
    Translation<Taken> take(TaskInfo task, Demands.Demand demand, OutstandingOffer offer) {
        KnownAgent known = state.agents().get(offer.agent());
        if (known == null) {
            throw new IllegalStateException("offer " + offer.id() + " is outstanding, but its agent " + offer.agent()
                    + " is not known: offers of a lost agent should have been rescinded");
        }
        MesosLimits limits = MesosLimits.read(task.getLimitsMap());
        return state.master()
                .translators()
                .take(
                        demand.resources(),
                        limits.bounded(),
                        limits.unlimited(),
                        known.context(state.master().settings()));
    }

    /** The id of the launch of a task on an offer. */
    LaunchId token(TaskInfo task, OutstandingOffer offer) {
        return LaunchId.of(state.framework().id(), new TaskId(task.getTaskId().getValue()), offer.id());
    }

    /**
     * Adds the task to the ledger.
     *
     * @param group its group, if it has one
     */
    MesosTask track(
            TaskInfo task, OutstandingOffer offer, ResourcesByReservation demand, Optional<TaskTraits.Group> group) {
        TaskId id = new TaskId(task.getTaskId().getValue());
        LaunchId launch = token(task, offer);
        TaskTraits traits = TaskSpecs.traits(task, offer.role(), group);
        LaunchedTask launched = new LaunchedTask(
                launch,
                state.framework().id(),
                id,
                offer.agent(),
                demand.total(),
                TaskSpecs.maxCompletionTime(task),
                traits.memo(),
                state.options().epoch());
        MesosTask tracked = state.tasks().add(launched, traits, demand);
        StatusUpdateSender.added(state, tracked);
        state.outbox()
                .info("task " + id + " on agent " + offer.agent() + " is TASK_STAGING: launch " + launch + ", "
                        + demand);
        TaskKiller.limitStart(state, tracked, state.now());
        return tracked;
    }

    /** The launch of a task, for the backend. */
    Launch launch(MesosTask task, Taken taken, TaskSpec spec) {
        return new Launch(task.task(), state.framework().info().getName(), taken, spec);
    }

    /** Refuses a task, which then is unknown. */
    void refuse(TaskInfo task, Reason reason, String message) {
        updates.tell(Statuses.ofMaster(task.getTaskId().getValue(), TaskState.TASK_ERROR, state.shown())
                .setReason(reason)
                .setMessage(Brief.message(message))
                .setSlaveId(task.getSlaveId())
                .build());
    }
}
