package dev.isthmus.testkit.framework.stage;

import dev.isthmus.mesos.messages.Protos.Offer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The offers that the scheduler was told: of which agent each is, and which of them still stand. */
public final class OfferBook {

    private record Entry(String agent, int step, boolean stands) {}

    private final Map<String, Entry> offers = new LinkedHashMap<>();

    void add(Offer offer, int step) {
        offers.put(offer.getId().getValue(), new Entry(offer.getSlaveId().getValue(), step, true));
    }

    /** They are used, given back or taken back. */
    void end(Collection<String> ids) {
        ids.forEach(id -> offers.computeIfPresent(id, (key, entry) -> new Entry(entry.agent, entry.step, false)));
    }

    void endAll() {
        end(List.copyOf(offers.keySet()));
    }

    /** The agent of an offer, or a word for an offer that was never made. */
    public String agent(String id) {
        Entry entry = offers.get(id);
        return entry == null ? "no agent (there is no offer " + id + ")" : entry.agent;
    }

    /** The agents with an offer that nobody has answered. */
    public List<String> standing() {
        return offers.values().stream()
                .filter(Entry::stands)
                .map(Entry::agent)
                .distinct()
                .toList();
    }

    /** The offers made since this step. */
    public List<String> since(int step) {
        return offers.entrySet().stream()
                .filter(entry -> entry.getValue().step >= step)
                .map(Map.Entry::getKey)
                .toList();
    }
}
