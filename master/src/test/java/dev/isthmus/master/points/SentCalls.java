package dev.isthmus.master.points;

import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.messages.Protos.OfferID;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.scheduler.Protos;
import dev.isthmus.mesos.protobuf.ByteString;
import java.util.List;
import java.util.Optional;

/** What a driver sends to a master when its framework calls; see src/sched/sched.cpp. */
final class SentCalls implements Call.Cases {

    private final Protos.Call.Builder call = Protos.Call.newBuilder();
    private boolean isSent = true;

    private SentCalls() {}

    /** Without the framework's id; empty: nothing is sent. */
    static Optional<Protos.Call.Builder> of(Call made) {
        SentCalls cases = new SentCalls();
        made.match(cases);
        return cases.isSent ? Optional.of(cases.call) : Optional.empty();
    }

    @Override
    public void accept(Call.Accept made) {
        Protos.Call.Accept.Builder accept =
                call.setType(Protos.Call.Type.ACCEPT).getAcceptBuilder().addAllOperations(made.operations());
        made.offers().forEach(offer -> accept.addOfferIds(OfferID.newBuilder().setValue(offer)));
        accept.getFiltersBuilder().setRefuseSeconds(made.refuseSeconds());
    }

    @Override
    public void decline(Call.Decline made) {
        Protos.Call.Decline.Builder decline =
                call.setType(Protos.Call.Type.DECLINE).getDeclineBuilder();
        decline.addOfferIdsBuilder().setValue(made.offer());
        decline.getFiltersBuilder().setRefuseSeconds(made.refuseSeconds());
    }

    @Override
    public void answer(Call.AnswerInverseOffers made) {
        List<OfferID> ids = made.offers().stream()
                .map(id -> OfferID.newBuilder().setValue(id).build())
                .toList();
        if (made.isAccepted()) {
            call.setType(Protos.Call.Type.ACCEPT_INVERSE_OFFERS)
                    .getAcceptInverseOffersBuilder()
                    .addAllInverseOfferIds(ids)
                    .getFiltersBuilder()
                    .setRefuseSeconds(made.refuseSeconds());
        } else {
            call.setType(Protos.Call.Type.DECLINE_INVERSE_OFFERS)
                    .getDeclineInverseOffersBuilder()
                    .addAllInverseOfferIds(ids)
                    .getFiltersBuilder()
                    .setRefuseSeconds(made.refuseSeconds());
        }
    }

    @Override
    public void kill(Call.Kill made) {
        Protos.Call.Kill.Builder kill = call.setType(Protos.Call.Type.KILL).getKillBuilder();
        kill.getTaskIdBuilder().setValue(made.task());
        made.agent().ifPresent(agent -> kill.setSlaveId(SlaveID.newBuilder().setValue(agent)));
    }

    @Override
    public void revive(Call.Revive made) {
        isSent = isOfSome(made.roles());
        call.setType(Protos.Call.Type.REVIVE);
        made.roles().ifPresent(roles -> call.getReviveBuilder().addAllRoles(roles));
    }

    @Override
    public void suppress(Call.Suppress made) {
        isSent = isOfSome(made.roles());
        call.setType(Protos.Call.Type.SUPPRESS);
        made.roles().ifPresent(roles -> call.getSuppressBuilder().addAllRoles(roles));
    }

    /** An empty list of roles would mean all to the master. */
    private static boolean isOfSome(Optional<List<String>> roles) {
        return roles.isEmpty() || !roles.get().isEmpty();
    }

    /** Of an update that wants no acknowledgement, none is sent. */
    @Override
    public void acknowledge(Call.Acknowledge made) {
        isSent = made.status().hasUuid() && made.status().hasSlaveId();
        call.setType(Protos.Call.Type.ACKNOWLEDGE)
                .getAcknowledgeBuilder()
                .setTaskId(made.status().getTaskId())
                .setSlaveId(made.status().getSlaveId())
                .setUuid(made.status().getUuid());
    }

    @Override
    public void reconcile(Call.Reconcile made) {
        Protos.Call.Reconcile.Builder reconcile =
                call.setType(Protos.Call.Type.RECONCILE).getReconcileBuilder();
        made.statuses().forEach(status -> {
            Protos.Call.Reconcile.Task.Builder task =
                    reconcile.addTasksBuilder().setTaskId(status.getTaskId());
            if (status.hasSlaveId()) {
                task.setSlaveId(status.getSlaveId());
            }
        });
    }

    @Override
    public void message(Call.Message made) {
        Protos.Call.Message.Builder message =
                call.setType(Protos.Call.Type.MESSAGE).getMessageBuilder();
        message.getExecutorIdBuilder().setValue(made.executor());
        message.getSlaveIdBuilder().setValue(made.agent());
        message.setData(ByteString.copyFromUtf8("data"));
    }

    @Override
    public void updateFramework(Call.UpdateFramework made) {
        call.setType(Protos.Call.Type.UPDATE_FRAMEWORK)
                .getUpdateFrameworkBuilder()
                .setFrameworkInfo(made.info())
                .addAllSuppressedRoles(made.suppressed())
                .setOfferConstraints(made.constraints());
    }
}
