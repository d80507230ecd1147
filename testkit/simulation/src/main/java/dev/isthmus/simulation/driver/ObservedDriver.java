package dev.isthmus.simulation.driver;

import dev.isthmus.mesos.FrameworkDriver;
import dev.isthmus.mesos.messages.Protos.ExecutorID;
import dev.isthmus.mesos.messages.Protos.Filters;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.OfferID;
import dev.isthmus.mesos.messages.Protos.Request;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.Status;
import dev.isthmus.mesos.messages.Protos.TaskID;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import dev.isthmus.simulation.observe.LaunchedTasks;
import dev.isthmus.simulation.observe.Observer;
import dev.isthmus.simulation.trace.Column;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** A driver whose calls are seen. Those of a process that has died are not made. It is started and ended by its process alone. */
final class ObservedDriver implements FrameworkDriver {

    private final ProcessWitness witness;
    private final FrameworkDriver real;

    ObservedDriver(ProcessWitness witness, FrameworkDriver real) {
        this.witness = witness;
        this.real = real;
    }

    private Status call(String what, Object detail, Runnable seen, Function<FrameworkDriver, Status> call) {
        if (!witness.happens(Column.FRAMEWORK, what, detail)) {
            return Status.DRIVER_ABORTED;
        }
        seen.run();
        return call.apply(real);
    }

    private void acknowledged(Observer observer, TaskStatus status) {
        if (witness.wasTold(status)) {
            observer.acknowledged(witness.life(), status);
        }
    }

    private void ifTaken(Consumer<Observer> seen) {
        if (witness.takesCalls()) {
            seen.accept(witness.observer());
        }
    }

    @Override
    public Status start() {
        throw new UnsupportedOperationException("A driver is started by its process");
    }

    @Override
    public Status stop(boolean failover) {
        return call("stops", failover ? "for failover" : "", () -> {}, driver -> driver.stop(failover));
    }

    @Override
    public Status abort() {
        return call("aborts", "", () -> {}, FrameworkDriver::abort);
    }

    @Override
    public Status join() {
        throw new UnsupportedOperationException("Nobody waits in a world of one thread");
    }

    @Override
    public Status run() {
        throw new UnsupportedOperationException("Nobody waits in a world of one thread");
    }

    @Override
    public Status requestResources(Collection<Request> requests) {
        return call("requests", "", () -> {}, driver -> driver.requestResources(requests));
    }

    @Override
    public Status launchTasks(Collection<OfferID> offerIds, Collection<TaskInfo> tasks, Filters filters) {
        List<String> offers = ids(offerIds);
        List<TaskInfo> launched = List.copyOf(tasks);
        return call(
                "launches",
                new Shown.Launch(offers, launched),
                () -> witness.observer().answered(witness.life(), offers, launched),
                driver -> driver.launchTasks(offerIds, tasks, filters));
    }

    @Override
    public Status killTask(TaskID taskId) {
        return call(
                "kills",
                taskId.getValue(),
                () -> ifTaken(observer -> observer.killAsked(witness.life(), taskId.getValue())),
                driver -> driver.killTask(taskId));
    }

    @Override
    public Status acceptOffers(Collection<OfferID> offerIds, Collection<Offer.Operation> operations, Filters filters) {
        List<String> offers = ids(offerIds);
        List<TaskInfo> launched = LaunchedTasks.of(operations);
        return call(
                "accepts",
                new Shown.Launch(offers, launched),
                () -> witness.observer().answered(witness.life(), offers, launched),
                driver -> driver.acceptOffers(offerIds, operations, filters));
    }

    @Override
    public Status declineOffer(OfferID offerId, Filters filters) {
        List<String> offers = List.of(offerId.getValue());
        return call(
                "declines",
                new Shown.Launch(offers, List.of()),
                () -> witness.observer().answered(witness.life(), offers, List.of()),
                driver -> driver.declineOffer(offerId, filters));
    }

    private static List<String> ids(Collection<OfferID> offerIds) {
        return offerIds.stream().map(OfferID::getValue).toList();
    }

    @Override
    public Status reviveOffers() {
        return call("revives", "", () -> {}, FrameworkDriver::reviveOffers);
    }

    @Override
    public Status reviveOffers(Collection<String> roles) {
        return call("revives", roles, () -> {}, driver -> driver.reviveOffers(roles));
    }

    @Override
    public Status suppressOffers() {
        return call("suppresses", "", () -> {}, FrameworkDriver::suppressOffers);
    }

    @Override
    public Status suppressOffers(Collection<String> roles) {
        return call("suppresses", roles, () -> {}, driver -> driver.suppressOffers(roles));
    }

    @Override
    public Status acknowledgeStatusUpdate(TaskStatus status) {
        return call(
                "acknowledges",
                new Shown.Status(status),
                () -> ifTaken(observer -> acknowledged(observer, status)),
                driver -> driver.acknowledgeStatusUpdate(status));
    }

    @Override
    public Status sendFrameworkMessage(ExecutorID executorId, SlaveID slaveId, byte[] data) {
        return call("sends", "", () -> {}, driver -> driver.sendFrameworkMessage(executorId, slaveId, data));
    }

    @Override
    public Status reconcileTasks(Collection<TaskStatus> statuses) {
        List<String> asked =
                statuses.stream().map(status -> status.getTaskId().getValue()).toList();
        return call(
                "reconciles",
                asked.isEmpty() ? "all" : asked,
                () -> ifTaken(observer -> observer.reconcileAsked(witness.life(), asked)),
                driver -> driver.reconcileTasks(statuses));
    }

    @Override
    public Status updateFramework(
            FrameworkInfo framework, Collection<String> suppressedRoles, OfferConstraints constraints) {
        return call("updates", "", () -> {}, driver -> driver.updateFramework(framework, suppressedRoles, constraints));
    }
}
