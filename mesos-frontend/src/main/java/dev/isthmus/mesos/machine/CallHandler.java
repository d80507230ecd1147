package dev.isthmus.mesos.machine;

import dev.isthmus.mesos.machine.launch.Launching;
import dev.isthmus.mesos.machine.offer.OfferCalls;
import dev.isthmus.mesos.machine.registration.Registration;
import dev.isthmus.mesos.machine.state.FrameworkState;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.task.Reconciler;
import dev.isthmus.mesos.machine.task.StatusUpdateSender;

/** Handles each call of the framework as a Mesos master and its driver do. */
final class CallHandler implements Call.Cases {

    private final FrameworkState state;
    private final StatusUpdateSender updates;
    private final OfferCalls offers;
    private final Launching launching;
    private final Reconciler reconciler;
    private final Registration registration;

    CallHandler(
            FrameworkState state,
            StatusUpdateSender updates,
            OfferCalls offers,
            Launching launching,
            Reconciler reconciler,
            Registration registration) {
        this.state = state;
        this.updates = updates;
        this.offers = offers;
        this.launching = launching;
        this.reconciler = reconciler;
        this.registration = registration;
    }

    @Override
    public void accept(Call.Accept call) {
        boolean named = call.operations().stream().anyMatch(operation -> operation.hasId());
        if (named) {
            registration.abort(
                    "An operation of acceptOffers has its 'id' set, which the v0 scheduler API forbids: leave it out");
        } else {
            launching.accept(call);
        }
    }

    @Override
    public void decline(Call.Decline call) {
        offers.decline(call);
    }

    @Override
    public void answer(Call.AnswerInverseOffers call) {
        offers.answer(call);
    }

    @Override
    public void kill(Call.Kill call) {
        reconciler.kill(call);
    }

    @Override
    public void revive(Call.Revive call) {
        offers.revive(call);
    }

    @Override
    public void suppress(Call.Suppress call) {
        offers.suppress(call);
    }

    @Override
    public void acknowledge(Call.Acknowledge call) {
        if (state.options().implicitAcknowledgements()) {
            // The C++ driver ends the whole process here.
            registration.abort(
                    "acknowledgeStatusUpdate was called on a driver that acknowledges implicitly: construct it with"
                            + " implicitAcknowledgements = false, or do not call it");
        } else if (state.isConnected()) {
            updates.acknowledge(call.status());
        }
    }

    @Override
    public void reconcile(Call.Reconcile call) {
        reconciler.reconcile(call);
    }

    @Override
    public void message(Call.Message call) {
        state.outbox()
                .warnOnce("a message to executor " + call.executor() + " on agent " + call.agent()
                        + " is dropped: there are no custom executors on ECS");
    }

    @Override
    public void updateFramework(Call.UpdateFramework call) {
        registration.update(call);
    }
}
