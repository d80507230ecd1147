package dev.isthmus.simulation.verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where laws say that they are broken, and read the time. The first that is broken ends the run. */
public final class Court {

    private final Instant start;
    private final Supplier<Instant> now;
    private @Nullable BrokenLaw first;

    /** No law is broken. */
    public Court(Supplier<Instant> now) {
        this.start = now.get();
        this.now = now;
    }

    /** The steady time of the world. */
    public Instant now() {
        return now.get();
    }

    /** A law is broken now. */
    public void broken(String rule, String what) {
        if (first == null) {
            first = new BrokenLaw(rule, Duration.between(start, now.get()), what);
        }
    }

    /** The first law that was broken, if one was. */
    public Optional<BrokenLaw> verdict() {
        return Optional.ofNullable(first);
    }
}
