package dev.isthmus.api.resource;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A set of named items, such as the ids of GPUs: a {@code set} in Mesos, a {@code STRINGSET} in ECS.
 *
 * @param names sorted, immutable
 */
public record Items(SortedSet<String> names) implements Quantity {

    /** Copies the names. */
    public Items {
        names = Collections.unmodifiableSortedSet(new TreeSet<>(names));
    }

    /** These items. */
    public static Items of(Collection<String> names) {
        return new Items(new TreeSet<>(names));
    }

    @Override
    public <R> R fold(
            Function<? super Amount, ? extends R> amount,
            Function<? super PortRanges, ? extends R> ports,
            Function<? super Items, ? extends R> items) {
        return items.apply(this);
    }

    @Override
    public boolean isZero() {
        return names.isEmpty();
    }

    @Override
    public String type() {
        return "set";
    }

    /** The items in either. */
    public Items union(Items other) {
        SortedSet<String> both = new TreeSet<>(names);
        both.addAll(other.names);
        return new Items(both);
    }

    /** The items in this but not in {@code other}. */
    public Items without(Items other) {
        SortedSet<String> left = new TreeSet<>(names);
        left.removeAll(other.names);
        return new Items(left);
    }

    /** What is left when so many items are taken, no matter which: the last by name go first. Nothing if there are not more. */
    public Items withoutAny(long count) {
        return of(names.stream()
                .limit(Math.max(0, names.size() - Math.max(0, count)))
                .toList());
    }

    /** As Mesos writes sets: {@code {a, b}}. */
    @Override
    public String toString() {
        return "{" + String.join(", ", names) + "}";
    }
}
