package dev.isthmus.ecs.budget;

import java.time.Duration;

/**
 * Waits that double up to a longest.
 *
 * @param first wait
 * @param longest wait
 * @param attempts how often to try in all, at least once
 */
public record Backoff(Duration first, Duration longest, int attempts) {

    /** For a look at the cluster: as long as whoever looks has patience. */
    static final Backoff LOOK = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(1), Integer.MAX_VALUE);

    /** For a start: about half a minute. */
    public static final Backoff START = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(5), 10);

    /** For a stop: without end, because a task that was to be stopped must not run on. */
    public static final Backoff STOP = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(10), Integer.MAX_VALUE);

    /** The wait after so many failed attempts, from 1. */
    public Duration after(int failed) {
        Duration wait = first;
        for (int i = 1; i < failed && wait.compareTo(longest) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        return wait.compareTo(longest) < 0 ? wait : longest;
    }

    /** Whether to try again after so many failed attempts. */
    public boolean again(int failed) {
        return failed < attempts;
    }
}
