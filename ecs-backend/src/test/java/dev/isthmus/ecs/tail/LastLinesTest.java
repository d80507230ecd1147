package dev.isthmus.ecs.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** R-LG-03: what goes of a log into a message. */
class LastLinesTest {

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    @Property
    void required_LG03_whatever_a_task_prints_it_is_short_and_harmless(@ForAll List<String> entries) {
        String text = LastLines.of(entries);
        assertThat(bytes(text)).isLessThanOrEqualTo(2048);
        assertThat(text.lines().filter(line -> !line.isEmpty()).count()).isLessThanOrEqualTo(10);
        assertThat(text.replace("\n  ", "").codePoints())
                .noneMatch(point -> List.of(
                                (int) Character.CONTROL,
                                (int) Character.FORMAT,
                                (int) Character.SURROGATE,
                                (int) Character.LINE_SEPARATOR,
                                (int) Character.PARAGRAPH_SEPARATOR)
                        .contains(Character.getType(point)));
        assertThat(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(text);
    }

    @Example
    void required_LG03_the_last_ten_lines_are_kept_in_order_and_empty_ones_do_not_count() {
        List<String> entries = IntStream.rangeClosed(1, 12)
                .mapToObj(number -> "line " + number + "\n\n \t")
                .toList();
        assertThat(LastLines.of(entries))
                .isEqualTo("\n  line 3\n  line 4\n  line 5\n  line 6\n  line 7\n  line 8\n  line 9\n  line 10"
                        + "\n  line 11\n  line 12");
        assertThat(LastLines.of(List.of("a\r\nb\rc\u2028d"))).isEqualTo("\n  a\n  b\n  c\n  d");
        assertThat(LastLines.of(List.of())).isEmpty();
        assertThat(LastLines.of(List.of("", "\n \r\n"))).isEmpty();
    }

    @Example
    void required_LG03_what_is_too_long_is_cut_at_a_character_and_the_last_line_is_the_one_that_stays() {
        String euros = "€".repeat(2000);
        assertThat(LastLines.of(List.of("early", euros)))
                .isEqualTo("\n  " + "€".repeat(680) + "...")
                .satisfies(text -> assertThat(bytes(text)).isEqualTo(2046));
        assertThat(LastLines.of(List.of("x".repeat(3000), "y".repeat(1000), "last")))
                .isEqualTo("\n  " + "x".repeat(2048 - 3 - 3 - 1003 - 7) + "...\n  " + "y".repeat(1000) + "\n  last");
        assertThat(LastLines.of(List.of("x".repeat(3000), "y".repeat(2042))))
                .as("no room for any of the other")
                .isEqualTo("\n  " + "y".repeat(2042));
    }

    @Example
    void required_LG03_what_moves_a_terminal_is_taken_out() {
        assertThat(LastLines.of(List.of("\u001B[1;31mFATAL\u001B[0m disk\tfull\u0007", "\u001B]0;title\u0007done")))
                .isEqualTo("\n  FATAL disk full?\n  done");
        assertThat(LastLines.of(List.of("a\u202Eb \uD800 c"))).isEqualTo("\n  a?b ? c");
    }
}
