package dev.isthmus.api.resource;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/**
 * Named quantities of one dialect. Immutable. None of a resource and no such resource are the same, so zero entries are left out.
 *
 * <p>The arithmetic is that of {@code Resources} in Mesos (src/common/resources.cpp), for one role.
 *
 * @param dialect of the names
 * @param quantities sorted by name, without zero entries
 */
public record Resources(Dialect dialect, SortedMap<ResourceName, Quantity> quantities) {

    /** Copies the entries, leaving out zeros. */
    public Resources {
        quantities = QuantityMap.of(quantities);
    }

    /** Nothing, in this dialect. */
    public static Resources none(Dialect dialect) {
        return new Resources(dialect, QuantityMap.NONE);
    }

    /** These entries. */
    public static Resources of(Dialect dialect, Map<ResourceName, ? extends Quantity> quantities) {
        return new Resources(dialect, new TreeMap<>(quantities));
    }

    /** One entry. */
    public static Resources of(Dialect dialect, ResourceName name, Quantity quantity) {
        return new Resources(dialect, QuantityMap.of(name, quantity));
    }

    /** Whether there is nothing at all. */
    public boolean isEmpty() {
        return quantities.isEmpty();
    }

    /** How much there is of it, if anything. */
    public Optional<Quantity> get(ResourceName name) {
        return Optional.ofNullable(quantities.get(name));
    }

    /** The scalar of this name; zero if there is none or if it is no scalar. */
    public Amount amount(ResourceName name) {
        return quantities.get(name) instanceof Amount amount ? amount : Amount.ZERO;
    }

    /** The ports of this name; none if there are none or if it is no set of ports. */
    public PortRanges ports(ResourceName name) {
        return quantities.get(name) instanceof PortRanges ports ? ports : PortRanges.NONE;
    }

    /** These resources with one entry set anew; a zero removes it. */
    public Resources with(ResourceName name, Quantity quantity) {
        SortedMap<ResourceName, Quantity> changed = new TreeMap<>(quantities);
        changed.put(name, quantity);
        return new Resources(dialect, changed);
    }

    /**
     * The sum.
     *
     * @throws IllegalArgumentException if the dialects, or the types under one name, differ
     * @throws ArithmeticException if a scalar goes beyond {@link Amount#MAX}
     */
    public Resources plus(Resources other) {
        return combine(other, Quantity::plus, true);
    }

    /**
     * What is left when {@code other} is taken away as far as it is there; nothing goes below zero.
     *
     * @throws IllegalArgumentException if the dialects, or the types under one name, differ
     */
    public Resources minus(Resources other) {
        return combine(other, Quantity::minus, false);
    }

    private Resources combine(Resources other, BinaryOperator<Quantity> operator, boolean keepOthers) {
        requireSameDialect(other);
        if (other.isEmpty()) {
            return this;
        }
        if (isEmpty() && keepOthers) {
            return other;
        }
        return new Resources(
                dialect, QuantityMap.of(quantities).combined(QuantityMap.of(other.quantities), operator, keepOthers));
    }

    /**
     * Whether {@code other} is wholly within this.
     *
     * @throws IllegalArgumentException if the dialects differ
     */
    public boolean contains(Resources other) {
        requireSameDialect(other);
        return QuantityMap.of(quantities).containsAll(QuantityMap.of(other.quantities));
    }

    private void requireSameDialect(Resources other) {
        if (!dialect.equals(other.dialect)) {
            throw new IllegalArgumentException(
                    "resources of dialect " + dialect + " and of dialect " + other.dialect + " cannot be combined");
        }
    }

    /** As Mesos writes resources: {@code cpus:0.5; mem:128; ports:[31000-31001]}. {@link ResourcesText} reads it back. */
    @Override
    public String toString() {
        return quantities.entrySet().stream()
                .map(entry -> entry.getKey() + ":" + entry.getValue())
                .collect(Collectors.joining("; "));
    }
}
