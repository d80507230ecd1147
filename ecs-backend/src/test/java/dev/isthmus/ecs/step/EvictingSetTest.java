package dev.isthmus.ecs.step;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EvictingSetTest {

    @Test
    void the_oldest_is_forgotten_for_the_newest() {
        EvictingSet<Integer> recent = new EvictingSet<>(3);
        for (int i = 0; i < 5; i++) {
            assertThat(recent.add(i)).isTrue();
        }
        assertThat(recent.add(4)).as("it is known").isFalse();
        assertThat(recent.size()).isEqualTo(3);
        assertThat(recent.contains(1)).isFalse();
        assertThat(recent.contains(2)).isTrue();
        recent.remove(2);
        assertThat(recent.contains(2)).isFalse();
    }
}
