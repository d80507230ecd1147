package dev.isthmus.mesos.machine;

import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.TaskSpec;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.translation.Taken;
import dev.isthmus.api.translation.Translation;
import dev.isthmus.api.translation.TranslationContext;
import dev.isthmus.mesos.messages.Protos.Offer.Operation;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Reason;
import dev.isthmus.mesos.offer.OutstandingOffer;
import dev.isthmus.mesos.resource.Demands;
import dev.isthmus.mesos.resource.Limits;
import dev.isthmus.mesos.resource.Portions;
import dev.isthmus.mesos.resource.ResourceChecks;
import dev.isthmus.mesos.status.Statuses;
import dev.isthmus.mesos.task.GroupChecks;
import dev.isthmus.mesos.task.TaskChecks;
import dev.isthmus.mesos.task.TaskSpecs;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What becomes of accepted offers (src/master/master.cpp, {@code Master::accept} and {@code Master::_accept}). */
final class Launching {

    private final MasterState state;
    private final Updates updates;
    private final Reserving reserving;

    Launching(MasterState state, Updates updates) {
        this.state = state;
        this.updates = updates;
        this.reserving = new Reserving(state);
    }

    /** Carries out operations on offers. */
    void accept(Input.Accept call) {
        if (!state.isConnected()) {
            call.operations().stream()
                    .filter(Operation::hasLaunch)
                    .flatMap(operation -> operation.getLaunch().getTaskInfosList().stream())
                    .forEach(this::disconnected);
            return;
        }
        Optional<String> problem = state.offers.problem(call.offers());
        if (problem.isPresent()) {
            call.offers().forEach(state.offers::remove);
            call.operations().stream().flatMap(Launching::tasks).forEach(task -> invalidOffers(task, problem.get()));
            return;
        }
        List<OutstandingOffer> offers = call.offers().stream()
                .map(state.offers::remove)
                .flatMap(Optional::stream)
                .toList();
        Portions offered = offers.stream().map(OutstandingOffer::portions).reduce(Portions.none(), Portions::plus);
        Portions left = offered;
        OutstandingOffer first = offers.get(0);
        for (Operation operation : call.operations()) {
            left = apply(operation, first, left);
        }
        // What was converted and not used comes back without a filter.
        Portions converted = left.minus(offered);
        Resources declined = left.minus(converted).total();
        state.allocator.refuse(first.role(), first.agent(), declined, call.refuseSeconds(), state.now);
    }

    private static Stream<TaskInfo> tasks(Operation operation) {
        return Stream.concat(
                operation.getLaunch().getTaskInfosList().stream(),
                operation.getLaunchGroup().getTaskGroup().getTasksList().stream());
    }

    private Portions apply(Operation operation, OutstandingOffer offer, Portions available) {
        switch (operation.getType()) {
            case LAUNCH -> {
                return launch(operation.getLaunch().getTaskInfosList(), offer, available);
            }
            case RESERVE -> {
                return reserving.reserve(operation.getReserve(), offer, available);
            }
            case UNRESERVE -> {
                return reserving.unreserve(operation.getUnreserve(), offer, available);
            }
            case LAUNCH_GROUP -> group(operation.getLaunchGroup(), offer);
            default ->
                state.outbox.warn("operation " + operation.getType() + " on offer " + offer.id()
                        + " is not supported and is skipped; its resources count as unused");
        }
        return available;
    }

    /** All or nothing: and it is nothing, as long as the backend has no groups. */
    private void group(Operation.LaunchGroup group, OutstandingOffer offer) {
        String refusal = GroupChecks.refusal(
                group, state.framework.id().value(), offer.agent().value(), state.tasks);
        group.getTaskGroup().getTasksList().forEach(task -> refuse(task, Reason.REASON_TASK_GROUP_INVALID, refusal));
    }

    private Portions launch(List<TaskInfo> tasks, OutstandingOffer offer, Portions available) {
        // One malformed resource spoils the whole operation, as it does in Mesos.
        Optional<String> malformed = tasks.stream()
                .map(task -> ResourceChecks.firstProblem(task.getResourcesList())
                        .map(problem ->
                                problem + " (of task '" + task.getTaskId().getValue() + "')"))
                .flatMap(Optional::stream)
                .findFirst();
        if (malformed.isPresent()) {
            tasks.forEach(task -> refuse(task, Reason.REASON_TASK_INVALID, malformed.get()));
            return available;
        }
        Portions left = available;
        for (TaskInfo task : tasks) {
            left = left.minus(launch(task, offer, left));
        }
        return left;
    }

