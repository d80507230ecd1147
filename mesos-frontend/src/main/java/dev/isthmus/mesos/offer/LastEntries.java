package dev.isthmus.mesos.offer;

import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.resource.OfferedResources;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entries of the last offer of an agent: the next one mostly offers the same in the same form. They are kept here and not with what is offered, which refusals
 * and tasks hold for long. Not thread-safe.
 */
public final class LastEntries {

    private @Nullable Written last;

    private record Written(
            ResourcesByReservation portions, String role, boolean multiRole, boolean refined, List<Resource> entries) {

        boolean isOf(ResourcesByReservation its, String itsRole, boolean itsMultiRole, boolean itsRefined) {
            return multiRole == itsMultiRole && refined == itsRefined && role.equals(itsRole) && portions.equals(its);
        }
    }

    /** Of no offer yet. */
    public LastEntries() {}

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
}
