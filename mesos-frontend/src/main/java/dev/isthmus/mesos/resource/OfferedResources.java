package dev.isthmus.mesos.resource;

import dev.isthmus.api.resource.PortRanges;
import dev.isthmus.api.resource.Quantity;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.Protos.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes resources into offers, in the form that the framework's capabilities ask for
 * (src/common/resources_utils.cpp, {@code convertResourceFormat}).
 */
public final class OfferedResources {

    private OfferedResources() {}

    /**
     * The entries of an offer.
     *
     * @param portions what is offered, by reservation
     * @param role the role they are offered to
     * @param multiRole whether each entry says which role it is for
     * @param refined whether the framework knows reservations as a list, so that unreserved means no role at all
     */
    public static List<Resource> write(
            ResourcesByReservation portions, String role, boolean multiRole, boolean refined) {
        List<Resource> entries =
                new ArrayList<>(write(portions.unreserved(), Optional.empty(), role, multiRole, refined));
        portions.reserved()
                .forEach((reservation, resources) ->
                        entries.addAll(write(resources, Optional.of(reservation), role, multiRole, refined)));
        return entries;
    }

    @SuppressWarnings("deprecation") // Frameworks without RESERVATION_REFINEMENT read the old field.
    private static List<Resource> write(
            Resources resources, Optional<Reservation> reservation, String role, boolean multiRole, boolean refined) {
        List<Resource> entries = new ArrayList<>();
        resources.quantities().forEach((name, quantity) -> {
            Resource.Builder entry = Resource.newBuilder().setName(name.value());
            fill(entry, quantity);
            if (reservation.isPresent()) {
                reservation.get().writeTo(entry, refined);
            } else if (!refined) {
                entry.setRole("*");
            }
            if (multiRole) {
                entry.setAllocationInfo(Resource.AllocationInfo.newBuilder().setRole(role));
            }
            entries.add(entry.build());
        });
        return entries;
    }

    private static void fill(Resource.Builder entry, Quantity quantity) {
        quantity.match(
                amount -> entry.setType(Value.Type.SCALAR)
                        .setScalar(Value.Scalar.newBuilder().setValue(Scalars.value(amount))),
                ports -> entry.setType(Value.Type.RANGES).setRanges(ranges(ports)),
                items -> entry.setType(Value.Type.SET)
                        .setSet(Value.Set.newBuilder().addAllItem(items.names())));
    }

    private static Value.Ranges.Builder ranges(PortRanges ports) {
        Value.Ranges.Builder ranges = Value.Ranges.newBuilder();
        ports.ranges()
                .forEach(range -> ranges.addRange(
                        Value.Range.newBuilder().setBegin(range.first()).setEnd(range.last())));
        return ranges;
    }
}
