package dev.isthmus.simulation.client;

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
import dev.isthmus.mesos.messages.scheduler.Protos.Call;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import java.util.Collection;
import java.util.List;

/** What a framework asks its driver for, as calls of the scheduler's API. */
final class ClientCalls implements FrameworkDriver {

    /** Where calls go. */
    interface Session {

        void subscribe();

        void leave(boolean failover);

        /** A call, without the framework's id. */
        void send(Call.Builder call);
    }

    private final Session session;

    ClientCalls(Session session) {
        this.session = session;
    }

    private Status send(Call.Builder call) {
        session.send(call);
        return Status.DRIVER_RUNNING;
    }

    private static Call.Builder call(Call.Type type) {
        return Call.newBuilder().setType(type);
    }

    @Override
    public Status start() {
        session.subscribe();
        return Status.DRIVER_RUNNING;
    }

    @Override
    public Status stop(boolean failover) {
        session.leave(failover);
        return Status.DRIVER_STOPPED;
    }

    @Override
    public Status abort() {
        session.leave(true);
        return Status.DRIVER_ABORTED;
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
        Call.Builder call = call(Call.Type.REQUEST);
        call.getRequestBuilder().addAllRequests(requests);
        return send(call);
    }

    @Override
    public Status launchTasks(Collection<OfferID> offerIds, Collection<TaskInfo> tasks, Filters filters) {
        Offer.Operation launch = Offer.Operation.newBuilder()
                .setType(Offer.Operation.Type.LAUNCH)
                .setLaunch(Offer.Operation.Launch.newBuilder().addAllTaskInfos(tasks))
                .build();
        return acceptOffers(offerIds, tasks.isEmpty() ? List.of() : List.of(launch), filters);
    }

    @Override
    public Status acceptOffers(Collection<OfferID> offerIds, Collection<Offer.Operation> operations, Filters filters) {
        Call.Builder call = call(Call.Type.ACCEPT);
        call.getAcceptBuilder()
                .addAllOfferIds(offerIds)
                .addAllOperations(operations)
                .setFilters(filters);
        return send(call);
    }

    @Override
    public Status declineOffer(OfferID offerId, Filters filters) {
        Call.Builder call = call(Call.Type.DECLINE);
        call.getDeclineBuilder().addOfferIds(offerId).setFilters(filters);
        return send(call);
    }

    @Override
    public Status killTask(TaskID taskId) {
        Call.Builder call = call(Call.Type.KILL);
        call.getKillBuilder().setTaskId(taskId);
        return send(call);
    }

    @Override
    public Status reviveOffers() {
        return reviveOffers(List.of());
    }

    @Override
    public Status reviveOffers(Collection<String> roles) {
        Call.Builder call = call(Call.Type.REVIVE);
        call.getReviveBuilder().addAllRoles(roles);
        return send(call);
    }

    @Override
    public Status suppressOffers() {
        return suppressOffers(List.of());
    }

    @Override
    public Status suppressOffers(Collection<String> roles) {
        Call.Builder call = call(Call.Type.SUPPRESS);
        call.getSuppressBuilder().addAllRoles(roles);
        return send(call);
    }

    /** Of what wants no acknowledgement, none is sent. */
    @Override
    public Status acknowledgeStatusUpdate(TaskStatus status) {
        if (!status.hasUuid() || !status.hasSlaveId()) {
            return Status.DRIVER_RUNNING;
        }
        Call.Builder call = call(Call.Type.ACKNOWLEDGE);
        call.getAcknowledgeBuilder()
                .setTaskId(status.getTaskId())
                .setSlaveId(status.getSlaveId())
                .setUuid(status.getUuid());
        return send(call);
    }

    @Override
    public Status sendFrameworkMessage(ExecutorID executorId, SlaveID slaveId, byte[] data) {
        throw new UnsupportedOperationException("No framework of a world has executors to talk to");
    }

    @Override
    public Status reconcileTasks(Collection<TaskStatus> statuses) {
        Call.Builder call = call(Call.Type.RECONCILE);
        call.getReconcileBuilder();
        statuses.forEach(status -> {
            Call.Reconcile.Task.Builder task =
                    call.getReconcileBuilder().addTasksBuilder().setTaskId(status.getTaskId());
            if (status.hasSlaveId()) {
                task.setSlaveId(status.getSlaveId());
            }
        });
        return send(call);
    }

    @Override
    public Status updateFramework(
            FrameworkInfo framework, Collection<String> suppressedRoles, OfferConstraints constraints) {
        Call.Builder call = call(Call.Type.UPDATE_FRAMEWORK);
        call.getUpdateFrameworkBuilder()
                .setFrameworkInfo(framework)
                .addAllSuppressedRoles(suppressedRoles)
                .setOfferConstraints(constraints);
        return send(call);
    }
}
