package dev.isthmus.api.resource;

/**
 * How much of one resource: a scalar, a set of ports, or a set of named items. The three types of {@code Value} in Mesos
 * (include/mesos/mesos.proto), without its text type, which resources never have.
 *
 * <p>Immutable. The arithmetic is Mesos's own (src/common/values.cpp): subtraction never goes below nothing.
 */
public sealed interface Quantity permits Amount, PortRanges, Items {

    /** Whether there is nothing of it. */
    boolean isZero();

    /** What kind of quantity this is, for messages: {@code scalar}, {@code ranges} or {@code set}, Mesos's words. */
    String type();

    /**
     * The sum of two quantities of one type.
     *
     * @throws IllegalArgumentException if the types differ
     * @throws ArithmeticException if the sum of two scalars is beyond {@link Amount#MAX}
     */
    default Quantity plus(Quantity other) {
        if (this instanceof Amount a && other instanceof Amount b) {
            return a.plus(b);
        }
        if (this instanceof PortRanges a && other instanceof PortRanges b) {
            return a.union(b);
        }
        if (this instanceof Items a && other instanceof Items b) {
            return a.union(b);
        }
        throw mismatch(other);
    }

    /**
     * What is left when {@code other} is taken away, as far as it is there at all.
     *
     * @throws IllegalArgumentException if the types differ
     */
    default Quantity minus(Quantity other) {
        if (this instanceof Amount a && other instanceof Amount b) {
            return a.minusUpTo(b);
        }
        if (this instanceof PortRanges a && other instanceof PortRanges b) {
            return a.without(b);
        }
        if (this instanceof Items a && other instanceof Items b) {
            return a.without(b);
        }
        throw mismatch(other);
    }

    /** Whether {@code other} is wholly within this; false if the types differ, unless {@code other} is nothing. */
    default boolean contains(Quantity other) {
        if (other.isZero()) {
            return true;
        }
        if (this instanceof Amount a && other instanceof Amount b) {
            return a.compareTo(b) >= 0;
        }
        if (this instanceof PortRanges a && other instanceof PortRanges b) {
            return a.containsAll(b);
        }
        if (this instanceof Items a && other instanceof Items b) {
            return a.names().containsAll(b.names());
        }
        return false;
    }

    private IllegalArgumentException mismatch(Quantity other) {
        return new IllegalArgumentException("a " + type() + " (" + this + ") and a " + other.type() + " (" + other
                + ") cannot be combined: give both as the same type");
    }
}
