package dev.isthmus.mesos.resource;

import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Items;
import dev.isthmus.api.resource.PortRange;
import dev.isthmus.api.resource.PortRanges;
import dev.isthmus.api.resource.Quantity;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.Protos.Value.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the resources that a task requests. */
public final class Demands {

    private static final String UNRESERVED = "*";
    private static final int HIGHEST_PORT = 65535;

    private Demands() {}

    /**
     * The resources requested.
     *
     * @param portions the sums of what an offer to the role can hold at all, by reservation
     * @param never entries that no offer of ours ever holds (statically reserved, revocable, of a volume, of another role), in words
     */
    public record Demand(ResourcesByReservation portions, List<String> never) {

        /** Copies the list. */
        public Demand {
            never = List.copyOf(never);
        }

        /** The sum of the request, in the dialect of Mesos, whatever it is reserved for. */
        public Resources resources() {
            return portions.total();
        }

        /** All that is requested, in words. */
        public String text() {
            return Stream.of(portions.toString(), String.join(", ", never))
                    .filter(part -> !part.isEmpty())
                    .collect(Collectors.joining(" and "));
        }
    }

    /**
     * Sums up well-formed entries, several of one name and type becoming one (resources.cpp, {@code addable}).
     *
     * @param entries without a problem that {@link ResourceChecks} finds
     * @param role the role of the offer
     */
    public static Demand read(List<Resource> entries, String role) {
        ResourcesByReservation sum = ResourcesByReservation.none();
        List<String> never = new ArrayList<>();
        for (Resource entry : entries) {
            Optional<Quantity> quantity = quantity(entry);
            Optional<Reservation> reservation = Reservation.of(entry);
            boolean known = isUnreserved(entry)
                    || reservation.filter(each -> each.isFor(role)).isPresent();
            if (quantity.isEmpty()
                    || !known
                    || !isPlain(entry, role)
                    || conflicts(sum.total(), entry, quantity.get())) {
                never.add(words(entry));
            } else if (!quantity.get().isZero()) {
                Resources more = Resources.of(Dialect.MESOS, new ResourceName(entry.getName()), quantity.get());
                sum = sum.plus(reservation
                        .map(each -> ResourcesByReservation.of(each, more))
                        .orElseGet(() -> ResourcesByReservation.of(more)));
            }
        }
        return new Demand(sum, never);
    }

    private static boolean conflicts(Resources sum, Resource entry, Quantity quantity) {
        Optional<Quantity> before = sum.get(new ResourceName(entry.getName()));
        if (before.isEmpty()) {
            return false;
        }
        if (before.get() instanceof Amount a && quantity instanceof Amount b) {
            return a.thousandths() > Long.MAX_VALUE - b.thousandths();
        }
        return !before.get().type().equals(quantity.type());
    }

    @SuppressWarnings("deprecation") // Older frameworks still say it the old way, and Mesos still listens.
    private static boolean isUnreserved(Resource entry) {
        return entry.getReservationsCount() == 0
                && !entry.hasReservation()
                && (!entry.hasRole() || entry.getRole().equals(UNRESERVED));
    }

    private static boolean isPlain(Resource entry, String role) {
        boolean elsewhere = entry.hasAllocationInfo()
                && entry.getAllocationInfo().hasRole()
                && !entry.getAllocationInfo().getRole().equals(role);
        return !elsewhere && !entry.hasRevocable() && !entry.hasDisk() && !entry.hasShared() && !entry.hasProviderId();
    }

    private static Optional<Quantity> quantity(Resource entry) {
        return switch (entry.getType()) {
            case SCALAR -> Scalars.amount(entry.getScalar().getValue()).map(amount -> amount);
            case RANGES -> ports(entry.getRanges().getRangeList());
            case SET -> Optional.of(Items.of(entry.getSet().getItemList()));
            case TEXT -> Optional.empty();
        };
    }

    private static Optional<Quantity> ports(List<Range> ranges) {
        List<PortRange> read = new ArrayList<>();
        for (Range range : ranges) {
            if (Long.compareUnsigned(range.getEnd(), HIGHEST_PORT) > 0) {
                return Optional.empty();
            }
            read.add(new PortRange((int) range.getBegin(), (int) range.getEnd()));
        }
        return Optional.of(new PortRanges(read));
    }

    @SuppressWarnings("deprecation") // Older frameworks still say it the old way, and Mesos still listens.
    private static String words(Resource entry) {
        StringBuilder words = new StringBuilder(entry.getName());
        if (entry.hasRole() && !entry.getRole().equals(UNRESERVED)) {
            words.append(" of role ").append(entry.getRole());
        }
        if (entry.getReservationsCount() > 0 || entry.hasReservation()) {
            words.append(" (reserved)");
        }
        if (entry.hasAllocationInfo()) {
            words.append(" (allocated to ")
                    .append(entry.getAllocationInfo().getRole())
                    .append(')');
        }
        if (entry.hasRevocable()) {
            words.append(" (revocable)");
        }
        if (entry.hasDisk()) {
            words.append(" (of a volume)");
        }
        return words.toString();
    }
}
