package dev.isthmus.operator.reap;

import dev.isthmus.operator.cluster.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Says how far a command is, for somebody who waits: beside what it answers, and not more often than every few seconds. Not thread-safe. */
final class ProgressLines {

    private static final Duration EVERY = Duration.ofSeconds(2);

    private final PrintWriter err;
    private final InstantSource clock;
    private Instant next;

    ProgressLines(PrintWriter err, InstantSource clock) {
        this.err = err;
        this.clock = clock;
        this.next = clock.instant().plus(EVERY);
    }

    /**
     * The progress of one thing.
     *
     * @param words what is done with what: {@code tasks looked at}
     */
    Progress of(String words) {
        return (done, all) -> {
            Instant now = clock.instant();
            if (done < all && !now.isBefore(next)) {
                next = now.plus(EVERY);
                err.println("... " + done + " of " + all + " " + words);
                err.flush();
            }
        };
    }
}
