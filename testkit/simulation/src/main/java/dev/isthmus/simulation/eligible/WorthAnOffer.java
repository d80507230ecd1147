package dev.isthmus.simulation.eligible;

import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.simulation.verdict.Court;

/** R-WD-42: nobody is offered less than the least that it says for its role, or, if it says nothing, than is worth an offer. */
public final class WorthAnOffer extends OffersLaw {

    /** Nothing is offered. */
    public WorthAnOffer(Court court) {
        super(court);
    }

    @Override
    public String rule() {
        return "R-WD-42";
    }

    @Override
    void offered(String framework, Offer offer) {
        if (!eligibility().isEnough(framework, name -> amount(offer, name))) {
            broken(framework, offer, "which is less than it says is worth an offer");
        }
    }

    private static double amount(Offer offer, String name) {
        return offer.getResourcesList().stream()
                .filter(each -> each.getName().equals(name))
                .mapToDouble(each -> each.getScalar().getValue())
                .sum();
    }
}
