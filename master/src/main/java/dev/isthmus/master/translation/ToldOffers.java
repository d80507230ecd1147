package dev.isthmus.master.translation;

import dev.isthmus.mesos.messages.Protos.OfferID;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The offers that a framework has been told of and has not used. */
public final class ToldOffers {

    private final Map<String, OfferID> offers = new LinkedHashMap<>();

    /** It is told of one. */
    void add(OfferID offer) {
        offers.put(offer.getValue(), offer);
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
        List<OfferID> all = List.copyOf(offers.values());
        offers.clear();
        return all;
    }
}
