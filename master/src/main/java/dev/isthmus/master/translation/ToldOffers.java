package dev.isthmus.master.translation;

import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.OfferID;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The offers that a framework has been told of and has not used. */
public final class ToldOffers {

    /** What an operation on an offer has to know of it. */
    private record Told(OfferID id, String agent) {}

    private final Map<String, Told> offers = new LinkedHashMap<>();

    /** It is told of one. */
    void add(Offer offer) {
        offers.put(
                offer.getId().getValue(),
                new Told(offer.getId(), offer.getSlaveId().getValue()));
    }

    /** One is void. */
    void remove(OfferID offer) {
        offers.remove(offer.getValue());
    }

    /** It has used these. */
    public void remove(Collection<OfferID> used) {
        used.forEach(this::remove);
    }

    /** All are void. */
    public List<OfferID> takeAll() {
        List<OfferID> all = offers.values().stream().map(Told::id).toList();
        offers.clear();
        return all;
    }

    /** Why these cannot be used, in Mesos's words; empty: they can, as far as is known here. */
    Optional<String> problem(List<OfferID> wanted) {
        if (wanted.isEmpty()) {
            return Optional.of("No offers specified");
        }
        return wanted.stream()
                .map(OfferID::getValue)
                .filter(id -> !offers.containsKey(id))
                .findFirst()
                .map(id -> "Offer " + id + " is no longer valid");
    }

    /** The agent of these, which is that of the first; empty if that is not known. */
    String agentOf(List<OfferID> wanted) {
        return wanted.stream()
                .findFirst()
                .flatMap(id -> Optional.ofNullable(offers.get(id.getValue())))
                .map(Told::agent)
                .orElse("");
    }
}
