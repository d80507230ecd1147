package dev.isthmus.master.points;

import dev.isthmus.driver.client.machine.FrameworkCall;
import dev.isthmus.driver.client.wire.SchedulerCall;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.messages.Protos.ExecutorID;
import dev.isthmus.mesos.messages.Protos.Filters;
import dev.isthmus.mesos.messages.Protos.OfferID;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.TaskID;
import dev.isthmus.mesos.protobuf.ByteString;
import java.util.List;
import java.util.Optional;

/** The calls of the tests as those of the thin driver. */
final class ThinCalls implements Call.Cases {

    private Optional<FrameworkCall> made = Optional.empty();

    /** Empty where its methods do nothing: an empty list of roles. */
    Optional<FrameworkCall> of(Call call) {
        made = Optional.empty();
        call.match(this);
        return made;
    }

    private void make(FrameworkCall call) {
        made = Optional.of(call);
    }

    private void make(SchedulerCall call) {
        make(new FrameworkCall.Plain(call));
    }

    private static OfferID offer(String id) {
        return OfferID.newBuilder().setValue(id).build();
    }

    private static Filters refused(double seconds) {
        return Filters.newBuilder().setRefuseSeconds(seconds).build();
    }

    @Override
    public void accept(Call.Accept call) {
        make(new FrameworkCall.Accept(
                call.offers().stream().map(ThinCalls::offer).toList(),
                call.operations(),
                refused(call.refuseSeconds())));
    }

    @Override
    public void decline(Call.Decline call) {
        make(SchedulerCall.decline(offer(call.offer()), refused(call.refuseSeconds())));
    }

    /** Mesos's driver has no method for it. */
    @Override
    public void answer(Call.AnswerInverseOffers call) {}

    @Override
    public void kill(Call.Kill call) {
        make(SchedulerCall.kill(TaskID.newBuilder().setValue(call.task()).build()));
    }

    @Override
    public void revive(Call.Revive call) {
        if (isOfSome(call.roles())) {
            make(new FrameworkCall.Revive(call.roles().orElse(List.of())));
        }
    }

    @Override
    public void suppress(Call.Suppress call) {
        if (isOfSome(call.roles())) {
            make(new FrameworkCall.Suppress(call.roles().orElse(List.of())));
        }
    }

    private static boolean isOfSome(Optional<List<String>> roles) {
        return roles.isEmpty() || !roles.get().isEmpty();
    }

    @Override
    public void acknowledge(Call.Acknowledge call) {
        make(new FrameworkCall.Acknowledge(call.status()));
    }

    @Override
    public void reconcile(Call.Reconcile call) {
        make(SchedulerCall.reconcile(call.statuses()));
    }

    @Override
    public void message(Call.Message call) {
        make(SchedulerCall.message(
                ExecutorID.newBuilder().setValue(call.executor()).build(),
                SlaveID.newBuilder().setValue(call.agent()).build(),
                ByteString.copyFromUtf8("data")));
    }

    @Override
    public void updateFramework(Call.UpdateFramework call) {
        make(new FrameworkCall.Update(call.info(), call.suppressed(), call.constraints()));
    }
}
