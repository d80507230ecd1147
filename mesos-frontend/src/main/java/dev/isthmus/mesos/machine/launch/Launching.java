package dev.isthmus.mesos.machine.launch;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.task.TaskSpec;
import dev.isthmus.api.translation.Taken;
import dev.isthmus.api.translation.Translation;
import dev.isthmus.mesos.machine.state.FrameworkState;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.machine.task.StatusUpdateSender;
import dev.isthmus.mesos.messages.Protos.Offer.Operation;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Reason;
import dev.isthmus.mesos.offer.OutstandingOffer;
import dev.isthmus.mesos.resource.Demands;
import dev.isthmus.mesos.resource.ResourceChecks;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import dev.isthmus.mesos.status.Statuses;
import dev.isthmus.mesos.task.MesosTask;
import dev.isthmus.mesos.task.TaskChecks;
import dev.isthmus.mesos.task.TaskSpecs;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Carries out the operations on accepted offers (src/master/master.cpp, {@code Master::accept} and {@code Master::_accept}). */
public final class Launching {

    private final FrameworkState state;
    private final StatusUpdateSender updates;
    private final LaunchAdmission admission;
    private final GroupLaunching groups;
    private final ReservationHandler reservations;

    public Launching(FrameworkState state, StatusUpdateSender updates) {
        this.state = state;
        this.updates = updates;
        this.admission = new LaunchAdmission(state, updates);
        this.groups = new GroupLaunching(state, admission);
        this.reservations = new ReservationHandler(state);
    }

    /** Handles a call of acceptOffers or launchTasks. */
    public void accept(Call.Accept call) {
        if (!state.isConnected()) {
            call.operations().stream()
                    .filter(Operation::hasLaunch)
                    .flatMap(operation -> operation.getLaunch().getTaskInfosList().stream())
                    .forEach(this::disconnected);
            return;
        }
        FrameworkId framework = state.framework().id();
        Optional<String> problem = state.offers().problem(framework, call.offers());
        if (problem.isPresent()) {
            call.offers().forEach(offer -> state.offers().remove(framework, offer));
            call.operations().stream().flatMap(Launching::tasks).forEach(task -> invalidOffers(task, problem.get()));
            return;
        }
        List<OutstandingOffer> offers = call.offers().stream()
                .map(offer -> state.offers().remove(framework, offer))
                .flatMap(Optional::stream)
                .toList();
        ResourcesByReservation offered = offers.stream()
                .map(OutstandingOffer::portions)
                .reduce(ResourcesByReservation.none(), ResourcesByReservation::plus);
        ResourcesByReservation left = offered;
        OutstandingOffer first = offers.get(0);
        Optional<Impossible> impossible = Impossible.in(call.operations());
        if (impossible.isPresent()) {
            refuseAll(call.operations(), impossible.get());
        } else {
            for (Operation operation : call.operations()) {
                left = apply(operation, first, left);
            }
        }
        // What was converted and not used comes back without a filter.
        ResourcesByReservation converted = left.minus(offered);
        ResourcesByReservation declined = left.minus(converted);
        state.allocator()
                .refuse(first.framework(), first.role(), first.agent(), declined, call.refuseSeconds(), state.now());
    }

    private static Stream<TaskInfo> tasks(Operation operation) {
        return Stream.concat(
                operation.getLaunch().getTaskInfosList().stream(),
                operation.getLaunchGroup().getTaskGroup().getTasksList().stream());
    }

    /** Refuses all operations of a call: a part of them would leave a task without its volume, or a reservation that nobody uses. */
    private void refuseAll(List<Operation> operations, Impossible impossible) {
        state.outbox().warnOnce(impossible.warning());
        for (Operation operation : operations) {
            operation
                    .getLaunch()
                    .getTaskInfosList()
                    .forEach(task -> admission.refuse(task, Reason.REASON_TASK_INVALID, impossible.message()));
            operation
                    .getLaunchGroup()
                    .getTaskGroup()
                    .getTasksList()
                    .forEach(task -> admission.refuse(task, Reason.REASON_TASK_GROUP_INVALID, impossible.message()));
        }
    }

