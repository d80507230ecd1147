package dev.isthmus.master.snapshot;

import dev.isthmus.api.inventory.AgentAddress;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.master.http.Authority;
import dev.isthmus.mesos.offer.OfferMessages;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An agent. Resources are in the dialect of Mesos.
 *
 * @param ip its address; empty if nobody knows it
 * @param registered when it was first seen, in seconds since 1970
 * @param total what it has, used or not
 * @param used what tasks of frameworks have of it
 * @param offered what of it is offered
 * @param reserved what of it is reserved, by role, in use or not
 * @param isWithdrawn whether an operator has taken it out of service
 * @param drain if that was by having it drained
 */
public record ShownAgent(
        String id,
        String hostname,
        String ip,
        double registered,
        Map<String, String> attributes,
        Resources total,
        Resources used,
        Resources offered,
        SortedMap<String, Resources> reserved,
        AgentState state,
        boolean isWithdrawn,
        Optional<ShownDrain> drain) {

    /** Copies the maps. */
    public ShownAgent {
        attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
        reserved = Collections.unmodifiableSortedMap(new TreeMap<>(reserved));
    }

    /** Whether it is connected, and in service as far as operators of this master are concerned. */
    public boolean isActive() {
        return state != AgentState.DISCONNECTED && !isWithdrawn;
    }

    /** Whether nothing new comes to it, as its cluster or an operator of this master says. */
    public boolean isDeactivated() {
        return state == AgentState.DRAINING || isWithdrawn;
    }

    /** Where it listens, as its offers say; nothing listens there. */
    public int port() {
        return OfferMessages.AGENT_PORT;
    }

    /** How Mesos names the process at its address, which is 0.0.0.0 if nobody knows it. */
    public String pid() {
        return "slave(1)@" + Authority.of(ip.isEmpty() ? AgentAddress.UNKNOWN_IP : ip, port());
    }

    /** What is reserved for nobody. */
    public Resources unreserved() {
        Resources left = total;
        for (Resources part : reserved.values()) {
            left = left.minus(part);
        }
        return left;
    }
}
