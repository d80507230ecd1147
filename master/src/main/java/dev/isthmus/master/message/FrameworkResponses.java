package dev.isthmus.master.message;

import dev.isthmus.master.evolve.Evolution;
import dev.isthmus.master.snapshot.ShownFramework;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.v1.Protos.AgentID;
import dev.isthmus.mesos.messages.v1.Protos.FrameworkID;
import dev.isthmus.mesos.messages.v1.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.v1.Protos.Offer;
import dev.isthmus.mesos.messages.v1.Protos.OfferID;
import dev.isthmus.mesos.messages.v1.Protos.Resource.AllocationInfo;
import dev.isthmus.mesos.messages.v1.master.Protos.Response.GetFrameworks;
import dev.isthmus.mesos.messages.v1.scheduler.Protos.OfferConstraints;
import dev.isthmus.mesos.offer.OutstandingOffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A framework. */
public final class FrameworkResponses {

    private FrameworkResponses() {}

    /** Its description, as v1 has it. */
    public static FrameworkInfo info(dev.isthmus.mesos.messages.Protos.FrameworkInfo info) {
        return Evolution.of(info, FrameworkInfo.parser());
    }

    /** The framework without what it has and is offered, as events show it. */
    public static GetFrameworks.Framework.Builder plain(ShownFramework framework) {
        GetFrameworks.Framework.Builder shown = GetFrameworks.Framework.newBuilder()
                .setFrameworkInfo(info(framework.info()))
                .setActive(framework.isConnected())
                .setConnected(framework.isConnected())
                .setRecovered(false)
                .setRegisteredTime(TimeMessages.of(framework.registered()))
                .setReregisteredTime(TimeMessages.of(framework.reregistered()));
        if (framework.constraints().getRoleConstraintsCount() > 0) {
            shown.setOfferConstraints(Evolution.of(framework.constraints(), OfferConstraints.parser()));
        }
        if (framework.unregistered() > 0) {
            shown.setUnregisteredTime(TimeMessages.of(framework.unregistered()));
        }
        return shown;
    }

    /**
     * The framework with all that it has and is offered.
     *
     * @param hosts the names of agents' hosts, by agent
     */
    static GetFrameworks.Framework of(ShownFramework framework, Map<String, String> hosts) {
        List<Resource> has = new ArrayList<>();
        framework
                .reachable()
                .forEach(task -> task.info()
                        .getResourcesList()
                        .forEach(resource -> has.add(ResourceMessages.allocated(resource, task.role()))));
        List<Resource> offered = new ArrayList<>();
        GetFrameworks.Framework.Builder shown = plain(framework);
        for (OutstandingOffer offer : framework.offers()) {
            List<Resource> its = ResourceMessages.offered(offer.portions(), offer.role());
            offered.addAll(its);
            shown.addOffers(offer(offer, its, hosts.getOrDefault(offer.agent().value(), "")));
        }
        return shown.addAllAllocatedResources(ResourceMessages.sum(has))
                .addAllOfferedResources(ResourceMessages.sum(offered))
                .build();
    }

    private static Offer offer(OutstandingOffer offer, List<Resource> resources, String host) {
        return Offer.newBuilder()
                .setId(OfferID.newBuilder().setValue(offer.id()))
                .setFrameworkId(
                        FrameworkID.newBuilder().setValue(offer.framework().value()))
                .setAgentId(AgentID.newBuilder().setValue(offer.agent().value()))
                .setHostname(host)
                .addAllResources(ResourceMessages.evolved(resources))
                .setAllocationInfo(AllocationInfo.newBuilder().setRole(offer.role()))
                .build();
    }
}
