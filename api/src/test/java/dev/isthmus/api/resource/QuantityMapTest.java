package dev.isthmus.api.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The map of {@link Resources} does as a tree does that lists no zeros. */
@SuppressWarnings("JdkObsolete") // It is what Resources shows of its quantities.
class QuantityMapTest {

    private static final List<ResourceName> NAMES = List.of(
            new ResourceName("a"),
            new ResourceName("b"),
            new ResourceName("c"),
            new ResourceName("d"),
            new ResourceName("e"));

    @Provide
    Arbitrary<SortedMap<ResourceName, Quantity>> entries() {
        return Arbitraries.maps(
                        Arbitraries.of(NAMES),
                        Arbitraries.longs().between(0, 3).map(amount -> (Quantity) Amount.of(amount)))
                .map(TreeMap::new);
    }

    private static SortedMap<ResourceName, Quantity> tree(SortedMap<ResourceName, Quantity> entries) {
        SortedMap<ResourceName, Quantity> tree = new TreeMap<>(entries);
        tree.values().removeIf(Quantity::isZero);
        return tree;
    }

    @Property(tries = 300)
    void it_is_equal_to_a_tree_and_reads_like_one(@ForAll("entries") SortedMap<ResourceName, Quantity> entries) {
        SortedMap<ResourceName, Quantity> tree = tree(entries);
        SortedMap<ResourceName, Quantity> map = new Resources(Dialect.MESOS, entries).quantities();

        assertThat(map.equals(tree)).isTrue();
        assertThat(tree.equals(map)).isTrue();
        assertThat(map).hasSameHashCodeAs(tree).hasToString(tree.toString()).hasSize(tree.size());
        assertThat(List.copyOf(map.entrySet())).isEqualTo(List.copyOf(tree.entrySet()));
        assertThat(new TreeMap<>(map)).isEqualTo(tree);
        for (ResourceName name : NAMES) {
            assertThat(map.get(name)).isEqualTo(tree.get(name));
            assertThat(map.containsKey(name)).isEqualTo(tree.containsKey(name));
            assertThat(map.headMap(name)).isEqualTo(tree.headMap(name));
            assertThat(map.tailMap(name)).isEqualTo(tree.tailMap(name));
            assertThat(map.subMap(NAMES.get(0), name)).isEqualTo(tree.subMap(NAMES.get(0), name));
        }
        Map<ResourceName, Quantity> visited = new TreeMap<>();
        map.forEach(visited::put);
        assertThat(visited).isEqualTo(tree);
        if (!tree.isEmpty()) {
            assertThat(map.firstKey()).isEqualTo(tree.firstKey());
            assertThat(map.lastKey()).isEqualTo(tree.lastKey());
        }
        assertThat(map.comparator()).isNull();
    }

    @Property(tries = 500)
    void sums_and_differences_are_those_of_trees(
            @ForAll("entries") SortedMap<ResourceName, Quantity> ones,
            @ForAll("entries") SortedMap<ResourceName, Quantity> others) {
        SortedMap<ResourceName, Quantity> sum = tree(ones);
        SortedMap<ResourceName, Quantity> rest = tree(ones);
        tree(others).forEach((name, quantity) -> {
            sum.merge(name, quantity, Quantity::plus);
            rest.computeIfPresent(name, (same, mine) -> mine.minus(quantity));
        });
        Resources one = new Resources(Dialect.MESOS, ones);
        Resources other = new Resources(Dialect.MESOS, others);

        assertThat(one.plus(other).quantities()).isEqualTo(tree(sum));
        assertThat(one.minus(other).quantities()).isEqualTo(tree(rest));
        assertThat(one.plus(other)).isEqualTo(new Resources(Dialect.MESOS, sum));
        assertThat(one.plus(other).contains(other)).isTrue();
        assertThat(one.contains(other))
                .isEqualTo(tree(others).entrySet().stream()
                        .allMatch(entry -> one.amount(entry.getKey()).compareTo((Amount) entry.getValue()) >= 0));
    }

    @Test
    void it_is_sorted_by_name_however_the_entries_came() {
        SortedMap<ResourceName, Quantity> backwards = new TreeMap<>(Comparator.reverseOrder());
        NAMES.forEach(name -> backwards.put(name, Amount.of(1)));

        assertThat(new Resources(Dialect.MESOS, backwards).quantities().keySet())
                .containsExactlyElementsOf(NAMES);
    }

    @Test
    void nobody_can_change_it() {
        SortedMap<ResourceName, Quantity> given = new TreeMap<>(Map.of(NAMES.get(0), Amount.of(1)));
        Resources resources = new Resources(Dialect.MESOS, given);
        given.put(NAMES.get(1), Amount.of(1));
        SortedMap<ResourceName, Quantity> map = resources.quantities();

        assertThat(map).hasSize(1);
        assertThatThrownBy(() -> map.put(NAMES.get(1), Amount.of(1))).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(map::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> map.entrySet().iterator().next().setValue(Amount.of(2)))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> map.headMap(NAMES.get(1)).clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void an_empty_one_has_no_first_and_no_last() {
        SortedMap<ResourceName, Quantity> none = Resources.none(Dialect.MESOS).quantities();

        assertThatThrownBy(none::firstKey).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(none::lastKey).isInstanceOf(NoSuchElementException.class);
        assertThat(none).isEmpty();
    }

    @Test
    void one_that_is_there_is_not_copied() {
        Resources resources = Resources.of(Dialect.MESOS, NAMES.get(0), Amount.of(1));

        assertThat(new Resources(Dialect.ECS, resources.quantities()).quantities())
                .isSameAs(resources.quantities());
    }
}
