package dev.isthmus.ecs.budget;

import java.time.Duration;

/**
 * Exponential backoff: waits that double up to a maximum.
 *
 * @param first wait
 * @param longest wait
 * @param attempts the largest number of attempts, at least 1
 */
public record Backoff(Duration first, Duration longest, int attempts) {

    /** For reads: without limit; {@link ReadPatience} decides when to give up. */
    static final Backoff LOOK = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(1), Integer.MAX_VALUE);

    /** For starts: about half a minute. */
    public static final Backoff START = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(5), 10);

    /** For stops: without limit, because a task that is to be stopped must not continue to run. */
    public static final Backoff STOP = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(10), Integer.MAX_VALUE);

    /** The wait after this number of failed attempts, from 1. */
    public Duration after(int failed) {
        Duration wait = first;
        for (int i = 1; i < failed && wait.compareTo(longest) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        return wait.compareTo(longest) < 0 ? wait : longest;
    }

    /** Whether to retry after this number of failed attempts. */
    public boolean again(int failed) {
        return failed < attempts;
    }
}
