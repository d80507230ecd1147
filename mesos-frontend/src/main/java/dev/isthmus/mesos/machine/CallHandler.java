package dev.isthmus.mesos.machine;

import dev.isthmus.mesos.machine.launch.Launching;
import dev.isthmus.mesos.machine.offer.OutstandingOffers;
import dev.isthmus.mesos.machine.registration.Registration;
import dev.isthmus.mesos.machine.state.MasterState;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.task.Reconciler;
import dev.isthmus.mesos.machine.task.StatusUpdateSender;

/** Handles each call of the framework as a Mesos master and its driver do. */
final class CallHandler implements Call.Cases {

    private final MasterState state;
    private final StatusUpdateSender updates;
    private final OutstandingOffers offering;
    private final Launching launching;
    private final Reconciler reconciling;
    private final Registration contacts;

    CallHandler(
            MasterState state,
            StatusUpdateSender updates,
            OutstandingOffers offering,
            Launching launching,
            Reconciler reconciling,
            Registration contacts) {
        this.state = state;
        this.updates = updates;
        this.offering = offering;
        this.launching = launching;
        this.reconciling = reconciling;
        this.contacts = contacts;
    }

    @Override
    public void accept(Call.Accept call) {
        boolean named = call.operations().stream().anyMatch(operation -> operation.hasId());
        if (named) {
            contacts.abort(
                    "An operation of acceptOffers has its 'id' set, which the v0 scheduler API forbids: leave it out");
        } else {
            launching.accept(call);
        }
    }

    @Override
    public void decline(Call.Decline call) {
        offering.decline(call);
    }

    @Override
    public void kill(Call.Kill call) {
        reconciling.kill(call);
    }

    @Override
    public void revive(Call.Revive call) {
        offering.revive(call);
    }

    @Override
    public void suppress(Call.Suppress call) {
        offering.suppress(call);
    }

    @Override
    public void acknowledge(Call.Acknowledge call) {
        if (state.options().implicitAcknowledgements()) {
            // The C++ driver ends the whole process here.
            contacts.abort(
                    "acknowledgeStatusUpdate was called on a driver that acknowledges implicitly: construct it with"
                            + " implicitAcknowledgements = false, or do not call it");
        } else if (state.isConnected()) {
            updates.acknowledge(call.status());
        }
    }

    @Override
    public void reconcile(Call.Reconcile call) {
        reconciling.reconcile(call);
    }

    @Override
    public void message(Call.Message call) {
        state.outbox()
                .warnOnce("a message to executor " + call.executor() + " on agent " + call.agent()
                        + " is dropped: there are no custom executors on ECS");
    }

    @Override
    public void updateFramework(Call.UpdateFramework call) {
        contacts.update(call);
    }
}
