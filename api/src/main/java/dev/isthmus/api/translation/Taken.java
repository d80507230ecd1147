package dev.isthmus.api.translation;

import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a demand takes of an agent, in the backend's dialect.
 *
 * @param accounted what is deducted from the free amount
 * @param limits hard limits, where they differ from what is deducted or were given: a demand of 100.5 MiB is deducted as 100 and limited to
 *     101, so that a packed offer fits and no task gets less than it asked for
 * @param unlimited the resources of which the task may use all that its agent has, though only {@code accounted} is deducted
 */
public record Taken(Resources accounted, Resources limits, Set<ResourceName> unlimited) {

    /** Limited in everything. */
    public Taken(Resources accounted, Resources limits) {
        this(accounted, limits, Set.of());
    }

    /** Refuses two dialects, and copies. */
    public Taken {
        unlimited = unlimited.isEmpty()
                ? Collections.emptySortedSet()
                : Collections.unmodifiableSortedSet(new TreeSet<>(unlimited));
        if (!accounted.dialect().equals(limits.dialect())) {
            throw new IllegalArgumentException("accounted in dialect " + accounted.dialect() + " but limited in "
                    + limits.dialect() + ": want one dialect");
        }
    }

    /** Takes nothing. */
    public static Taken nothing(Dialect dialect) {
        return new Taken(Resources.none(dialect), Resources.none(dialect));
    }

    /** Takes this much, and no limit differs from it. */
    public static Taken of(Resources accounted) {
        return new Taken(accounted, Resources.none(accounted.dialect()));
    }

    private boolean isNothing() {
        return accounted.isEmpty() && limits.isEmpty() && unlimited.isEmpty();
    }

    /** What both take together. */
    public Taken plus(Taken other) {
        if (isNothing() && accounted.dialect().equals(other.accounted.dialect())) {
            return other;
        }
        Set<ResourceName> both = unlimited;
        if (!other.unlimited.isEmpty()) {
            both = new TreeSet<>(unlimited);
            both.addAll(other.unlimited);
        }
        return new Taken(accounted.plus(other.accounted), limits.plus(other.limits), both);
    }
}
