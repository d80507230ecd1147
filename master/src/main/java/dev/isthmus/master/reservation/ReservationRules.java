package dev.isthmus.master.reservation;

import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.role.ChangeVerdict;
import dev.isthmus.mesos.framework.RoleNames;
import dev.isthmus.mesos.machine.MasterView;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.resource.Demands;
import dev.isthmus.mesos.resource.Reservation;
import dev.isthmus.mesos.resource.ResourceChecks;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.util.List;
import java.util.Optional;

/**
 * What operators may reserve and unreserve (src/master/http.cpp, {@code _reserve} and {@code _unreserve}; src/master/validation.cpp, namespace {@code operation}): the order of
 * the questions and the words of the answers are Mesos's, where it has some.
 */
final class ReservationRules {

    private ReservationRules() {}

    static ChangeVerdict<ResourcesByReservation> reserve(ReservationChange.Reserve change, MasterView master) {
        Optional<MasterView.OfAgent> agent = find(change, master);
        if (agent.isEmpty()) {
            return unknown();
        }
        String before = "Invalid RESERVE operation on agent " + change.agent() + " ("
                + agent.get().agent().address().hostname() + "): ";
        Optional<String> problem = malformed(change.resources())
                .or(() -> change.isUpdate()
                        ? Optional.of("A reservation cannot be changed into another here: unreserve it first")
                        : Optional.empty())
                .or(() -> first(change.resources(), each -> broken(each).or(() -> misplaced(each, change))));
        if (problem.isPresent()) {
            return ChangeVerdict.refused(before + problem.get());
        }
        ResourcesByReservation idle = agent.get().idle();
        return taken(change.resources(), idle, Wanted.UNRESERVED);
    }

    static ChangeVerdict<ResourcesByReservation> unreserve(ReservationChange.Unreserve change, MasterView master) {
        Optional<MasterView.OfAgent> agent = find(change, master);
        if (agent.isEmpty()) {
            return unknown();
        }
        Optional<String> problem =
                malformed(change.resources()).or(() -> first(change.resources(), ReservationRules::broken));
        return problem.isPresent()
                ? ChangeVerdict.refused("Invalid UNRESERVE operation: " + problem.get())
                : taken(change.resources(), agent.get().idle(), Wanted.RESERVED);
    }

    /** Of what it is taken. */
    private enum Wanted {
        UNRESERVED,
        RESERVED
    }

    /** What is asked for, if no task holds it: what is offered is taken back. */
    private static ChangeVerdict<ResourcesByReservation> taken(
            List<Resource> entries, ResourcesByReservation idle, Wanted wanted) {
        ResourcesByReservation sum = ResourcesByReservation.none();
        for (Resource entry : entries) {
            ResourcesByReservation one = read(entry).portions();
            // Each by itself first: what is in there can be added up.
            if (!isIn(one, idle, wanted)) {
                return conflict(one, idle);
            }
            sum = sum.plus(one);
        }
        return isIn(sum, idle, wanted) ? new ChangeVerdict.Granted<>(sum) : conflict(sum, idle);
    }

    private static boolean isIn(ResourcesByReservation what, ResourcesByReservation idle, Wanted wanted) {
        return switch (wanted) {
            case UNRESERVED -> idle.unreserved().contains(what.total());
            case RESERVED -> idle.contains(what);
        };
    }

    private static ChangeVerdict<ResourcesByReservation> conflict(
            ResourcesByReservation what, ResourcesByReservation idle) {
        return new ChangeVerdict.Refused<>(
                HttpAnswer.text(409, "What no task holds of the agent, " + idle + ", does not contain " + what));
    }

    private static Demands.Demand read(Resource entry) {
        return Demands.read(
                List.of(entry), Reservation.of(entry).map(Reservation::role).orElse(""));
    }

    private static Optional<MasterView.OfAgent> find(ReservationChange change, MasterView master) {
        return master.agents().stream()
                .filter(each -> each.agent().id().equals(change.agent())
                        && each.unreachableSince().isEmpty())
                .findFirst();
    }

    private static ChangeVerdict<ResourcesByReservation> unknown() {
        return ChangeVerdict.refused("No agent found with specified ID");
    }

    private static Optional<String> malformed(List<Resource> entries) {
        return ResourceChecks.firstProblem(entries)
                .or(() ->
                        first(entries, entry -> Reservation.of(entry).flatMap(each -> RoleNames.problem(each.role()))))
                .map(problem -> "Invalid resources: " + problem);
    }

    private interface Check {
        Optional<String> problem(Resource entry);
    }

    private static Optional<String> first(List<Resource> entries, Check check) {
        return entries.stream().map(check::problem).flatMap(Optional::stream).findFirst();
    }

    /** What is wrong with an entry, whatever is done with it. */
    private static Optional<String> broken(Resource entry) {
        String name = "Resource " + entry.getName();
        if (entry.getReservationsCount() > 1) {
            return Optional.of(name + " with reservation refinement cannot be reserved on an agent without"
                    + " RESERVATION_REFINEMENT capability");
        }
        if (Reservation.of(entry).isEmpty()) {
            return Optional.of(name + " is not dynamically reserved");
        }
        return read(entry).never().isEmpty()
                ? Optional.empty()
                : Optional.of(name + " is of a kind that agents on ECS do not have: want a plain one, without"
                        + " 'disk', 'revocable', 'shared' and 'provider_id'");
    }

    /** Whether it is somebody's, or in the name of somebody else. */
    private static Optional<String> misplaced(Resource entry, ReservationChange.Reserve change) {
        if (entry.hasAllocationInfo()) {
            return Optional.of("A reserve operation was attempted with an allocated resource, but the operator API only"
                    + " allows reservations to be made to unallocated resources");
        }
        if (change.principal().isEmpty()) {
            return Optional.empty();
        }
        String own = change.principal().get();
        Optional<String> said = Reservation.of(entry).flatMap(Reservation::principal);
        if (said.isEmpty()) {
            return Optional.of("A reserve operation was attempted by principal '" + own
                    + "', but there is a reserved resource in the request with no principal set");
        }
        return said.get().equals(own)
                ? Optional.empty()
                : Optional.of("A reserve operation was attempted by authenticated principal '" + own
                        + "', which does not match a reserved resource in the request with principal '" + said.get()
                        + "'");
    }
}
