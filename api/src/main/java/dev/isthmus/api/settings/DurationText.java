package dev.isthmus.api.settings;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses and formats durations in the same way everywhere, in settings, on the command line and in files: {@code 250ms}, {@code 1.5s},
 * {@code 5min} or {@code 5m}, {@code 2h}, {@code 7d}, {@code 0}, or in ISO form, {@code PT10S}.
 *
 * @since 0.1
 */
public final class DurationText {

    private static final Pattern SHAPE =
            Pattern.compile("([+-]?\\d{1,9}(?:\\.\\d{1,9})?)\\s*(ms|s|m|min|h|d)", Pattern.CASE_INSENSITIVE);
    private static final long SECOND = 1_000_000_000L;
    private static final Map<String, Long> NANOS = Map.of(
            "ms",
            1_000_000L,
            "s",
            SECOND,
            "m",
            60 * SECOND,
            "min",
            60 * SECOND,
            "h",
            3_600 * SECOND,
            "d",
            86_400 * SECOND);

    private DurationText() {}

    /**
     * Reads a text; white space around it does not matter.
     *
     * @return the length of time, which may be negative; empty if the text is none
     */
    public static Optional<Duration> read(String text) {
        String plain = text.strip();
        if (plain.equals("0")) {
            return Optional.of(Duration.ZERO);
        }
        Matcher matcher = SHAPE.matcher(plain);
        if (!matcher.matches()) {
            return iso(plain);
        }
        long unit = NANOS.getOrDefault(matcher.group(2).toLowerCase(Locale.ROOT), 0L);
        BigDecimal nanos = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit));
        BigDecimal[] parts = nanos.divideAndRemainder(BigDecimal.valueOf(SECOND));
        return Optional.of(Duration.ofSeconds(parts[0].longValue(), parts[1].longValue()));
    }

    private static Optional<Duration> iso(String text) {
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
