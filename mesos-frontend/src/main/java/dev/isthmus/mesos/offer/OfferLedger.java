package dev.isthmus.mesos.offer;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The outstanding offers. Each is used, declined or rescinded once, and its id never comes again. */
public final class OfferLedger {

    private final String prefix;
    private final Map<String, OutstandingOffer> offers = new LinkedHashMap<>();
    private final Map<AgentId, Resources> promised = new LinkedHashMap<>();
    private long made;

    /** A ledger whose offers are named {@code <prefix>-O<n>}. The prefix is unique for all time. */
    public OfferLedger(String prefix) {
        this.prefix = prefix;
    }

    /** Makes an offer. */
    public OutstandingOffer make(AgentId agent, String role, ResourcesByReservation portions) {
        OutstandingOffer offer = new OutstandingOffer(prefix + "-O" + made++, agent, role, portions);
        offers.put(offer.id(), offer);
        promised.merge(agent, portions.total(), Resources::plus);
        return offer;
    }

    /** The offer, if it is outstanding. */
    public Optional<OutstandingOffer> find(String id) {
        return Optional.ofNullable(offers.get(id));
    }

    /** Removes an offer; empty if it is not outstanding. */
    public Optional<OutstandingOffer> remove(String id) {
        OutstandingOffer offer = offers.remove(id);
        if (offer != null) {
            Resources left = offers.values().stream()
                    .filter(other -> other.agent().equals(offer.agent()))
                    .map(OutstandingOffer::resources)
                    .reduce(Resources.none(Dialect.MESOS), Resources::plus);
            if (left.isEmpty()) {
                promised.remove(offer.agent());
            } else {
                promised.put(offer.agent(), left);
            }
        }
        return Optional.ofNullable(offer);
    }

    /** Removes all offers of an agent. */
    public List<OutstandingOffer> removeOf(AgentId agent) {
        return removeAll(of(agent));
    }

    /** Removes all offers to a role. */
    public List<OutstandingOffer> removeOf(String role) {
        return removeAll(offers.values().stream()
                .filter(offer -> offer.role().equals(role))
                .toList());
    }

    /** Removes every offer. */
    public void clear() {
        offers.clear();
        promised.clear();
    }

    /** Removes these offers. */
    public List<OutstandingOffer> removeAll(List<OutstandingOffer> ended) {
        ended.forEach(offer -> remove(offer.id()));
        return ended;
    }

    /** The outstanding offers of an agent, oldest first. */
    public List<OutstandingOffer> of(AgentId agent) {
        return offers.values().stream()
                .filter(offer -> offer.agent().equals(agent))
                .toList();
    }

    /** The sum of an agent's outstanding offers, in the dialect of Mesos. */
    public Resources promisedOf(AgentId agent) {
        return promised.getOrDefault(agent, Resources.none(Dialect.MESOS));
    }

    /** The sum of an agent's outstanding offers, by reservation. */
    public ResourcesByReservation portionsPromisedOf(AgentId agent) {
        return offers.values().stream()
                .filter(offer -> offer.agent().equals(agent))
                .map(OutstandingOffer::portions)
                .reduce(ResourcesByReservation.none(), ResourcesByReservation::plus);
    }

    /** All outstanding offers, oldest first. */
    public Collection<OutstandingOffer> all() {
        return List.copyOf(offers.values());
    }

    /**
     * Why these offers cannot be used together, in Mesos's order and words (src/master/validation.cpp, namespace
     * {@code offer}); nothing if they can.
     */
    public Optional<String> problem(List<String> ids) {
        if (ids.isEmpty()) {
            return Optional.of("No offers specified");
        }
        Set<String> seen = new LinkedHashSet<>();
        for (String id : ids) {
            if (!seen.add(id)) {
                return Optional.of("Duplicate offer " + id + " in offer list");
            }
        }
        List<OutstandingOffer> found = new ArrayList<>();
        for (String id : ids) {
            OutstandingOffer offer = offers.get(id);
            if (offer == null) {
                return Optional.of("Offer " + id + " is no longer valid");
            }
            found.add(offer);
        }
        OutstandingOffer first = found.get(0);
        for (OutstandingOffer offer : found) {
            if (!offer.role().equals(first.role())) {
                return Optional.of("Aggregated offers must be allocated to the same role. Offer " + offer.id()
                        + " uses role '" + offer.role() + "' but another is using role '" + first.role() + "'");
            }
            if (!offer.agent().equals(first.agent())) {
                return Optional.of("Aggregated offers must belong to one single agent. Offer " + offer.id()
                        + " uses agent " + offer.agent() + " and agent " + first.agent());
            }
        }
        return Optional.empty();
    }
}
