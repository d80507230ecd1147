package dev.isthmus.mesos.offer;

import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentAddress;
import dev.isthmus.api.maintenance.Unavailability;
import dev.isthmus.mesos.framework.Framework;
import dev.isthmus.mesos.messages.Protos;
import dev.isthmus.mesos.messages.Protos.Address;
import dev.isthmus.mesos.messages.Protos.Attribute;
import dev.isthmus.mesos.messages.Protos.DomainInfo;
import dev.isthmus.mesos.messages.Protos.ExecutorID;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import dev.isthmus.mesos.messages.Protos.InverseOffer;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.OfferID;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.URL;
import dev.isthmus.mesos.messages.Protos.Value;
import dev.isthmus.mesos.resource.OfferedResources;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.util.List;
import java.util.Optional;

/** Writes offers (src/master/master.cpp, {@code Master::offer}). */
public final class OfferMessages {

    /** Where a Mesos agent listens; nothing listens there on ours, but the field is required. */
    public static final int AGENT_PORT = 5051;

    private OfferMessages() {}

    /**
     * The message of an offer.
     *
     * @param agent what every offer of its agent says, as {@link #of} has written it
     */
    public static Offer write(OutstandingOffer offer, Offer agent, Framework framework) {
        return withoutId(offer, agent, framework, OfferedResources::write).toBuilder()
                .setId(id(offer))
                .build();
    }

    /**
     * The message of an offer.
     *
     * @param agent what every offer of its agent says, as {@link #of} has written it
     * @param last what the offer of its agent before this had in it
     * @param executors those that the framework has on the agent
     */
    public static Offer write(
            OutstandingOffer offer, Offer agent, Framework framework, LastOffer last, List<String> executors) {
        Offer.Builder message =
                last.withoutId(offer, agent, framework).toBuilder().setId(id(offer));
        executors.forEach(id -> message.addExecutorIds(ExecutorID.newBuilder().setValue(id)));
        return message.build();
    }

    private static OfferID id(OutstandingOffer offer) {
        return OfferID.newBuilder().setValue(offer.id()).build();
    }

    /** Writes entries in the form that a framework asks for. */
    interface Writing {

        List<Resource> of(ResourcesByReservation portions, String role, boolean multiRole, boolean refined);
    }

    /** All of the message of an offer but its id. */
    static Offer withoutId(OutstandingOffer offer, Offer agent, Framework framework, Writing entries) {
        boolean multiRole = framework.has(Capability.Type.MULTI_ROLE);
        boolean refined = framework.has(Capability.Type.RESERVATION_REFINEMENT);
        Offer.Builder message = agent.toBuilder()
                .setFrameworkId(FrameworkID.newBuilder().setValue(framework.id().value()))
                .addAllResources(entries.of(offer.portions(), offer.role(), multiRole, refined));
        if (multiRole) {
            message.setAllocationInfo(Resource.AllocationInfo.newBuilder().setRole(offer.role()));
        }
        return message.buildPartial();
    }

    /**
     * What every offer of an agent says, whatever is offered, and to whom. It is no offer yet: it has no id and no framework.
     *
     * @param region the region of the cluster, if it has one
     * @param unavailability when the agent is expected not to be there, if that is planned
     */
    public static Offer of(Agent agent, Optional<String> region, Optional<Unavailability> unavailability) {
        Offer.Builder message = Offer.newBuilder()
                .setSlaveId(SlaveID.newBuilder().setValue(agent.id().value()))
                .setHostname(agent.address().hostname())
                .setUrl(URL.newBuilder()
                        .setScheme("http")
                        .setAddress(address(agent.address()))
                        .setPath("/slave(1)"));
        agent.attributes()
                .forEach((name, value) -> message.addAttributes(Attribute.newBuilder()
                        .setName(name)
                        .setType(Value.Type.TEXT)
                        .setText(Value.Text.newBuilder().setValue(value))));
        region.flatMap(name -> agent.zone().map(zone -> domain(name, zone))).ifPresent(message::setDomain);
        unavailability.map(OfferMessages::unavailability).ifPresent(message::setUnavailability);
        return message.buildPartial();
    }

    /**
     * The message of an inverse offer, which wants all back that the framework has on the agent.
     *
     * @param agent what every offer of its agent says, which has an unavailability
     */
    public static InverseOffer inverse(InverseOfferLedger.Outstanding offer, Offer agent) {
        return InverseOffer.newBuilder()
                .setId(OfferID.newBuilder().setValue(offer.id()))
                .setUrl(agent.getUrl())
                .setFrameworkId(
                        FrameworkID.newBuilder().setValue(offer.framework().value()))
                .setSlaveId(agent.getSlaveId())
                .setUnavailability(agent.getUnavailability())
                .build();
    }

    private static Protos.Unavailability unavailability(Unavailability when) {
        Protos.Unavailability.Builder message = Protos.Unavailability.newBuilder();
        message.getStartBuilder().setNanoseconds(when.startNanos());
        when.durationNanos().ifPresent(nanos -> message.getDurationBuilder().setNanoseconds(nanos));
        return message.build();
    }

    private static Address address(AgentAddress agent) {
        Address.Builder address =
                Address.newBuilder().setHostname(agent.hostname()).setPort(AGENT_PORT);
        agent.knownIp().ifPresent(address::setIp);
        return address.build();
    }

    /** A fault domain. */
    public static DomainInfo domain(String region, String zone) {
        return DomainInfo.newBuilder()
                .setFaultDomain(DomainInfo.FaultDomain.newBuilder()
                        .setRegion(
                                DomainInfo.FaultDomain.RegionInfo.newBuilder().setName(region))
                        .setZone(DomainInfo.FaultDomain.ZoneInfo.newBuilder().setName(zone)))
                .build();
    }
}
