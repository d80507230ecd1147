package dev.isthmus.api.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class BriefTest {

    @Test
    void what_is_short_stays() {
        assertThat(Brief.list(List.of("a", "b", "c"))).isEqualTo("a, b, c");
        assertThat(Brief.list(List.of())).isEmpty();
        assertThat(Brief.value("v".repeat(Brief.LONGEST_VALUE))).hasSize(Brief.LONGEST_VALUE);
        assertThat(Brief.message("m".repeat(Brief.LONGEST_MESSAGE))).hasSize(Brief.LONGEST_MESSAGE);
    }

    @Test
    void what_is_long_names_the_first_and_says_how_much_more() {
        assertThat(Brief.list(List.of("a", "b", "c", "d", "e"))).isEqualTo("a, b, c and 2 more");
        assertThat(Brief.value("x" + "v".repeat(10_000))).startsWith("xv").endsWith("(10001 characters)");
        assertThat(Brief.list(Collections.nCopies(500, "u".repeat(10_000))))
                .hasSizeLessThan(Brief.LONGEST_MESSAGE)
                .endsWith("and 497 more");
        assertThat(Brief.message("what: " + "m".repeat(10_000) + ": do this"))
                .hasSizeLessThanOrEqualTo(Brief.LONGEST_MESSAGE)
                .startsWith("what: mm")
                .contains("characters left out")
                .endsWith("mm: do this");
    }

    @Test
    void no_character_is_halved() {
        for (String before : List.of("", "x")) {
            String text = before + "\uD83D\uDE00".repeat(2_000);
            for (String cut : List.of(Brief.value(text), Brief.message(text))) {
                assertThat(new String(
                                cut.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                                java.nio.charset.StandardCharsets.UTF_8))
                        .isEqualTo(cut);
            }
        }
    }
}
