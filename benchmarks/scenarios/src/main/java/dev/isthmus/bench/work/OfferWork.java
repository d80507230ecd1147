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

    /** The baseline: the message of one offer. */
    public Offer message() {
        return OfferMessages.write(
                outstanding, OfferMessages.of(agent, Optional.of("us-east-1"), Optional.empty()), framework);
    }
}
