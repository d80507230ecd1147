package dev.isthmus.mesos.offer;

import dev.isthmus.mesos.framework.Framework;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.resource.OfferedResources;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the last offer of an agent had in it: the next one mostly offers the same in the same form, and to the same framework. It is kept here and not with what is offered,
 * which refusals and tasks hold for long. Not thread-safe.
 */
public final class LastOffer {

    private @Nullable Written last;
    private @Nullable Message message;

    private record Written(
            ResourcesByReservation portions, String role, boolean multiRole, boolean refined, List<Resource> entries) {

        boolean isOf(ResourcesByReservation its, String itsRole, boolean itsMultiRole, boolean itsRefined) {
            return multiRole == itsMultiRole && refined == itsRefined && role.equals(itsRole) && portions.equals(its);
        }
    }

    /** All but the id, for one framework as it was described. */
    private record Message(ResourcesByReservation portions, String role, Offer agent, Framework to, Offer withoutId) {

        boolean isOf(OutstandingOffer offer, Offer itsAgent, Framework its) {
            return to.equals(its)
                    && agent.equals(itsAgent)
                    && role.equals(offer.role())
                    && portions.equals(offer.portions());
        }
    }

    /** Of no offer yet. */
    public LastOffer() {}

    /** Those of an offer in this form, as {@link OfferedResources#write} writes them. */
    List<Resource> of(ResourcesByReservation portions, String role, boolean multiRole, boolean refined) {
        Written kept = last;
        if (kept == null || !kept.isOf(portions, role, multiRole, refined)) {
            List<Resource> entries = OfferedResources.write(portions, role, multiRole, refined);
            kept = new Written(portions, role, multiRole, refined, List.copyOf(entries));
            last = kept;
        }
        return kept.entries;
    }

    /**
     * The message of an offer without its id.
     *
     * @param agent what every offer of the agent says
     * @param framework to whom
     */
    Offer withoutId(OutstandingOffer offer, Offer agent, Framework framework) {
        Message kept = message;
        if (kept == null || !kept.isOf(offer, agent, framework)) {
            Offer written = OfferMessages.withoutId(offer, agent, framework, this::of);
            kept = new Message(offer.portions(), offer.role(), agent, framework, written);
            message = kept;
        }
        return kept.withoutId;
    }
}
