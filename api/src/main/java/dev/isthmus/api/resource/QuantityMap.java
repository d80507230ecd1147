package dev.isthmus.api.resource;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The quantities of {@link Resources}: an unmodifiable map that is sorted by name and holds no zeros. An agent has half a dozen of them, so that two
 * short arrays take less room and time than a tree, and a map that is one already need not be copied.
 */
@SuppressWarnings("JdkObsolete") // It is what Resources shows of its quantities.
final class QuantityMap extends AbstractMap<ResourceName, Quantity> implements SortedMap<ResourceName, Quantity> {

    static final QuantityMap NONE = new QuantityMap(new ResourceName[0], new Quantity[0]);

    private final ResourceName[] names;
    private final Quantity[] quantities;

    private QuantityMap(ResourceName[] names, Quantity[] quantities) {
        this.names = names;
        this.quantities = quantities;
    }

    /** These entries without zeros, by name, whatever they were sorted by. */
    static QuantityMap of(SortedMap<ResourceName, Quantity> given) {
        if (given instanceof QuantityMap already) {
            return already;
        }
        Maker maker = new Maker(given.size());
        (given.comparator() == null ? given : new TreeMap<>((Map<ResourceName, Quantity>) given)).forEach(maker::add);
        return maker.made();
    }

    /** One entry; none if it is zero. */
    static QuantityMap of(ResourceName name, Quantity quantity) {
        return quantity.isZero() ? NONE : new QuantityMap(new ResourceName[] {name}, new Quantity[] {quantity});
    }

    /** Collects entries that come sorted. */
    private static final class Maker {
        private final ResourceName[] names;
        private final Quantity[] quantities;
        private int size;

        Maker(int most) {
            names = new ResourceName[most];
            quantities = new Quantity[most];
        }

        void add(ResourceName name, Quantity quantity) {
            if (!quantity.isZero()) {
                names[size] = name;
                quantities[size] = quantity;
                size++;
            }
        }

        QuantityMap made() {
            return size == names.length
                    ? new QuantityMap(names, quantities)
                    : new QuantityMap(Arrays.copyOf(names, size), Arrays.copyOf(quantities, size));
        }
    }

    /**
     * What becomes of these entries and those.
     *
     * @param both what becomes of one name that is in both
     * @param keepOthers whether what is in the other alone is in it
     */
    QuantityMap combined(QuantityMap other, BinaryOperator<Quantity> both, boolean keepOthers) {
        Maker maker = new Maker(names.length + (keepOthers ? other.names.length - inCommon(other) : 0));
        int there = 0;
        for (int here = 0; here < names.length; here++) {
            ResourceName name = names[here];
            Quantity quantity = quantities[here];
            for (; there < other.names.length && other.names[there].compareTo(name) <= 0; there++) {
                if (other.names[there].equals(name)) {
                    quantity = both.apply(quantity, other.quantities[there]);
                } else if (keepOthers) {
                    maker.add(other.names[there], other.quantities[there]);
                }
            }
            maker.add(name, quantity);
        }
        for (; keepOthers && there < other.names.length; there++) {
            maker.add(other.names[there], other.quantities[there]);
        }
        return maker.made();
    }

    /** How many names are in both. */
    private int inCommon(QuantityMap other) {
        int common = 0;
        for (ResourceName name : other.names) {
            common += containsKey(name) ? 1 : 0;
        }
        return common;
    }

    /** Whether of each of those there is as much here. */
    boolean containsAll(QuantityMap other) {
        int here = 0;
        for (int there = 0; there < other.names.length; there++) {
            ResourceName name = other.names[there];
            while (here < names.length && names[here].compareTo(name) < 0) {
                here++;
            }
            if (here == names.length
                    || !names[here].equals(name)
                    || !quantities[here].contains(other.quantities[there])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public @Nullable Quantity get(@Nullable Object name) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return quantities[i];
            }
        }
        return null;
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return get(name) != null;
    }

    @Override
    public int size() {
        return names.length;
    }

    @Override
    public void forEach(BiConsumer<? super ResourceName, ? super Quantity> action) {
        for (int i = 0; i < names.length; i++) {
            action.accept(names[i], quantities[i]);
        }
    }

    @Override
    public Set<Map.Entry<ResourceName, Quantity>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<ResourceName, Quantity>> iterator() {
                return new Entries();
            }

            @Override
            public int size() {
                return names.length;
            }
        };
    }

    private final class Entries implements Iterator<Map.Entry<ResourceName, Quantity>> {
        private int next;

        @Override
        public boolean hasNext() {
            return next < names.length;
        }

        @Override
        public Map.Entry<ResourceName, Quantity> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return Map.entry(names[next], quantities[next++]);
        }
    }

    @Override
    public @Nullable Comparator<? super ResourceName> comparator() {
        return null;
    }

    @Override
    public SortedMap<ResourceName, Quantity> subMap(ResourceName from, ResourceName to) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(this).subMap(from, to));
    }

    @Override
    public SortedMap<ResourceName, Quantity> headMap(ResourceName to) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(this).headMap(to));
    }

    @Override
    public SortedMap<ResourceName, Quantity> tailMap(ResourceName from) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(this).tailMap(from));
    }

    @Override
    public ResourceName firstKey() {
        return entrySet().iterator().next().getKey();
    }

    @Override
    public ResourceName lastKey() {
        if (names.length == 0) {
            throw new NoSuchElementException();
        }
        return names[names.length - 1];
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof QuantityMap map
                ? Arrays.equals(names, map.names) && Arrays.equals(quantities, map.quantities)
                : super.equals(other);
    }

    @Override
    public int hashCode() {
        // As of any map, without its entries.
        int sum = 0;
        for (int i = 0; i < names.length; i++) {
            sum += names[i].hashCode() ^ quantities[i].hashCode();
        }
        return sum;
    }
}
