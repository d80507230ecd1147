package dev.isthmus.mesos.resource;

import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Quantity;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * How much of each scalar resource, for sums over a whole cluster (src/common/resource_quantities.hpp). Immutable, without zero entries, exact: thousandths
 * in 64 bits. Each operation is linear in the number of names, of which there are a handful.
 */
public final class ScalarQuantities {

    /** Nothing of anything. */
    public static final ScalarQuantities NONE = new ScalarQuantities(new ResourceName[0], new long[0]);

    /**
     * The most that counts of one scalar in one place, 8,796,093,022 units: what is beyond counts as so much, so that the sums of a million places fit 64
     * bits. Of memory this is 8 PiB.
     */
    private static final long MOST = 1L << 43;

    private final ResourceName[] names;
    private final long[] thousandths;

    private ScalarQuantities(ResourceName[] names, long[] thousandths) {
        this.names = names;
        this.thousandths = thousandths;
    }

    /** The scalars of these resources. */
    public static ScalarQuantities of(Resources resources) {
        return of(resources.quantities());
    }

    /** These amounts. */
    public static ScalarQuantities of(SortedMap<ResourceName, ? extends Quantity> quantities) {
        Maker maker = new Maker(quantities.size());
        quantities.forEach(maker);
        return made(maker.names, maker.values, maker.size);
    }

    /** Collects the scalars of a map that is walked through once. */
    private static final class Maker implements BiConsumer<ResourceName, Quantity> {
        private final ResourceName[] names;
        private final long[] values;
        private int size;

        Maker(int most) {
            names = new ResourceName[most];
            values = new long[most];
        }

        @Override
        public void accept(ResourceName name, Quantity quantity) {
            if (quantity instanceof Amount amount && !amount.isZero()) {
                names[size] = name;
                values[size++] = Math.min(amount.thousandths(), MOST);
            }
        }
    }

    /** All scalars, whatever they are reserved for. */
    public static ScalarQuantities of(ResourcesByReservation portions) {
        ScalarQuantities sum = portions.unreservedScalars();
        if (portions.reserved().isEmpty()) {
            return sum;
        }
        for (Resources part : portions.reserved().values()) {
            sum = sum.plus(of(part));
        }
        return sum;
    }

    private static ScalarQuantities made(ResourceName[] names, long[] values, int size) {
        if (size == 0) {
            return NONE;
        }
        return size == names.length
                ? new ScalarQuantities(names, values)
                : new ScalarQuantities(Arrays.copyOf(names, size), Arrays.copyOf(values, size));
    }

    /** Whether there is nothing of anything. */
    public boolean isEmpty() {
        return names.length == 0;
    }

    /** How many names it has. */
    public int size() {
        return names.length;
    }

    /** The name of this rank, in their order. */
    public ResourceName name(int rank) {
        return names[rank];
    }

    /** How much of the name of this rank, in thousandths. */
    public long thousandths(int rank) {
        return thousandths[rank];
    }

    /** How much of it, in thousandths. */
    public long thousandths(ResourceName name) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return thousandths[i];
            }
        }
        return 0;
    }

    /** All of it, by name. */
    public SortedMap<ResourceName, Amount> amounts() {
        SortedMap<ResourceName, Amount> amounts = new TreeMap<>();
        for (int i = 0; i < names.length; i++) {
            amounts.put(names[i], Amount.ofThousandths(thousandths[i]));
        }
        return amounts;
    }

    /**
     * The sum.
     *
     * @throws ArithmeticException if one is beyond 64 bits
     */
    public ScalarQuantities plus(ScalarQuantities other) {
        if (isEmpty()) {
            return other;
        }
        return other.isEmpty() ? this : combined(other, true);
    }

    /** The difference, never below zero. */
    public ScalarQuantities minus(ScalarQuantities other) {
        return isEmpty() || other.isEmpty() ? this : combined(other, false);
    }

    private ScalarQuantities combined(ScalarQuantities other, boolean isSum) {
        // As the sums of a cluster and of its agents mostly do, they have the same names.
        return Arrays.equals(names, other.names) ? sameNames(other, isSum) : merged(other, isSum);
    }

    private static long combined(long mine, long its, boolean isSum) {
        return isSum ? Math.addExact(mine, its) : Math.max(0, mine - its);
    }

    private ScalarQuantities sameNames(ScalarQuantities other, boolean isSum) {
        long[] values = new long[names.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = combined(thousandths[i], other.thousandths[i], isSum);
            if (values[i] == 0) {
                return merged(other, isSum);
            }
        }
        return new ScalarQuantities(names, values);
    }

    private ScalarQuantities merged(ScalarQuantities other, boolean isSum) {
        ResourceName[] merged = new ResourceName[names.length + other.names.length];
        long[] values = new long[merged.length];
        int size = 0;
        int here = 0;
        int there = 0;
        while (here < names.length || there < other.names.length) {
            int order = compare(here, other, there);
            long value = combined(order <= 0 ? thousandths[here] : 0, order >= 0 ? other.thousandths[there] : 0, isSum);
            if (value != 0) {
                merged[size] = order <= 0 ? names[here] : other.names[there];
                values[size++] = value;
            }
            here += order <= 0 ? 1 : 0;
            there += order >= 0 ? 1 : 0;
        }
        return made(merged, values, size);
    }

    private int compare(int here, ScalarQuantities other, int there) {
        if (here == names.length) {
            return 1;
        }
        return there == other.names.length ? -1 : Integer.signum(names[here].compareTo(other.names[there]));
    }

    /**
     * The scalars among these resources, each cut to what is allowed of it; nothing else.
     *
     * @param most how much of each is allowed, in thousandths
     */
    public static Resources cut(Resources resources, ToLongFunction<ResourceName> most) {
        SortedMap<ResourceName, Quantity> left = new TreeMap<>();
        resources.quantities().forEach((name, quantity) -> {
            if (quantity instanceof Amount amount) {
                left.put(name, amount.min(Amount.ofThousandths(Math.max(0, most.applyAsLong(name)))));
            }
        });
        return new Resources(Dialect.MESOS, left);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ScalarQuantities its
                && Arrays.equals(names, its.names)
                && Arrays.equals(thousandths, its.thousandths);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(names) + Arrays.hashCode(thousandths);
    }

    /** As Mesos writes them: {@code cpus:0.5; mem:128}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < names.length; i++) {
            text.append(i == 0 ? "" : "; ").append(names[i]).append(':').append(Amount.ofThousandths(thousandths[i]));
        }
        return text.toString();
    }
}
