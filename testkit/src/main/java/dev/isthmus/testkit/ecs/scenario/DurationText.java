package dev.isthmus.testkit.ecs.scenario;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 250ms}, {@code 1.5s}, {@code 2m}, {@code 1h}, {@code -1d}. */
final class DurationText {
    private static final Pattern SHAPE = Pattern.compile("([+-]?\\d{1,9}(?:\\.\\d{1,9})?) ?(ms|s|m|h|d)");
    private static final Map<String, Long> NANOS = Map.of(
            "ms",
            1_000_000L,
            "s",
            1_000_000_000L,
            "m",
            60_000_000_000L,
            "h",
            3_600_000_000_000L,
            "d",
            86_400_000_000_000L);

    private DurationText() {}

    static Optional<Duration> parse(String text) {
        Matcher matcher = SHAPE.matcher(text.strip());
        if (!matcher.matches()) {
            return text.strip().equals("0") ? Optional.of(Duration.ZERO) : Optional.empty();
        }
        long unit = NANOS.getOrDefault(matcher.group(2), 0L);
        BigDecimal nanos = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit));
        BigDecimal[] parts = nanos.divideAndRemainder(BigDecimal.valueOf(1_000_000_000L));
        return Optional.of(Duration.ofSeconds(parts[0].longValue(), parts[1].longValue()));
    }
}
