package dev.isthmus.mesos.resource;

import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Resources of Mesos, grouped by their reservation; resources of different reservations are never added (resources.cpp, {@code addable}). A value;
 * its scalars are kept with it, as an agent that does not change is offered again and again. Safe for use by several threads, which may count them once each.
 */
public final class ResourcesByReservation {

    private static final ResourcesByReservation NONE = of(Resources.none(Dialect.MESOS));

    private final Resources unreserved;
    private final Map<Reservation, Resources> reserved;
    /** Immutable, so that a thread sees all of it or none. */
    private @Nullable ScalarQuantities scalars;

    /**
     * Copies the map, without what is empty.
     *
     * @param unreserved what is reserved for nobody
     * @param reserved by reservation
     */
    public ResourcesByReservation(Resources unreserved, Map<Reservation, Resources> reserved) {
        this.unreserved = unreserved;
        if (reserved.isEmpty()) {
            this.reserved = Map.of();
        } else {
            Map<Reservation, Resources> kept = new LinkedHashMap<>(reserved);
            kept.values().removeIf(Resources::isEmpty);
            this.reserved = Collections.unmodifiableMap(kept);
        }
    }

    /** What is reserved for nobody. */
    public Resources unreserved() {
        return unreserved;
    }

    /** The rest by reservation; never an empty amount. */
    public Map<Reservation, Resources> reserved() {
        return reserved;
    }

    /** The scalars of what is reserved for nobody. */
    public ScalarQuantities unreservedScalars() {
        ScalarQuantities kept = scalars;
        if (kept == null) {
            kept = ScalarQuantities.of(unreserved);
            scalars = kept;
        }
        return kept;
    }

    /** Nothing at all. */
    public static ResourcesByReservation none() {
        return NONE;
    }

    /** Resources that are reserved for nobody. */
    public static ResourcesByReservation of(Resources unreserved) {
        return new ResourcesByReservation(unreserved, Map.of());
    }

    /** Resources with one reservation. */
    public static ResourcesByReservation of(Reservation reservation, Resources resources) {
        return new ResourcesByReservation(Resources.none(Dialect.MESOS), Map.of(reservation, resources));
    }

    /** What is reserved so. */
    public Resources of(Reservation reservation) {
        return reserved.getOrDefault(reservation, Resources.none(Dialect.MESOS));
    }

    /** All of it, whatever it is reserved for. */
    public Resources total() {
        if (reserved.isEmpty()) {
            return unreserved;
        }
        Resources sum = unreserved;
        for (Resources part : reserved.values()) {
            sum = sum.plus(part);
        }
        return sum;
    }

    /** Whether there is nothing. */
    public boolean isEmpty() {
        return unreserved.isEmpty() && reserved.isEmpty();
    }

    /** The sum of both. */
    public ResourcesByReservation plus(ResourcesByReservation other) {
        if (isEmpty()) {
            return other;
        }
        if (reserved.isEmpty() && other.reserved.isEmpty()) {
            return of(unreserved.plus(other.unreserved));
        }
        Map<Reservation, Resources> sum = new LinkedHashMap<>(reserved);
        other.reserved.forEach((reservation, resources) -> sum.merge(reservation, resources, Resources::plus));
        return new ResourcesByReservation(unreserved.plus(other.unreserved), sum);
    }

    /** The difference, never below zero. */
    public ResourcesByReservation minus(ResourcesByReservation other) {
        if (reserved.isEmpty()) {
            return of(unreserved.minus(other.unreserved));
        }
        Map<Reservation, Resources> rest = new LinkedHashMap<>(reserved);
        rest.replaceAll((reservation, resources) -> resources.minus(other.of(reservation)));
        return new ResourcesByReservation(unreserved.minus(other.unreserved), rest);
    }

    /** Whether the other is part of it, each kind by itself. */
    @SuppressWarnings(
            "ReferenceEquality") // Mostly it is the same object; another that is equal is found to be within, too.
    public boolean contains(ResourcesByReservation other) {
        if (other == this) {
            return true;
        }
        if (!unreserved.contains(other.unreserved)) {
            return false;
        }
        if (other.reserved.isEmpty()) {
            return true;
        }
        for (Map.Entry<Reservation, Resources> entry : other.reserved.entrySet()) {
            if (!of(entry.getKey()).contains(entry.getValue())) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other == this
                || (other instanceof ResourcesByReservation its
                        && unreserved.equals(its.unreserved)
                        && reserved.equals(its.reserved));
    }

    @Override
    public int hashCode() {
        return 31 * unreserved.hashCode() + reserved.hashCode();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(unreserved.toString());
        reserved.forEach((reservation, resources) -> text.append(" and ")
                .append(resources)
                .append(" (")
                .append(reservation)
                .append(')'));
        return text.toString();
    }
}
