package dev.isthmus.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written is read back by somebody else's parser. */
class JsonLogFormatterTest {

    private static final ObjectMapper READER = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** What is hard to escape, and what readers stumble over. */
    private static final String ODD =
            "\0\b\t\n\u000b\f\r\u001b[31m\u007f\u0085\u009f\u2028\u2029\ufeff\uffff\"\\/'{}\\u0041 \ud83d\ude00 \u00e9";

    @Test
    void an_entry_is_one_object_with_its_members_in_order() {
        LogRecord entry = logged(Level.WARNING, "the disk is full");
        entry.setInstant(Instant.parse("2026-01-02T03:04:05.006999Z"));
        String line = new JsonLogFormatter().format(entry);
        assertThat(line)
                .isEqualTo(
                        "{\"time\":\"2026-01-02T03:04:05.006Z\",\"level\":\"WARN\",\"logger\":\"dev.isthmus.Any\",\"thread\":\""
                                + Thread.currentThread().getName() + "\",\"message\":\"the disk is full\"}\n");
    }

    @Test
    void a_time_on_the_second_has_its_milliseconds_too() {
        LogRecord entry = logged(Level.INFO, "");
        entry.setInstant(Instant.parse("2026-01-02T03:04:00Z"));
        assertThat(read(entry)).contains(entry("time", "2026-01-02T03:04:00.000Z"));
    }

    @Property
    void any_text_comes_back_but_for_halves_of_surrogate_pairs(
            @ForAll("texts") String message, @ForAll("texts") String logger) {
        LogRecord entry = logged(Level.INFO, message);
        entry.setLoggerName(logger);
        entry.setThrown(new IllegalStateException(message));
        Map<String, String> read = read(entry);
        assertThat(read)
                .contains(entry("message", paired(message)), entry("logger", paired(logger)))
                .containsEntry("error", "java.lang.IllegalStateException");
        assertThat(read.get("stack"))
                .startsWith("java.lang.IllegalStateException: " + paired(message))
                .contains(JsonLogFormatterTest.class.getName() + ".any_text");
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<Character> odd =
                Arbitraries.of(ODD.chars().mapToObj(c -> (char) c).toList());
        Arbitrary<Character> halves = Arbitraries.chars().range('\ud800', '\udfff');
        return Arbitraries.oneOf(odd, halves, Arbitraries.chars().all())
                .list()
                .ofMaxSize(40)
                .map(chars -> {
                    StringBuilder text = new StringBuilder();
                    chars.forEach(text::append);
                    return text.toString();
                });
    }

    @Test
    void a_line_has_no_other_end_than_its_last_letter() {
        String line = new JsonLogFormatter().format(logged(Level.INFO, ODD));
        assertThat(line).endsWith("}\n");
        assertThat(line.substring(0, line.length() - 1).chars())
                .noneMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029);
    }

    @Test
    void halves_of_surrogate_pairs_are_replaced_wherever_they_stand() {
        assertThat(read(logged(Level.INFO, "\ude00 a\ud83d b \ud83d\ud83d\ude00\ude00 \ud83d")))
                .contains(entry("message", "\ufffd a\ufffd b \ufffd\ud83d\ude00\ufffd \ufffd"));
    }

    @ParameterizedTest
    @CsvSource({
        "SEVERE,ERROR",
        "WARNING,WARN",
        "INFO,INFO",
        "CONFIG,DEBUG",
        "FINE,DEBUG",
        "FINER,TRACE",
        "FINEST,TRACE",
        "950,WARN",
    })
    void levels_have_the_names_of_slf4j(String level, String name) {
        assertThat(read(logged(Level.parse(level), "m"))).contains(entry("level", name));
    }

    @Test
    void parameters_are_filled_in() {
        LogRecord entry = logged(Level.INFO, "{0} of {1}");
        entry.setParameters(new Object[] {"a \"b\"", 2});
        assertThat(read(entry)).contains(entry("message", "a \"b\" of 2"));
    }

    @Test
    void what_is_missing_is_empty() {
        LogRecord entry = new LogRecord(Level.INFO, null);
        assertThat(read(entry)).contains(entry("message", ""), entry("logger", ""));
    }

    @Test
    void an_entry_of_another_thread_has_its_number() {
        LogRecord entry = logged(Level.INFO, "m");
        entry.setLongThreadID(987_654_321);
        assertThat(read(entry)).contains(entry("thread", "987654321"));
    }

    @Test
    void an_exception_that_cannot_be_printed_does_not_cost_the_entry() {
        LogRecord entry = logged(Level.SEVERE, "it broke");
        entry.setThrown(new Unprintable());
        assertThat(read(entry))
                .contains(
                        entry("message", "it broke"),
                        entry("error", Unprintable.class.getName()),
                        entry("stack", "Its stack cannot be printed: java.lang.UnsupportedOperationException"));
    }

    private static final class Unprintable extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new UnsupportedOperationException();
        }
    }

    private static LogRecord logged(Level level, String message) {
        LogRecord entry = new LogRecord(level, message);
        entry.setLoggerName("dev.isthmus.Any");
        return entry;
    }

    /** By way of the bytes that are written. */
    private static Map<String, String> read(LogRecord entry) {
        byte[] line = new JsonLogFormatter().format(entry).getBytes(UTF_8);
        Map<String, String> members = new LinkedHashMap<>();
        try {
            READER.readTree(line)
                    .fields()
                    .forEachRemaining(member ->
                            members.put(member.getKey(), member.getValue().textValue()));
        } catch (IOException e) {
            throw new UncheckedIOException(new String(line, UTF_8), e);
        }
        return members;
    }

    /** As UTF-16 decoders read it: what is no pair is the sign of replacement. */
    private static String paired(String text) {
        StringBuilder paired = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                paired.append(c).append(text.charAt(++i));
            } else {
                paired.append(Character.isSurrogate(c) ? '\ufffd' : c);
            }
        }
        return paired.toString();
    }
}
