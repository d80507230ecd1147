package dev.isthmus.api.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EpochTest {

    @Test
    void theNewerHasTheHigherNumber() {
        Epoch older = new Epoch(9);
        Epoch newer = new Epoch(10);
        assertThat(older.isBefore(newer)).isTrue();
        assertThat(newer.isBefore(older)).isFalse();
        assertThat(older.isBefore(new Epoch(9))).isFalse();
        assertThat(older).isLessThan(newer).hasToString("9");
    }

    @Test
    void thereIsNoneBeforeTheFirst() {
        assertThatThrownBy(() -> new Epoch(0)).hasMessage("epoch 0: want 1 or more");
    }
}
