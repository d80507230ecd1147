package dev.isthmus.master.operator;

import dev.isthmus.api.resource.Resources;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.Protos.Resource.ReservationInfo;
import dev.isthmus.mesos.resource.OfferedResources;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.util.List;

/**
 * Resources as operators read them: with the list of their reservations, and for those who look for the older fields the role too, which is {@code *} of what is
 * reserved for nobody (src/common/resources_utils.cpp, {@code ENDPOINT}). Pure.
 */
public final class EndpointResources {

    private EndpointResources() {}

    /** What is reserved for nobody. */
    public static List<Resource> unreserved(Resources resources) {
        return OfferedResources.write(ResourcesByReservation.of(resources), "*", false, true).stream()
                .map(EndpointResources::of)
                .toList();
    }

    /** What is reserved for a role. */
    public static List<Resource> reserved(Resources resources, String role) {
        ReservationInfo reservation = ReservationInfo.newBuilder()
                .setType(ReservationInfo.Type.DYNAMIC)
                .setRole(role)
                .build();
        return OfferedResources.write(ResourcesByReservation.of(resources), "*", false, true).stream()
                .map(resource ->
                        of(resource.toBuilder().addReservations(reservation).build()))
                .toList();
    }

    /** A resource that says its reservations as a list; of refined ones no older field can say whose they are. */
    @SuppressWarnings("deprecation") // Tools read the old fields, and Mesos writes them.
    public static Resource of(Resource resource) {
        if (resource.getReservationsCount() > 1) {
            return resource;
        }
        Resource.Builder shown = resource.toBuilder();
        if (resource.getReservationsCount() == 0) {
            return shown.setRole("*").build();
        }
        ReservationInfo reservation = resource.getReservations(0);
        if (reservation.getType() == ReservationInfo.Type.DYNAMIC) {
            shown.setReservation(reservation.toBuilder().clearType().clearRole().build());
        }
        return shown.setRole(reservation.getRole()).build();
    }
}
