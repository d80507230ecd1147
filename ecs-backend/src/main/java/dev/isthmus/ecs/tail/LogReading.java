package dev.isthmus.ecs.tail;

import java.time.Duration;
import java.time.Instant;

/** What has been read of the log of one task that has failed, whose end is still to come. Not thread-safe. */
final class LogReading {

    /** The log comes to CloudWatch Logs later than the exit to ECS, and a driver of logs hands it over piece by piece: so what is there may not be all. */
    static final int MOST = 3;

    /** What is between two readings, from begin to begin, so that the last one is not as early as the first. */
    static final Duration BETWEEN = Duration.ofSeconds(3);

    private final Instant since;
    private Instant next = Instant.MIN;
    private int begun;
    private boolean isOpen;
    private String words = "";

    /** Nothing is read yet; {@code since} is the time of the step. */
    LogReading(Instant since) {
        this.since = since;
    }

    Instant since() {
        return since;
    }

    /** Whether it may be read now: not while that goes on, nor so soon after, nor more often than so many times. */
    boolean mayBegin(Instant now) {
        return !isOpen && begun < MOST && !now.isBefore(next);
    }

    void begin(Instant now) {
        isOpen = true;
        begun++;
        next = now.plus(BETWEEN);
    }

    /** It was read; with nothing in it, what was read before counts. */
    void end(String read) {
        isOpen = false;
        if (!read.isEmpty()) {
            words = read;
        }
    }

    /** What came last, in words; empty if nothing has. */
    String words() {
        return words;
    }
}
