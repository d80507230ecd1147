package dev.isthmus.simulation.eligible;

import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.scheduler.Protos.Call;
import dev.isthmus.mesos.messages.scheduler.Protos.Event;
import dev.isthmus.simulation.law.WorldLaw;
import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.observe.SentEvent;
import dev.isthmus.simulation.verdict.Court;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;

/** A law of single offers, by who may be offered what. */
abstract class OffersLaw implements WorldLaw {

    private final Court court;
    private final Eligibility eligibility = new Eligibility();

    OffersLaw(Court court) {
        this.court = court;
    }

    /** An offer leaves the master's process. */
    abstract void offered(String framework, Offer offer);

    final Eligibility eligibility() {
        return eligibility;
    }

    final void broken(String framework, Offer offer, String why) {
        court.broken(
                rule(),
                "framework " + framework + " is offered " + offer.getResourcesList() + " of agent "
                        + offer.getSlaveId().getValue() + ", " + why);
    }

    @Override
    public final void instanceChanged(ContainerInstance instance) {
        eligibility.changed(instance);
        changed(instance);
    }

    /** An instance is as this says. */
    void changed(ContainerInstance instance) {}

    @Override
    public final void machineTook(DriverLife master, Call call) {
        eligibility.called(call);
        took(master, call);
    }

    /** A machine has taken a call. */
    void took(DriverLife master, Call call) {}

    @Override
    public final void masterSent(DriverLife master, SentEvent sent) {
        if (sent.event().getType() == Event.Type.OFFERS) {
            for (Offer offer : sent.event().getOffers().getOffersList()) {
                offered(sent.framework(), offer);
                shown(master, offer);
            }
        }
    }

    /** The same, with who has made it. */
    void shown(DriverLife master, Offer offer) {}
}
