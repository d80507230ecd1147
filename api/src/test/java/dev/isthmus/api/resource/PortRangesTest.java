package dev.isthmus.api.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.BitSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ports, by conformance points 120 and 121, and against a plain set of bits. */
class PortRangesTest {

    @Test
    void point_120_ranges_are_inclusive() {
        assertThat(PortRanges.of(3, 5).ports()).containsExactly(3, 4, 5);
        assertThat(PortRanges.of(3, 3).count()).isEqualTo(1);
        assertThat(PortRanges.ALL.count()).isEqualTo(65536);
    }

    @Test
    void point_120_overlapping_and_adjacent_ranges_merge() {
        assertThat(ports("4-6").union(ports("7-8"))).isEqualTo(ports("4-8"));
        assertThat(ports("4-6").union(ports("5-9"))).isEqualTo(ports("4-9"));
        assertThat(ports("4-6").union(ports("8-9")).ranges()).containsExactly(new PortRange(4, 6), new PortRange(8, 9));
        assertThat(ports("1-10").union(ports("3-4")).ranges()).containsExactly(new PortRange(1, 10));
    }

    @Test
    void point_120_comparison_ignores_order_and_splitting() {
        assertThat(ports("7-8,1-3,4-6")).isEqualTo(ports("1-8")).hasSameHashCodeAs(ports("1-8"));
    }

    @Test
    void point_121_subtraction_splits() {
        assertThat(ports("3-8").without(ports("5-6"))).isEqualTo(ports("3-4,7-8"));
    }

    @Test
    void point_121_what_is_subtracted_need_not_be_contained() {
        assertThat(ports("3-8").without(ports("1-4,8-20"))).isEqualTo(ports("5-7"));
        assertThat(ports("3-8").minus(PortRanges.ALL).isZero()).isTrue();
    }

    @Test
    void point_121_containment_is_of_each_coalesced_range() {
        assertThat(ports("1-4,5-8").contains(ports("2-7"))).isTrue();
        assertThat(ports("1-4,6-8").contains(ports("2-7"))).isFalse();
        assertThat(ports("1-4").contains(PortRanges.NONE)).isTrue();
    }

    @Test
    void the_lowest_ports_are_kept() {
        assertThat(ports("80,443,31000-32000").lowest(4)).isEqualTo(ports("80,443,31000-31001"));
        assertThat(ports("1-3").lowest(9)).isEqualTo(ports("1-3"));
        assertThat(ports("1-3").lowest(0).isZero()).isTrue();
        assertThat(ports("1-3").lowest(Integer.MIN_VALUE).isZero()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "1-", "-1", "1-2-3", "80;443", "80,", "100000000"})
    void what_is_no_range_is_refused_by_its_text(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PortRanges.parse(text))
                .satisfies(refused -> assertThat(refused.getMessage()).contains(text, "is no port or range"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"65536", "2-1", "1-65536"})
    void what_is_out_of_bounds_is_refused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PortRanges.parse(text))
                .withMessageContainingAll("first <= last", "0 to 65535");
    }

    @Test
    void an_empty_text_is_no_port() {
        assertThat(ports("")).isEqualTo(PortRanges.NONE);
        assertThat(ports(" [ ] ")).isEqualTo(PortRanges.NONE);
        assertThat(PortRanges.NONE).hasToString("[]");
    }

    @Property
    void they_are_always_normalised(@ForAll("ports") PortRanges ports) {
        List<PortRange> ranges = ports.ranges();
        for (int i = 1; i < ranges.size(); i++) {
            assertThat(ranges.get(i).first()).isGreaterThan(ranges.get(i - 1).last() + 1);
        }
        assertThat(PortRanges.parse(ports.toString())).isEqualTo(ports);
    }

    @Property(tries = 5000)
    void arithmetic_agrees_with_bits(@ForAll("ports") PortRanges a, @ForAll("ports") PortRanges b) {
        BitSet union = bits(a);
        union.or(bits(b));
        BitSet without = bits(a);
        without.andNot(bits(b));
        BitSet common = bits(a);
        common.and(bits(b));

        assertThat(bits(a.union(b))).isEqualTo(union);
        assertThat(bits(a.without(b))).isEqualTo(without);
        assertThat(bits(a.intersect(b))).isEqualTo(common);
        assertThat(a.containsAll(b)).isEqualTo(common.equals(bits(b)));
        assertThat(a.count()).isEqualTo(bits(a).cardinality());
        assertThat(a.plus(b)).isEqualTo(a.union(b));
        assertThat(a.minus(b)).isEqualTo(a.without(b));
    }

    @Property(tries = 2000)
    void membership_and_the_lowest_agree_with_bits(@ForAll("ports") PortRanges ports, @ForAll("port") int port) {
        assertThat(ports.contains(port)).isEqualTo(bits(ports).get(port));
        assertThat(ports.lowest(port).ports())
                .containsExactlyElementsOf(
                        bits(ports).stream().limit(port).boxed().toList());
    }

    @Provide
    Arbitrary<Integer> port() {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(0, 40), Arbitraries.integers().between(0, 65535));
    }

    @Provide
    Arbitrary<PortRanges> ports() {
        Arbitrary<PortRange> near = Arbitraries.integers()
                .between(0, 30)
                .flatMap(first ->
                        Arbitraries.integers().between(first, first + 6).map(last -> new PortRange(first, last)));
        Arbitrary<PortRange> far = Arbitraries.integers()
                .between(65500, 65535)
                .flatMap(first -> Arbitraries.integers().between(first, 65535).map(last -> new PortRange(first, last)));
        return Arbitraries.oneOf(near, near, far).list().ofMaxSize(6).map(PortRanges::new);
    }

    private static BitSet bits(PortRanges ports) {
        BitSet bits = new BitSet();
        ports.ports().forEach(bits::set);
        return bits;
    }

    private static PortRanges ports(String text) {
        return PortRanges.parse(text);
    }
}
