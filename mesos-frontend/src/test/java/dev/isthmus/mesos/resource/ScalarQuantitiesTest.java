package dev.isthmus.mesos.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourcesText;
import org.junit.jupiter.api.Test;

class ScalarQuantitiesTest {

    private static ScalarQuantities of(String text) {
        return ScalarQuantities.of(ResourcesText.parse(Dialect.MESOS, text));
    }

    @Test
    void names_are_summed_each_by_itself() {
        assertThat(of("cpus:1; mem:64").plus(of("cpus:0.5; mem:32"))).isEqualTo(of("cpus:1.5; mem:96"));
        assertThat(of("cpus:1; mem:64").plus(of("disk:5; mem:32"))).isEqualTo(of("cpus:1; disk:5; mem:96"));
        assertThat(of("cpus:1").plus(ScalarQuantities.NONE)).isEqualTo(of("cpus:1"));
    }

    @Test
    void a_difference_is_never_below_zero_and_has_no_entry_of_zero() {
        assertThat(of("cpus:1; mem:64").minus(of("cpus:0.25; mem:32"))).isEqualTo(of("cpus:0.75; mem:32"));
        assertThat(of("cpus:1; mem:64").minus(of("cpus:2; mem:32"))).isEqualTo(of("mem:32"));
        assertThat(of("cpus:1; mem:64").minus(of("cpus:1; mem:64")).isEmpty()).isTrue();
        assertThat(of("cpus:1").minus(of("disk:5"))).isEqualTo(of("cpus:1"));
    }
}
