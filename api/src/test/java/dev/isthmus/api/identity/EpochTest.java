package dev.isthmus.api.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EpochTest {

    @Test
    void the_newer_has_the_higher_number() {
        Epoch older = new Epoch(9);
        Epoch newer = new Epoch(10);
        assertThat(older.isBefore(newer)).isTrue();
        assertThat(newer.isBefore(older)).isFalse();
        assertThat(older.isBefore(new Epoch(9))).isFalse();
        assertThat(older).isLessThan(newer).hasToString("9");
    }

    @Test
    void there_is_none_before_the_first() {
        assertThatThrownBy(() -> new Epoch(0)).hasMessage("epoch 0: want 1 or more");
    }
}
