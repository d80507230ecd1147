package dev.isthmus.mesos.machine.launch;

import dev.isthmus.api.resource.Resources;
import dev.isthmus.mesos.machine.state.FrameworkState;
import dev.isthmus.mesos.machine.step.ClusterChange;
import dev.isthmus.mesos.messages.Protos.Offer.Operation;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.offer.OutstandingOffer;
import dev.isthmus.mesos.resource.Demands;
import dev.isthmus.mesos.resource.Reservation;
import dev.isthmus.mesos.resource.ResourceChecks;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.util.List;
import java.util.Optional;

/**
 * Reserves and unreserves resources (src/master/validation.cpp, namespace {@code operation}, RESERVE and UNRESERVE). No callback reports the outcome;
 * later offers show it.
 */
final class ReservationHandler {

    private final FrameworkState state;

    ReservationHandler(FrameworkState state) {
        this.state = state;
    }

    /** Reserves resources, or logs why not. Returns what is left of the offers. */
    ResourcesByReservation reserve(Operation.Reserve operation, OutstandingOffer offer, ResourcesByReservation left) {
        if (operation.getSourceCount() > 0) {
            return skip("RESERVE", offer, left, "a reservation cannot be changed into another: UNRESERVE it first");
        }
        List<Resource> entries = operation.getResourcesList();
        Optional<String> problem = problem(entries, offer).or(() -> notOfThisRole(entries, offer));
        if (problem.isPresent()) {
            return skip("RESERVE", offer, left, problem.get());
        }
        ResourcesByReservation reserved = Demands.read(entries, offer.role()).portions();
        Resources taken = reserved.total();
        if (!left.unreserved().contains(taken)) {
            return skip("RESERVE", offer, left, taken + " is more than is left unreserved, " + left.unreserved());
        }
        state.reservations().add(offer.agent(), reserved);
        changed(offer, reserved, ResourcesByReservation.none());
        state.outbox().info("on agent " + offer.agent() + " is now reserved: " + reserved);
        return left.minus(ResourcesByReservation.of(taken)).plus(reserved);
    }

    /** Unreserves resources, or logs why not. Returns what is left of the offers. */
    ResourcesByReservation unreserve(
            Operation.Unreserve operation, OutstandingOffer offer, ResourcesByReservation left) {
        List<Resource> entries = operation.getResourcesList();
        Optional<String> problem = problem(entries, offer);
        if (problem.isPresent()) {
            return skip("UNRESERVE", offer, left, problem.get());
        }
        ResourcesByReservation reserved = Demands.read(entries, offer.role()).portions();
        if (!left.contains(reserved)) {
            return skip("UNRESERVE", offer, left, reserved + " is not in the offer, of which is left " + left);
        }
        state.reservations().remove(offer.agent(), reserved);
        changed(offer, ResourcesByReservation.none(), reserved);
        state.outbox().info("on agent " + offer.agent() + " is no longer reserved: " + reserved);
        return left.minus(reserved).plus(ResourcesByReservation.of(reserved.total()));
    }

    private void changed(OutstandingOffer offer, ResourcesByReservation more, ResourcesByReservation less) {
        state.master().changed(() -> new ClusterChange.Reserved(offer.agent(), more, less));
    }

    private Optional<String> problem(List<Resource> entries, OutstandingOffer offer) {
        if (entries.isEmpty()) {
            return Optional.of("it names no resources");
        }
        return ResourceChecks.firstProblem(entries)
                .or(() -> entries.stream()
                        .map(entry -> problem(entry, offer))
                        .flatMap(Optional::stream)
                        .findFirst())
                .or(() -> Demands.read(entries, offer.role()).never().stream().findFirst());
    }

    /** RESERVE is for the role of the offer; the reservation of a parent role can only be unreserved. */
    private static Optional<String> notOfThisRole(List<Resource> entries, OutstandingOffer offer) {
        return entries.stream()
                .flatMap(entry -> Reservation.of(entry).stream())
                .filter(reservation -> !reservation.role().equals(offer.role()))
                .findFirst()
                .map(reservation -> "it is " + reservation + ", but the offer is to role '" + offer.role() + "'");
    }

    private Optional<String> problem(Resource entry, OutstandingOffer offer) {
        Optional<Reservation> reservation = Reservation.of(entry);
        String name = "resource '" + entry.getName() + "' ";
        if (reservation.isEmpty()) {
            return Optional.of(name + "is not dynamically reserved, for one role other than '*'");
        }
        if (!reservation.get().isFor(offer.role())) {
            return Optional.of(name + "is " + reservation.get() + ", but the offer is to role '" + offer.role() + "'");
        }
        String principal = state.framework().info().getPrincipal();
        // As in Mesos, whoever has no principal is not asked whose it is.
        if (!principal.isEmpty() && !reservation.get().principal().orElse("").equals(principal)) {
            return Optional.of(
                    name + "is " + reservation.get() + ", but the framework's principal is '" + principal + "'");
        }
        return Optional.empty();
    }

    private ResourcesByReservation skip(
            String operation, OutstandingOffer offer, ResourcesByReservation left, String why) {
        state.outbox().warn("operation " + operation + " on offer " + offer.id() + " is skipped: " + why);
        return left;
    }
}
