package dev.isthmus.testkit.contract.law;

import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Items;
import dev.isthmus.api.resource.Quantity;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Arithmetic of the laws: exact, without overflow, and written anew, so that it does not share a mistake with what it examines. */
public final class Amounts {

    private Amounts() {}

    public static BigInteger big(long value) {
        return BigInteger.valueOf(value);
    }

    /** A scalar's thousandths, or as many thousands as there are items. */
    static BigInteger thousandths(Quantity quantity) {
        return quantity.fold(
                amount -> big(amount.thousandths()),
                ports -> {
                    throw Law.broken(quantity + " is a " + quantity.type() + ", where a scalar was wanted");
                },
                items -> big(items.names().size()).multiply(big(1000)));
    }

    /** Whether so much is there; a number fits into a set of items that has as many. */
    static boolean within(Quantity part, Quantity whole) {
        if (part instanceof Amount && whole instanceof Items) {
            return thousandths(part).compareTo(thousandths(whole)) <= 0;
        }
        return whole.contains(part);
    }

    /** Requires that so much is there, naming what is not. */
    static void requireWithin(Resources taken, Resources free, Supplier<String> who) {
        taken.quantities().forEach((name, quantity) -> {
            Quantity there = free.get(name).orElse(null);
            Law.require(
                    there != null && within(quantity, there),
                    () -> who.get() + " take " + name + ":" + quantity + ", but free is "
                            + (there == null ? "none of it" : name + ":" + there));
        });
    }

    /** What is in both, of those that are of one type. */
    public static Resources common(Resources one, Resources other) {
        Map<ResourceName, Quantity> common = new TreeMap<>();
        one.quantities()
                .forEach((name, quantity) -> other.get(name)
                        .filter(second -> second.type().equals(quantity.type()))
                        .ifPresent(second -> common.put(name, common(quantity, second))));
        return Resources.of(one.dialect(), common);
    }

    /** What is in both of two quantities of one type. */
    public static Quantity common(Quantity one, Quantity other) {
        return one instanceof Amount a && other instanceof Amount b ? a.min(b) : one.minus(one.minus(other));
    }
}
