package dev.isthmus.master.operator;

import dev.isthmus.mesos.messages.Protos.Attribute;
import dev.isthmus.mesos.messages.Protos.Resource;
import java.util.List;

/**
 * An agent.
 *
 * @param ip its address; empty if nobody knows it
 * @param registered when it was first heard of, in seconds since 1970
 * @param total its resources
 */
public record ShownAgent(
        String id, String hostname, String ip, double registered, List<Attribute> attributes, List<Resource> total) {

    /** Copies the lists. */
    public ShownAgent {
        attributes = List.copyOf(attributes);
        total = List.copyOf(total);
    }
}
