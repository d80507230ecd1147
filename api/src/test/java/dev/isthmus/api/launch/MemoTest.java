package dev.isthmus.api.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MemoTest {

    @Test
    void any_printable_text_of_the_longest_length_is_taken() {
        String text = "role=caf\u00e9 \"x\"".repeat(30).substring(0, Memo.LONGEST);
        assertThat(new Memo(text)).hasToString(text);
        assertThat(new Memo(text).isEmpty()).isFalse();
        assertThat(Memo.NONE.isEmpty()).isTrue();
    }

    @Test
    void one_that_is_too_long_or_has_control_characters_is_refused() {
        assertThatThrownBy(() -> new Memo("x".repeat(257)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("257 characters");
        assertThatThrownBy(() -> new Memo("a\nb"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("control character");
    }
}
