package dev.isthmus.api.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Sets, by conformance point 122: union, difference and subset, as of a {@link TreeSet}. */
class ItemsTest {

    @Property
    void point_122_sets_use_union_difference_and_subset(
            @ForAll @Size(max = 8) Set<@IntRange(max = 9) Integer> a,
            @ForAll @Size(max = 8) Set<@IntRange(max = 9) Integer> b) {
        Items first = items(a);
        Items second = items(b);
        Set<Integer> union = new TreeSet<>(a);
        union.addAll(b);
        Set<Integer> difference = new TreeSet<>(a);
        difference.removeAll(b);

        assertThat(first.plus(second)).isEqualTo(items(union));
        assertThat(first.minus(second)).isEqualTo(items(difference));
        assertThat(first.contains(second)).isEqualTo(a.containsAll(b));
        assertThat(first.isZero()).isEqualTo(a.isEmpty());
    }

    @Test
    void so_many_are_taken_no_matter_which() {
        Items three = Items.of(Set.of("a", "b", "c"));
        assertThat(three.withoutAny(2)).hasToString("{a}");
        assertThat(three.withoutAny(0)).isEqualTo(three);
        assertThat(three.withoutAny(-1)).isEqualTo(three);
        assertThat(three.withoutAny(Long.MAX_VALUE).isZero()).isTrue();
        assertThat(three.withoutAny(Long.MIN_VALUE)).isEqualTo(three);
    }

    @Test
    void they_cannot_be_changed_from_outside() {
        TreeSet<String> given = new TreeSet<>(Set.of("a"));
        Items items = new Items(given);
        given.add("b");
        assertThat(items.names()).containsExactly("a");
        assertThatThrownBy(() -> items.names().add("c")).isInstanceOf(UnsupportedOperationException.class);
    }

    private static Items items(Set<Integer> numbers) {
        return Items.of(numbers.stream().map(String::valueOf).toList());
    }
}
