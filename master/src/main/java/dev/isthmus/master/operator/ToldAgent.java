package dev.isthmus.master.operator;

import dev.isthmus.mesos.messages.Protos.Attribute;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.Resource;
import java.util.List;

/** An agent as its last offer showed it. */
record ToldAgent(
        String id,
        String hostname,
        String ip,
        double registered,
        List<Attribute> attributes,
        List<Resource> lastOffered) {

    static ToldAgent of(Offer offer, double registered) {
        return new ToldAgent(
                offer.getSlaveId().getValue(),
                offer.getHostname(),
                offer.getUrl().getAddress().getIp(),
                registered,
                offer.getAttributesList(),
                offer.getResourcesList());
    }
}
