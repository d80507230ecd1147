package dev.isthmus.master.translation;

import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.messages.scheduler.Protos.Event;
import java.util.ArrayList;
import java.util.List;

/**
 * The events that a callback of the machine is, over HTTP. That a framework is registered, its stream has said before; and of a cluster that cannot be
 * reached for a while it knows nothing there, but that its offers are void.
 */
public final class CallbackEvents implements Callback.Cases {

    private final ToldOffers offers;
    private final List<Event> events = new ArrayList<>();

    private CallbackEvents(ToldOffers offers) {
        this.offers = offers;
    }

    /**
     * Translates a callback.
     *
     * @param offers those that the framework has; kept up to date
     */
    public static List<Event> of(Callback callback, ToldOffers offers) {
        CallbackEvents cases = new CallbackEvents(offers);
        callback.match(cases);
        return List.copyOf(cases.events);
    }

    @Override
    public void registered(Callback.Registered callback) {}

    @Override
    public void reregistered(Callback.Reregistered callback) {}

    @Override
    public void disconnected(Callback.Disconnected callback) {
        offers.takeAll().forEach(offer -> events.add(SchedulerEvents.rescind(offer)));
    }

    @Override
    public void offers(Callback.Offers callback) {
        callback.offers().forEach(offers::add);
        events.add(Event.newBuilder()
                .setType(Event.Type.OFFERS)
                .setOffers(Event.Offers.newBuilder().addAllOffers(callback.offers()))
                .build());
    }

    @Override
    public void rescinded(Callback.Rescinded callback) {
        offers.remove(callback.offer());
        events.add(SchedulerEvents.rescind(callback.offer()));
    }

    @Override
    public void inverseOffers(Callback.InverseOffers callback) {
        events.add(Event.newBuilder()
                .setType(Event.Type.INVERSE_OFFERS)
                .setInverseOffers(Event.InverseOffers.newBuilder().addAllInverseOffers(callback.offers()))
                .build());
    }

    @Override
    public void rescinded(Callback.InverseOfferRescinded callback) {
        events.add(Event.newBuilder()
                .setType(Event.Type.RESCIND_INVERSE_OFFER)
                .setRescindInverseOffer(Event.RescindInverseOffer.newBuilder().setInverseOfferId(callback.offer()))
                .build());
    }

    @Override
    public void update(Callback.Update callback) {
        events.add(SchedulerEvents.update(callback.status()));
    }

    @Override
    public void agentLost(Callback.AgentLost callback) {
        events.add(Event.newBuilder()
                .setType(Event.Type.FAILURE)
                .setFailure(Event.Failure.newBuilder().setSlaveId(callback.agent()))
                .build());
    }
}