    /** Launches the task, or refuses it, and returns what it takes of what is left. */
    private Portions launch(TaskInfo task, OutstandingOffer offer, Portions left) {
        Portions nothing = Portions.none();
        Optional<String> problem = TaskChecks.problem(task, offer.agent().value(), state.tasks);
        if (problem.isPresent()) {
            refuse(task, Reason.REASON_TASK_INVALID, problem.get());
            return nothing;
        }
        Demands.Demand demand = Demands.read(task.getResourcesList(), offer.role());
        KnownAgent known = state.agents.get(offer.agent());
        if (known == null) {
            throw new IllegalStateException("offer " + offer.id() + " stands, but its agent " + offer.agent()
                    + " is not known: offers of a lost agent should have been taken back");
        }
        Agent agent = known.agent();
        Limits limits = Limits.read(task.getLimitsMap());
        Translation<Taken> taken = state.options
                .translators()
                .take(
                        demand.resources(),
                        limits.bounded(),
                        limits.unlimited(),
                        TranslationContext.of(state.options.settings(), agent.attributes()));
        if (!demand.never().isEmpty() || !left.contains(demand.portions())) {
            // What no translator takes is never offered either: then that is what the user needs to know.
            String cause = taken instanceof Translation.Refused<Taken> refused ? ": " + refused.message() : "";
            refuse(
                    task,
                    Reason.REASON_TASK_INVALID,
                    "Total resources " + demand.portions()
                            + (demand.never().isEmpty() ? "" : " and " + String.join(", ", demand.never()))
                            + " required by task and its executor is more than available " + left + cause);
            return nothing;
        }
        Translation<TaskSpec> spec = TaskSpecs.read(task);
        if (taken instanceof Translation.Refused<Taken> refused) {
            refuse(task, Reason.REASON_TASK_INVALID, refused.message());
        } else if (spec instanceof Translation.Refused<TaskSpec> refused) {
            refuse(task, Reason.REASON_TASK_INVALID, refused.message());
        } else if (taken instanceof Translation.Translated<Taken> amounts
                && spec instanceof Translation.Translated<TaskSpec> what) {
            request(task, offer, demand.portions(), amounts.value(), what.value());
            return demand.portions();
        }
        return nothing;
    }

    private void request(TaskInfo task, OutstandingOffer offer, Portions demand, Taken taken, TaskSpec spec) {
        TaskId id = new TaskId(task.getTaskId().getValue());
        LaunchId launch = LaunchId.of(state.framework.id(), id, offer.id());
        LaunchedTask launched = new LaunchedTask(
                launch, state.framework.id(), id, offer.agent(), demand.total(), TaskSpecs.maxCompletionTime(task));
        state.tasks.add(launched, TaskSpecs.traits(task, offer.role())).portions(demand);
        state.outbox.info(
                "task " + id + " on agent " + offer.agent() + " is TASK_STAGING: launch " + launch + ", " + demand);
        state.options
                .policy()
                .startTimeout()
                .ifPresent(limit -> state.timers.at(state.now.plus(limit), new Timers.StartTimeout(launch)));
        state.outbox.add(new Output.Launch(new dev.isthmus.api.launch.Launch(
                launched, state.framework.info().getName(), taken, spec)));
    }

    private void disconnected(TaskInfo task) {
        // The driver itself says this, connected or not, so it does not go through Updates.
        TaskStatus status = Statuses.ofMaster(
                        task.getTaskId().getValue(), state.framework.lost(TaskState.TASK_DROPPED), state.now)
                .setReason(Reason.REASON_MASTER_DISCONNECTED)
                .setMessage("Master disconnected")
                .build();
        state.outbox.info("task " + task.getTaskId().getValue() + " is " + status.getState()
                + ": launched while the cluster cannot be reached");
        state.outbox.add(new Callback.Update(status));
    }

    private void invalidOffers(TaskInfo task, String problem) {
        TaskStatus.Builder status = Statuses.ofMaster(
                        task.getTaskId().getValue(), state.framework.lost(TaskState.TASK_DROPPED), state.now)
                .setReason(Reason.REASON_INVALID_OFFERS)
                .setMessage("Task launched with invalid offers: " + problem);
        updates.tell(status.setSlaveId(task.getSlaveId()).build());
    }

    private void refuse(TaskInfo task, Reason reason, String message) {
        updates.tell(Statuses.ofMaster(task.getTaskId().getValue(), TaskState.TASK_ERROR, state.now)
                .setReason(reason)
                .setMessage(message)
                .setSlaveId(task.getSlaveId())
                .build());
    }
}
