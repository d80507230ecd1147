package dev.isthmus.bench.work;

import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourcesText;
import dev.isthmus.mesos.framework.Framework;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.offer.OfferMessages;
import dev.isthmus.mesos.offer.OutstandingOffer;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.util.List;
import java.util.Optional;

/** What the Mesos side does for an offer: every agent's is declined, and a second later made anew. Not thread-safe. */
public final class OfferWork {

    private static final int SECONDS_OF_AN_HOUR = 3_600;
    private static final int REFUSE_SECONDS = 5;

    private final int agents;
    private final FrontendCluster cluster = new FrontendCluster();
    private final Agent agent = FrontendCluster.agent(0);
    private final Framework framework = Framework.of(FrontendCluster.INFO, FrontendCluster.ID);
    private final OutstandingOffer outstanding = new OutstandingOffer(
            "offer",
            FrontendCluster.ID,
            agent.id(),
            "*",
            ResourcesByReservation.of(ResourcesText.parse(Dialect.MESOS, "cpus:4; mem:15000; ports:[31000-31099]")));
    private List<Offer> offers;

    /**
     * A cluster of which everything is offered.
     *
     * @param agents how many, 1 or more
     */
    public OfferWork(int agents) {
        this.agents = agents;
        offers = cluster.begin(agents);
    }

    /** As many offers as there are agents, each declined before it is made. */
    public List<Offer> round() {
        offers.forEach(each -> cluster.step(new Call.Decline(each.getId().getValue(), 0)));
        offers = cluster.second();
        if (offers.size() != agents) {
            throw new IllegalStateException("want " + agents + " offers, got " + offers.size());
        }
        return offers;
    }

    /** An hour of a framework that wants nothing: each second it declines what it is offered, for the five seconds that Mesos takes by default. */
    public int hour() {
        decline(offers);
        offers = List.of();
        int declined = 0;
        for (int second = 0; second < SECONDS_OF_AN_HOUR; second++) {
            List<Offer> now = cluster.second();
            decline(now);
            declined += now.size();
        }
        if (declined < agents) {
            throw new IllegalStateException("want offers of " + agents + " agents, got " + declined);
        }
        return declined;
    }

    private void decline(List<Offer> those) {
        those.forEach(each -> cluster.step(new Call.Decline(each.getId().getValue(), REFUSE_SECONDS)));
    }

    /** The baseline: the message of one offer. */
    public Offer message() {
        return OfferMessages.write(
                outstanding, OfferMessages.of(agent, Optional.of("us-east-1"), Optional.empty()), framework);
    }
}
