package dev.isthmus.mesos.allocator.drf;

import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.mesos.resource.ScalarQuantities;
import java.math.BigInteger;
import java.util.Set;

/**
 * A weighted dominant share, as an exact fraction: {@code part / (whole * weight)}. Compared by value, without rounding; two that are equal may be written
 * differently, so they are not to be tested by {@code equals} (sorter/drf/sorter.cpp, {@code calculateShare}, which rounds to doubles).
 *
 * @param part what is held of the dominant resource, in thousandths; not negative
 * @param whole what the cluster has of it, in thousandths; positive
 * @param weight in thousandths; positive
 */
public record Share(long part, long whole, long weight) implements Comparable<Share> {

    /** No share at all. */
    public static final Share NONE = new Share(0, 1, 1);

    /** Refuses what is no fraction. */
    public Share {
        if (part < 0 || whole <= 0 || weight <= 0) {
            throw new IllegalArgumentException("share " + part + " / (" + whole + " * " + weight
                    + ") is none: want a part from 0, and a whole and a weight above 0");
        }
    }

    /**
     * The largest of the shares that someone has of the cluster's resources, by their weight. What the cluster has nothing of does not count.
     *
     * @param excluded resources that do not count
     */
    static Share dominant(ScalarQuantities held, ScalarQuantities total, Set<ResourceName> excluded, Amount weight) {
        long largest = 0;
        long whole = 1;
        for (int rank = 0; rank < total.size(); rank++) {
            ResourceName name = total.name(rank);
            long part = held.thousandths(name);
            // Of the same weight, which therefore does not count here.
            if (part > 0
                    && compareProducts(part, whole, largest, total.thousandths(rank)) > 0
                    && !excluded.contains(name)) {
                largest = part;
                whole = total.thousandths(rank);
            }
        }
        return new Share(largest, whole, weight.thousandths());
    }

    @Override
    public int compareTo(Share other) {
        if (part == 0 || other.part == 0) {
            return Long.compare(part, other.part);
        }
        if (fits(part, other.weight) && fits(other.part, weight)) {
            return compareProducts(part * other.weight, other.whole, other.part * weight, whole);
        }
        return product(part, other.whole, other.weight).compareTo(product(other.part, whole, weight));
    }

    private static boolean fits(long a, long b) {
        return Math.multiplyHigh(a, b) == 0 && a * b >= 0;
    }

    private static int compareProducts(long a, long b, long c, long d) {
        int high = Long.compare(Math.multiplyHigh(a, b), Math.multiplyHigh(c, d));
        return high != 0 ? high : Long.compareUnsigned(a * b, c * d);
    }

    private static BigInteger product(long a, long b, long c) {
        return BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)).multiply(BigInteger.valueOf(c));
    }

    /** As a number, for people. */
    public double value() {
        return (double) part / whole * 1000 / weight;
    }
}
