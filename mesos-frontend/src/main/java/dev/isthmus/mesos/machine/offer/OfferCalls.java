package dev.isthmus.mesos.machine.offer;

import dev.isthmus.mesos.machine.state.FrameworkState;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.offer.OutstandingOffer;
import java.util.Optional;

/** What a framework says of offers, but for using them: it declines some, and wants none or all again. */
public final class OfferCalls {

    private final FrameworkState state;
    private final OutstandingOffers offers;

    public OfferCalls(FrameworkState state, OutstandingOffers offers) {
        this.state = state;
        this.offers = offers;
    }

    /** Handles a declined offer. */
    public void decline(Call.Decline call) {
        Optional<OutstandingOffer> declined =
                state.isConnected() ? state.offers().find(state.framework().id(), call.offer()) : Optional.empty();
        if (declined.isPresent()) {
            offers.decline(declined.get(), call.refuseSeconds());
        } else {
            state.outbox().debug("offer " + call.offer() + " is declined but is not outstanding; ignored");
        }
    }

    /** Handles an answer to inverse offers. */
    public void answer(Call.AnswerInverseOffers call) {
        if (state.isConnected()) {
            offers.inverse().answered(state, call);
        }
    }

    /** Handles a call of reviveOffers. */
    public void revive(Call.Revive call) {
        if (call.roles().isEmpty()) {
            state.allocator().reviveAll(state.framework().id());
        } else if (call.roles().get().isEmpty()) {
            return;
        } else if (!state.allocator()
                .revive(state.framework().id(), call.roles().get())) {
            state.outbox()
                    .warn("reviveOffers(" + call.roles().get() + ") is dropped: not all are roles of the framework");
            return;
        }
        offers.run();
    }

    /** Handles a call of suppressOffers. */
    public void suppress(Call.Suppress call) {
        if (call.roles().isEmpty()) {
            state.allocator().suppressAll(state.framework().id());
        } else if (!state.allocator()
                .suppress(state.framework().id(), call.roles().get())) {
            state.outbox()
                    .warn("suppressOffers(" + call.roles().get() + ") is dropped: not all are roles of the framework");
        }
    }
}