    private ResourcesByReservation apply(
            Operation operation, OutstandingOffer offer, ResourcesByReservation available) {
        switch (operation.getType()) {
            case LAUNCH -> {
                return launch(operation.getLaunch().getTaskInfosList(), offer, available);
            }
            case RESERVE -> {
                return reservations.reserve(operation.getReserve(), offer, available);
            }
            case UNRESERVE -> {
                return reservations.unreserve(operation.getUnreserve(), offer, available);
            }
            case LAUNCH_GROUP -> {
                return available.minus(groups.launch(operation.getLaunchGroup(), offer, available));
            }
            default ->
                throw new IllegalStateException("operation " + operation.getType() + " is none that can be done");
        }
    }

    private ResourcesByReservation launch(
            List<TaskInfo> tasks, OutstandingOffer offer, ResourcesByReservation available) {
        // One malformed resource spoils the whole operation, as it does in Mesos.
        Optional<String> malformed = tasks.stream()
                .map(task -> ResourceChecks.firstProblem(task.getResourcesList())
                        .map(problem ->
                                problem + " (of task '" + task.getTaskId().getValue() + "')"))
                .flatMap(Optional::stream)
                .findFirst();
        if (malformed.isPresent()) {
            tasks.forEach(task -> admission.refuse(task, Reason.REASON_TASK_INVALID, malformed.get()));
            return available;
        }
        ResourcesByReservation left = available;
        for (TaskInfo task : tasks) {
            left = left.minus(launch(task, offer, left));
        }
        return left;
    }

    /** Launches the task or refuses it, and returns the resources it takes. */
    private ResourcesByReservation launch(TaskInfo task, OutstandingOffer offer, ResourcesByReservation left) {
        ResourcesByReservation nothing = ResourcesByReservation.none();
        Optional<String> problem = TaskChecks.problem(task, offer.agent().value(), state.tasks());
        if (problem.isPresent()) {
            admission.refuse(task, Reason.REASON_TASK_INVALID, problem.get());
            return nothing;
        }
        Demands.Demand demand = Demands.read(task.getResourcesList(), offer.role());
        Translation<Taken> taken = admission.take(task, demand, offer);
        if (!demand.never().isEmpty() || !left.contains(demand.portions())) {
            // What no translator takes is never offered either: then that is what the user needs to know.
            String cause = taken instanceof Translation.Refused<Taken> refused ? ": " + refused.message() : "";
            admission.refuse(
                    task,
                    Reason.REASON_TASK_INVALID,
                    "Total resources " + demand.text() + " required by task and its executor is more than available "
                            + left + cause);
            return nothing;
        }
        Translation<TaskSpec> spec = TaskSpecs.read(task);
        return taken.flatMap(amounts -> spec.map(what -> {
                    MesosTask tracked = admission.track(task, offer, demand.portions(), Optional.empty());
                    state.outbox().add(new Output.Launch(admission.launch(tracked, amounts, what)));
                    return demand.portions();
                }))
                .fold(Translation.Translated::value, refused -> {
                    admission.refuse(task, Reason.REASON_TASK_INVALID, refused.message());
                    return nothing;
                });
    }

    private void disconnected(TaskInfo task) {
        // The driver itself says this, connected or not, so it does not go through Updates.
        TaskStatus status = Statuses.ofMaster(
                        task.getTaskId().getValue(), state.framework().lost(TaskState.TASK_DROPPED), state.shown())
                .setReason(Reason.REASON_MASTER_DISCONNECTED)
                .setMessage("Master disconnected")
                .build();
        state.outbox()
                .info("task " + task.getTaskId().getValue() + " is " + status.getState()
                        + ": launched while the cluster cannot be reached");
        state.outbox().add(new Callback.Update(status));
    }

    private void invalidOffers(TaskInfo task, String problem) {
        TaskStatus.Builder status = Statuses.ofMaster(
                        task.getTaskId().getValue(), state.framework().lost(TaskState.TASK_DROPPED), state.shown())
                .setReason(Reason.REASON_INVALID_OFFERS)
                .setMessage("Task launched with invalid offers: " + problem);
        updates.tell(status.setSlaveId(task.getSlaveId()).build());
    }
}
