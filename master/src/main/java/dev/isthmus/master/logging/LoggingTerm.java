package dev.isthmus.master.logging;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/**
 * A level of logging and how long it is in effect. A value.
 *
 * @param level at least {@link LoggingLevel#USUAL}
 * @param end when it is over, in a time that goes forward as time passes
 */
public record LoggingTerm(int level, Instant end) {

    /** What a master begins with, and comes back to. */
    public static final LoggingTerm USUAL = new LoggingTerm(LoggingLevel.USUAL, Instant.MAX);

    private static final Duration LONGEST = Duration.ofDays(36_500);

    /** Checks both. */
    public LoggingTerm {
        requireNonNull(end, "end");
        if (level < LoggingLevel.USUAL) {
            throw new IllegalArgumentException("level " + level + ": want at least " + LoggingLevel.USUAL);
        }
    }

    /** One that begins now. */
    public static LoggingTerm beginning(Instant now, int level, Duration duration) {
        if (level == LoggingLevel.USUAL || duration.isZero() || duration.isNegative()) {
            return USUAL;
        }
        return new LoggingTerm(level, now.plus(duration.compareTo(LONGEST) > 0 ? LONGEST : duration));
    }

    /** What holds at a time. */
    public LoggingTerm at(Instant now) {
        return now.isBefore(end) ? this : USUAL;
    }
}
