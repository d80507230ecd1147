package dev.isthmus.mesos.offer;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
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
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The outstanding offers. Each is used, declined or rescinded once, and its id never comes again. */
public final class OfferLedger {

    private final String prefix;
    private final Consumer<AgentId> changed;
    private final Consumer<OutstandingOffer> ended;
    private final Map<String, OutstandingOffer> offers = new LinkedHashMap<>();
    private final Map<AgentId, OfAgent> byAgent = new LinkedHashMap<>();

    private long made;

    /** The offers of one agent, oldest first, and their sum. */
    private record OfAgent(List<OutstandingOffer> offers, ResourcesByReservation portions, Resources promised) {

        static final OfAgent NONE = of(List.of(), ResourcesByReservation.none());

        private static OfAgent of(List<OutstandingOffer> offers, ResourcesByReservation portions) {
            return new OfAgent(offers, portions, portions.total());
        }

        OfAgent with(OutstandingOffer offer) {
            if (offers.isEmpty()) {
                return of(List.of(offer), offer.portions());
            }
            List<OutstandingOffer> more = new ArrayList<>(offers);
            more.add(offer);
            return of(more, portions.plus(offer.portions()));
        }

        /** Sums up anew: ports that are in two offers would be in neither if they were taken off the sum. */
        OfAgent without(OutstandingOffer offer) {
            if (offers.size() == 1 && offers.contains(offer)) {
                return NONE;
            }
            List<OutstandingOffer> left = new ArrayList<>(offers);
            left.remove(offer);
            ResourcesByReservation sum = ResourcesByReservation.none();
            for (OutstandingOffer other : left) {
                sum = sum.plus(other.portions());
            }
            return of(left, sum);
        }
    }

    /**
     * A ledger whose offers are named {@code <prefix>-O<n>}.
     *
     * @param prefix unique for all time
     * @param changed is told of each agent of which an offer comes or goes
     * @param ended is told of each offer that goes: what it promised is not held any more
     */
    public OfferLedger(String prefix, Consumer<AgentId> changed, Consumer<OutstandingOffer> ended) {
        this.prefix = prefix;
        this.changed = changed;
        this.ended = ended;
    }

    /** Makes an offer. */
    public OutstandingOffer make(FrameworkId framework, AgentId agent, String role, ResourcesByReservation portions) {
        OutstandingOffer offer = new OutstandingOffer(nextId(), framework, agent, role, portions);
        offers.put(offer.id(), offer);
        byAgent.put(agent, ofAgent(agent).with(offer));
        changed.accept(agent);
        return offer;
    }

    /** An id that nothing else has or will have; inverse offers have theirs from here, too. */
    public String nextId() {
        return prefix + "-O" + made++;
    }

    /** The offer to a framework, if it is outstanding; one to another framework is none. */
    public Optional<OutstandingOffer> find(FrameworkId framework, String id) {
        return Optional.ofNullable(offers.get(id))
                .filter(offer -> offer.framework().equals(framework));
    }

    /** Whether an offer of this id is outstanding, to whomever. */
    public boolean isOutstanding(String id) {
        return offers.containsKey(id);
    }

    /** Removes an offer to a framework; empty if it is not outstanding. */
    public Optional<OutstandingOffer> remove(FrameworkId framework, String id) {
        Optional<OutstandingOffer> found = find(framework, id);
        found.ifPresent(this::remove);
        return found;
    }

    private void remove(OutstandingOffer offer) {
        if (offers.remove(offer.id(), offer)) {
            OfAgent left = ofAgent(offer.agent()).without(offer);
            if (left.offers().isEmpty()) {
                byAgent.remove(offer.agent());
            } else {
                byAgent.put(offer.agent(), left);
            }
            ended.accept(offer);
            changed.accept(offer.agent());
        }
    }

    /** Removes all offers of an agent. */
    public List<OutstandingOffer> removeOf(AgentId agent) {
        return removeAll(of(agent));
    }

    /** Removes all offers to a framework for one of its roles. */
    public List<OutstandingOffer> removeOf(FrameworkId framework, String role) {
        return removeAll(
                of(framework).filter(offer -> offer.role().equals(role)).toList());
    }

    /** Removes every offer to a framework. */
    public void clear(FrameworkId framework) {
        removeAll(of(framework).toList());
    }

    /** There are as many offers as agents, or few more: to look at all where a framework leaves is cheaper than to keep them apart at each offer. */
    private Stream<OutstandingOffer> of(FrameworkId framework) {
        return offers.values().stream().filter(offer -> offer.framework().equals(framework));
    }

    /** Removes these offers. */
    public List<OutstandingOffer> removeAll(List<OutstandingOffer> ended) {
        ended.forEach(this::remove);
        return ended;
    }

    /** The outstanding offers of an agent, oldest first. */
    public List<OutstandingOffer> of(AgentId agent) {
        return List.copyOf(ofAgent(agent).offers());
    }

    /** The sum of an agent's outstanding offers, in the dialect of Mesos. */
    public Resources promisedOf(AgentId agent) {
        return ofAgent(agent).promised();
    }

    /** The sum of an agent's outstanding offers, by reservation. */
    public ResourcesByReservation portionsPromisedOf(AgentId agent) {
        return ofAgent(agent).portions();
    }

    private OfAgent ofAgent(AgentId agent) {
        return byAgent.getOrDefault(agent, OfAgent.NONE);
    }

    /** All outstanding offers, oldest first. */
    public Collection<OutstandingOffer> all() {
        return List.copyOf(offers.values());
    }

    /**
     * Why a framework cannot use these offers together, in Mesos's order and words (src/master/validation.cpp, namespace
     * {@code offer}); nothing if they can.
     */
    public Optional<String> problem(FrameworkId framework, List<String> ids) {
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
            Optional<OutstandingOffer> offer = find(framework, id);
            if (offer.isEmpty()) {
                return Optional.of("Offer " + id + " is no longer valid");
            }
            found.add(offer.get());
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
