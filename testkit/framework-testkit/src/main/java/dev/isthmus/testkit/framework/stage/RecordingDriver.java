package dev.isthmus.testkit.framework.stage;

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
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** Writes down what a scheduler calls, and hands it on. */
final class RecordingDriver implements FrameworkDriver {

    private final Stage stage;
    private final FrameworkDriver driver;

    RecordingDriver(Stage stage, FrameworkDriver driver) {
        this.stage = stage;
        this.driver = driver;
    }

    private Status record(DriverCall call, Supplier<Status> carryOut) {
        return record(List.of(call), carryOut);
    }

    private Status record(List<DriverCall> calls, Supplier<Status> carryOut) {
        stage.requireItsThread(calls.get(0));
        // Mesos ignores requests for resources, so this only asks how the driver is.
        Status before = driver.requestResources(List.of());
        calls.forEach(call -> stage.called(call, before));
        return carryOut.get();
    }

    @Override
    public Status start() {
        return driver.start();
    }

    @Override
    public Status stop(boolean failover) {
        return record(new DriverCall.Stop(failover), () -> driver.stop(failover));
    }

    @Override
    public Status abort() {
        return record(new DriverCall.Abort(), driver::abort);
    }

    @Override
    public Status join() {
        throw blocks("join()");
    }

    @Override
    public Status run() {
        throw blocks("run()");
    }

    private static UnsupportedOperationException blocks(String method) {
        return new UnsupportedOperationException("a script has one thread, and " + method
                + " would block it for ever: call it outside the scheduler, in the program that a script leaves out");
    }

    @Override
    public Status requestResources(Collection<Request> requests) {
        return record(
                new DriverCall.Other("requestResources", "Mesos ignores it"), () -> driver.requestResources(requests));
    }

    @Override
    public Status launchTasks(Collection<OfferID> offerIds, Collection<TaskInfo> tasks, Filters filters) {
        List<String> offers = ids(offerIds);
        return record(
                tasks.isEmpty() ? List.of(decline(offers, filters)) : launches(tasks, offers),
                () -> driver.launchTasks(offerIds, tasks, filters));
    }

    @Override
    public Status acceptOffers(Collection<OfferID> offerIds, Collection<Offer.Operation> operations, Filters filters) {
        List<String> offers = ids(offerIds);
        List<DriverCall> calls = new ArrayList<>();
        for (Offer.Operation operation : operations) {
            if (operation.hasLaunch()) {
                calls.addAll(launches(operation.getLaunch().getTaskInfosList(), offers));
            } else {
                calls.add(new DriverCall.Operation(operation.getType().name()));
            }
        }
        if (calls.isEmpty()) {
            calls.add(decline(offers, filters));
        }
        stage.answered(offers);
        return record(calls, () -> driver.acceptOffers(offerIds, operations, filters));
    }

    private List<DriverCall> launches(Collection<TaskInfo> tasks, List<String> offers) {
        stage.answered(offers);
        return tasks.stream()
                .<DriverCall>map(task -> new DriverCall.Launch(task, offers))
                .toList();
    }

    private DriverCall decline(List<String> offers, Filters filters) {
        stage.answered(offers);
        return new DriverCall.Decline(
                offers, offers.stream().map(stage::agentOf).toList(), filters.getRefuseSeconds());
    }

    private static List<String> ids(Collection<OfferID> offers) {
        return offers.stream().map(OfferID::getValue).toList();
    }

    @Override
    public Status declineOffer(OfferID offerId, Filters filters) {
        return record(decline(ids(List.of(offerId)), filters), () -> driver.declineOffer(offerId, filters));
    }

    @Override
    public Status killTask(TaskID taskId) {
        return record(new DriverCall.Kill(taskId.getValue()), () -> driver.killTask(taskId));
    }

    @Override
    public Status reviveOffers() {
        return record(new DriverCall.Revive(List.of()), driver::reviveOffers);
    }

    @Override
    public Status reviveOffers(Collection<String> roles) {
        return record(new DriverCall.Revive(List.copyOf(roles)), () -> driver.reviveOffers(roles));
    }

    @Override
    public Status suppressOffers() {
        return record(new DriverCall.Suppress(List.of()), driver::suppressOffers);
    }

    @Override
    public Status suppressOffers(Collection<String> roles) {
        return record(new DriverCall.Suppress(List.copyOf(roles)), () -> driver.suppressOffers(roles));
    }

    @Override
    public Status acknowledgeStatusUpdate(TaskStatus status) {
        return record(
                new DriverCall.Acknowledge(
                        status.getTaskId().getValue(), status.getState().name(), false),
                () -> driver.acknowledgeStatusUpdate(status));
    }

    @Override
    public Status sendFrameworkMessage(ExecutorID executorId, SlaveID slaveId, byte[] data) {
        return record(
                new DriverCall.Other(
                        "sendFrameworkMessage", data.length + " bytes to executor " + executorId.getValue()),
                () -> driver.sendFrameworkMessage(executorId, slaveId, data));
    }

    @Override
    public Status reconcileTasks(Collection<TaskStatus> statuses) {
        List<String> tasks =
                statuses.stream().map(status -> status.getTaskId().getValue()).toList();
        return record(new DriverCall.Reconcile(tasks), () -> driver.reconcileTasks(statuses));
    }

    @Override
    public Status updateFramework(
            FrameworkInfo framework, Collection<String> suppressedRoles, OfferConstraints constraints) {
        return record(
                new DriverCall.Other("updateFramework", "suppressed roles " + List.copyOf(suppressedRoles)),
                () -> driver.updateFramework(ScriptEngine.withHostname(framework), suppressedRoles, constraints));
    }
}
