package dev.isthmus.api.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Attributes are a sorted map that nobody can change, and so need not be copied. */
class AgentAttributesTest {

    private static final Map<String, String> GIVEN = Map.of("zone", "a", "rack", "r1", "disk", "");

    @Test
    void what_is_given_is_copied_and_sorted() {
        Map<String, String> mutable = new LinkedHashMap<>(GIVEN);
        AgentAttributes attributes = AgentAttributes.of(mutable);
        mutable.clear();

        assertThat(attributes).containsExactly(Map.entry("disk", ""), Map.entry("rack", "r1"), Map.entry("zone", "a"));
        assertThat(attributes.firstKey()).isEqualTo("disk");
        assertThat(attributes.lastKey()).isEqualTo("zone");
        assertThat(attributes.comparator()).isNull();
        assertThat(attributes.headMap("rack")).containsOnlyKeys("disk");
        assertThat(attributes.tailMap("rack")).containsOnlyKeys("rack", "zone");
        assertThat(attributes.subMap("e", "s")).containsOnlyKeys("rack");
    }

    @Test
    void it_equals_any_map_of_the_same() {
        SortedMap<String, String> other = new TreeMap<>(GIVEN);

        assertThat(AgentAttributes.of(GIVEN)).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(other).isEqualTo(AgentAttributes.of(GIVEN));
        assertThat(AgentAttributes.of(Map.of())).isEqualTo(AgentAttributes.NONE);
    }

    @Test
    void two_are_equal_if_all_their_names_and_values_are() {
        AgentAttributes attributes = AgentAttributes.of(GIVEN);

        assertThat(AgentAttributes.of(new TreeMap<>(GIVEN)))
                .isEqualTo(attributes)
                .hasSameHashCodeAs(attributes);
        assertThat(AgentAttributes.of(Map.of("zone", "b", "rack", "r1", "disk", "")))
                .isNotEqualTo(attributes);
        assertThat(AgentAttributes.of(Map.of("zone", "a", "row", "r1", "disk", "")))
                .isNotEqualTo(attributes);
        assertThat(AgentAttributes.of(Map.of("rack", "r1", "disk", ""))).isNotEqualTo(attributes);
        assertThat(attributes).isNotEqualTo(AgentAttributes.NONE).isNotEqualTo("zone=a");
    }

    @Test
    void nobody_changes_it() {
        AgentAttributes attributes = AgentAttributes.of(GIVEN);

        assertThatThrownBy(() -> attributes.put("a", "b")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> attributes.remove("zone")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> attributes.entrySet().iterator().next().setValue("b"))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(attributes.get("rack")).isEqualTo("r1");
        assertThat(attributes.get("none")).isNull();
        assertThat(attributes.containsKey("none")).isFalse();
    }

    @Test
    void one_that_is_made_already_is_kept_by_whoever_tells_of_an_agent() {
        AgentAttributes attributes = AgentAttributes.of(GIVEN);
        Agent agent = Agent.builder(new AgentId("a"), Resources.none(Dialect.ECS))
                .attributes(attributes)
                .build();

        assertThat(AgentAttributes.of(attributes)).isSameAs(attributes);
        assertThat(agent.attributes()).isSameAs(attributes);
        assertThat(agent.toBuilder().build().attributes()).isSameAs(attributes);
    }
}
