package dev.isthmus.master.reservation;

import dev.isthmus.api.journal.MasterEntry;
import dev.isthmus.api.resource.ReservedResources;
import dev.isthmus.mesos.messages.Protos.Labels;
import dev.isthmus.mesos.protobuf.InvalidProtocolBufferException;
import dev.isthmus.mesos.resource.Reservation;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** What is reserved of an agent, as a journal holds it: labels in Base64, as it does not know Mesos's messages. */
public final class ReservedShares {

    private ReservedShares() {}

    /** What is reserved of an agent, in the form of a journal. */
    static List<ReservedResources> of(ResourcesByReservation portions) {
        List<ReservedResources> shares = new ArrayList<>();
        portions.reserved()
                .forEach((reservation, resources) -> shares.add(new ReservedResources(
                        reservation.role(),
                        reservation.principal(),
                        Base64.getEncoder().encodeToString(reservation.labels().toByteArray()),
                        resources)));
        return shares;
    }

    /**
     * The same, read back.
     *
     * @throws IllegalArgumentException for labels that {@link MasterEntry.Reserved} of ours never holds
     */
    public static ResourcesByReservation read(List<ReservedResources> shares) {
        ResourcesByReservation portions = ResourcesByReservation.none();
        for (ReservedResources share : shares) {
            portions = portions.plus(ResourcesByReservation.of(
                    new Reservation(share.role(), share.principal(), labels(share.labels())), share.resources()));
        }
        return portions;
    }

    private static Labels labels(String text) {
        try {
            return Labels.parseFrom(Base64.getDecoder().decode(text));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("'" + text + "' are no labels", e);
        }
    }
}
