package dev.isthmus.api.resource;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * How much of one resource: a scalar, a set of ports, or a set of named items. These are the types of {@code Value} in Mesos
 * (include/mesos/mesos.proto) without its text type, which resources never have.
 *
 * <p>Immutable. The arithmetic is that of Mesos (src/common/values.cpp): subtraction never goes below zero.
 */
public sealed interface Quantity permits Amount, PortRanges, Items {

    /** What follows from it, in each of its cases. */
    <R> R fold(
            Function<? super Amount, ? extends R> amount,
            Function<? super PortRanges, ? extends R> ports,
            Function<? super Items, ? extends R> items);

    /** Does what its case asks for. */
    default void match(
            Consumer<? super Amount> amount, Consumer<? super PortRanges> ports, Consumer<? super Items> items) {
        fold(
                its -> {
                    amount.accept(its);
                    return true;
                },
                its -> {
                    ports.accept(its);
                    return true;
                },
                its -> {
                    items.accept(its);
                    return true;
                });
    }

    /** What follows from two quantities of one type, in each of its cases; empty if they are not of one. */
    static <R> Optional<R> alike(
            Quantity one,
            Quantity other,
            BiFunction<? super Amount, ? super Amount, ? extends R> amounts,
            BiFunction<? super PortRanges, ? super PortRanges, ? extends R> ports,
            BiFunction<? super Items, ? super Items, ? extends R> items) {
        return one.fold(
                a -> other.<Optional<R>>fold(
                        b -> Optional.of(amounts.apply(a, b)), b -> Optional.empty(), b -> Optional.empty()),
                a -> other.<Optional<R>>fold(
                        b -> Optional.empty(), b -> Optional.of(ports.apply(a, b)), b -> Optional.empty()),
                a -> other.<Optional<R>>fold(
                        b -> Optional.empty(), b -> Optional.empty(), b -> Optional.of(items.apply(a, b))));
    }

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
        return Quantity.<Quantity>alike(this, other, Amount::plus, PortRanges::union, Items::union)
                .orElseThrow(() -> mismatch(other));
    }

    /**
     * What is left when {@code other} is taken away, as far as it is there at all.
     *
     * @throws IllegalArgumentException if the types differ
     */
    default Quantity minus(Quantity other) {
        return Quantity.<Quantity>alike(this, other, Amount::minusUpTo, PortRanges::without, Items::without)
                .orElseThrow(() -> mismatch(other));
    }

    /** Whether {@code other} is wholly within this; false if the types differ, unless {@code other} is nothing. */
    default boolean contains(Quantity other) {
        return other.isZero()
                || alike(
                                this,
                                other,
                                (a, b) -> a.compareTo(b) >= 0,
                                PortRanges::containsAll,
                                (a, b) -> a.names().containsAll(b.names()))
                        .orElse(false);
    }

    private IllegalArgumentException mismatch(Quantity other) {
        return new IllegalArgumentException("a " + type() + " (" + this + ") and a " + other.type() + " (" + other
                + ") cannot be combined: give both as the same type");
    }
}
