package dev.isthmus.mesos.resource;

import dev.isthmus.mesos.messages.Protos.Labels;
import dev.isthmus.mesos.messages.Protos.Resource;
import java.util.Optional;

/**
 * A dynamic reservation: for which role, made by whom (mesos.proto, {@code Resource.ReservationInfo}). Two with different labels are
 * two.
 *
 * @param role never {@code *}
 * @param principal of the framework that made it, if it has one
 * @param labels what the framework wrote on it
 */
public record Reservation(String role, Optional<String> principal, Labels labels) {

    private static final String UNRESERVED = "*";

    /** The one reservation of an entry, in the old form or the new; none if it has none, a static one, or several on top of each other. */
    @SuppressWarnings("deprecation") // Frameworks without RESERVATION_REFINEMENT still say it the old way.
    public static Optional<Reservation> of(Resource entry) {
        if (entry.getReservationsCount() == 1 && !entry.hasRole() && !entry.hasReservation()) {
            Resource.ReservationInfo info = entry.getReservations(0);
            return info.getType() == Resource.ReservationInfo.Type.DYNAMIC
                    ? of(info.getRole(), info)
                    : Optional.empty();
        }
        return entry.getReservationsCount() == 0 && entry.hasReservation()
                ? of(entry.getRole(), entry.getReservation())
                : Optional.empty();
    }

    private static Optional<Reservation> of(String role, Resource.ReservationInfo info) {
        return role.isEmpty() || role.equals(UNRESERVED)
                ? Optional.empty()
                : Optional.of(new Reservation(
                        role,
                        info.hasPrincipal() ? Optional.of(info.getPrincipal()) : Optional.empty(),
                        info.getLabels()));
    }

    /** Writes it on an entry of an offer. */
    @SuppressWarnings("deprecation") // Frameworks without RESERVATION_REFINEMENT read the old fields.
    void writeTo(Resource.Builder entry, boolean refined) {
        Resource.ReservationInfo.Builder info = Resource.ReservationInfo.newBuilder();
        principal.ifPresent(info::setPrincipal);
        if (labels.getLabelsCount() > 0) {
            info.setLabels(labels);
        }
        if (refined) {
            entry.addReservations(info.setRole(role).setType(Resource.ReservationInfo.Type.DYNAMIC));
        } else {
            entry.setRole(role).setReservation(info);
        }
    }

    /** Whether what is reserved so may be offered to this role: the same, or one below it. */
    public boolean isFor(String other) {
        return other.equals(role) || other.startsWith(role + "/");
    }

    @Override
    public String toString() {
        return "reserved for " + role + principal.map(name -> " by " + name).orElse("");
    }
}
