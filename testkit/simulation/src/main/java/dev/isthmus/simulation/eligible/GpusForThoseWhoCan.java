package dev.isthmus.simulation.eligible;

import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.simulation.verdict.Court;

/** R-WD-41: an agent with GPUs is offered to none but those who say that they can use GPUs. */
public final class GpusForThoseWhoCan extends OffersLaw {

    /** Nothing is offered. */
    public GpusForThoseWhoCan(Court court) {
        super(court);
    }

    @Override
    public String rule() {
        return "R-WD-41";
    }

    @Override
    void offered(String framework, Offer offer) {
        if (!eligibility().canUse(framework, offer.getSlaveId().getValue())) {
            broken(framework, offer, "which has GPUs, of which it has not said that it can use them");
        }
    }
}
