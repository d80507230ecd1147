package dev.isthmus.simulation.eligible;

import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.simulation.verdict.Court;

/** R-WD-43: nobody is offered anything of an agent that its constraints exclude. */
public final class WithinConstraints extends OffersLaw {

    /** Nothing is offered. */
    public WithinConstraints(Court court) {
        super(court);
    }

    @Override
    public String rule() {
        return "R-WD-43";
    }

    @Override
    void offered(String framework, Offer offer) {
        if (!eligibility().isWanted(framework, offer.getSlaveId().getValue())) {
            broken(framework, offer, "which its constraints exclude");
        }
    }
}
