package dev.isthmus.mesos.resource;

import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Resources of Mesos, grouped by their reservation; resources of different reservations are never added (resources.cpp, {@code addable}).
 *
 * @param unreserved what is reserved for nobody
 * @param reserved by reservation; never an empty amount
 */
public record ResourcesByReservation(Resources unreserved, Map<Reservation, Resources> reserved) {

    /** Copies the map, without what is empty. */
    public ResourcesByReservation {
        if (reserved.isEmpty()) {
            reserved = Map.of();
        } else {
            Map<Reservation, Resources> kept = new LinkedHashMap<>(reserved);
            kept.values().removeIf(Resources::isEmpty);
            reserved = Collections.unmodifiableMap(kept);
        }
    }

    private static final ResourcesByReservation NONE = of(Resources.none(Dialect.MESOS));

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
    public boolean contains(ResourcesByReservation other) {
        if (!unreserved.contains(other.unreserved)) {
            return false;
        }
        for (Map.Entry<Reservation, Resources> entry : other.reserved.entrySet()) {
            if (!of(entry.getKey()).contains(entry.getValue())) {
                return false;
            }
        }
        return true;
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
