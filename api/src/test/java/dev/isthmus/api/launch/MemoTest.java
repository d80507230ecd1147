package dev.isthmus.api.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MemoTest {

    @Test
    void anyPrintableTextOfTheLongestLengthIsTaken() {
        String text = "role=caf\u00e9 \"x\"".repeat(30).substring(0, Memo.LONGEST);
        assertThat(new Memo(text)).hasToString(text);
        assertThat(new Memo(text).isEmpty()).isFalse();
        assertThat(Memo.NONE.isEmpty()).isTrue();
    }

    @Test
    void oneThatIsTooLongOrHasControlCharactersIsRefused() {
        assertThatThrownBy(() -> new Memo("x".repeat(257)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("257 characters");
        assertThatThrownBy(() -> new Memo("a\nb"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("control character");
    }
}
