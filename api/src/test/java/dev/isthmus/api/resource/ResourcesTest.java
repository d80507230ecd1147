package dev.isthmus.api.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Resources, by conformance points 118, 119 and 122 as far as one role goes. */
class ResourcesTest {

    @Test
    void point_118_zero_is_valid_and_ignored() {
        assertThat(mesos("cpus:0; mem:1")).isEqualTo(mesos("mem:1"));
        assertThat(mesos("cpus:0").isEmpty()).isTrue();
        assertThat(mesos("cpus:1").with(ResourceName.CPUS, Amount.ZERO)).isEqualTo(Resources.none(Dialect.MESOS));
    }

    @Test
    void point_119_subtraction_leaves_no_zero_and_no_negative_entries() {
        assertThat(mesos("cpus:1; mem:2; ports:[1-2]").minus(mesos("cpus:3; mem:1; ports:[1-9]; disk:5")))
                .isEqualTo(mesos("mem:1"));
    }

    @Test
    void point_122_only_entries_of_one_name_and_type_combine() {
        assertThat(mesos("cpus:2").contains(mesos("mem:1"))).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mesos("gpus:2").plus(mesos("gpus:{a}")))
                .withMessageContainingAll("scalar", "2", "set", "{a}");
        assertThatIllegalArgumentException().isThrownBy(() -> mesos("gpus:2").minus(mesos("gpus:{a}")));
        assertThat(mesos("gpus:2").contains(mesos("gpus:{a}"))).isFalse();
    }

    @Test
    void dialects_are_never_combined() {
        Resources ecs = ResourcesText.parse(Dialect.ECS, "CPU:1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mesos("cpus:1").plus(ecs))
                .withMessageContainingAll("mesos", "ecs");
        assertThatIllegalArgumentException().isThrownBy(() -> mesos("").minus(ecs));
        assertThatIllegalArgumentException().isThrownBy(() -> mesos("").contains(ecs));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Dialect("ECS"))
                .withMessageContainingAll("'ECS'", "lower case");
    }

    @Test
    void an_entry_of_another_type_is_none_of_this_type() {
        Resources odd = mesos("cpus:[1-2]; ports:7");
        assertThat(odd.amount(ResourceName.CPUS)).isEqualTo(Amount.ZERO);
        assertThat(odd.ports(ResourceName.PORTS)).isEqualTo(PortRanges.NONE);
        assertThat(odd.get(ResourceName.CPUS)).contains(PortRanges.of(1, 2));
        assertThat(odd.get(ResourceName.MEM)).isEmpty();
    }

    @Test
    void they_cannot_be_changed_from_outside() {
        TreeMap<ResourceName, Quantity> given = new TreeMap<>(Map.of(ResourceName.CPUS, Amount.of(1)));
        Resources resources = new Resources(Dialect.MESOS, given);
        given.clear();
        assertThat(resources).isEqualTo(mesos("cpus:1"));
        assertThatThrownBy(() -> resources.quantities().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void a_text_is_read_as_mesos_writes_it() {
        String text = "cpus:0.5; gpu:{a, b}; mem:128; ports:[80-80, 31000-32000]";
        assertThat(mesos(text)).hasToString(text);
        assertThat(mesos(" cpus : 0.5 ;; ")).hasToString("cpus:0.5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpus", ":1", "cpus:x", "ports:[a]", "cpus:1;cpus:2"})
    void a_text_that_is_wrong_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> mesos(text));
    }

    @Property
    void sums_and_differences_are_those_of_each_entry(
            @ForAll Map<@AlphaChars @StringLength(1) String, @LongRange(max = 9) Long> a,
            @ForAll Map<@AlphaChars @StringLength(1) String, @LongRange(max = 9) Long> b) {
        Resources first = resources(a);
        Resources second = resources(b);
        Map<String, Long> sum = new TreeMap<>(a);
        b.forEach((name, value) -> sum.merge(name, value, Long::sum));
        Map<String, Long> difference = new TreeMap<>(a);
        b.forEach((name, value) -> difference.computeIfPresent(name, (key, mine) -> Math.max(0, mine - value)));

        assertThat(first.plus(second)).isEqualTo(resources(sum));
        assertThat(first.minus(second)).isEqualTo(resources(difference));
        assertThat(first.plus(second).minus(second)).isEqualTo(first);
        assertThat(first.contains(second))
                .isEqualTo(b.entrySet().stream()
                        .allMatch(entry -> a.getOrDefault(entry.getKey(), 0L) >= entry.getValue()));
        assertThat(ResourcesText.parse(Dialect.MESOS, first.toString())).isEqualTo(first);
    }

    private static Resources resources(Map<String, Long> thousandths) {
        Map<ResourceName, Quantity> quantities = new TreeMap<>();
        thousandths.forEach((name, value) -> quantities.put(new ResourceName(name), Amount.ofThousandths(value)));
        return Resources.of(Dialect.MESOS, quantities);
    }

    private static Resources mesos(String text) {
        return ResourcesText.parse(Dialect.MESOS, text);
    }
}
