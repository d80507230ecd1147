package dev.isthmus.api.journal;

import dev.isthmus.api.identity.LaunchId;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** One thing that must outlive the process. */
public sealed interface JournalEntry {

    /** Answers with the case of its kind; whoever dispatches has one for each (ADR 16). */
    <R> R match(Cases<R> cases);

    /**
     * A case for each kind of entry.
     *
     * @param <R> what they answer
     */
    interface Cases<R> {

        /** The end of a task. */
        R acknowledged(Acknowledged end);

        /** The framework is there. */
        R lease(Lease lease);

        /** The framework is no more. */
        R removed(Removed removal);
    }

    /**
     * The framework has acknowledged the end of a task: it is never told again.
     *
     * @param launch the launch that ended
     * @param at when it was acknowledged
     */
    record Acknowledged(LaunchId launch, Instant at) implements JournalEntry {

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.acknowledged(this);
        }
    }

    /**
     * The framework is, or was at that time, there. Each lease replaces the one before.
     *
     * @param seen when it was last there
     * @param failoverTimeout how long after that its tasks wait for it to come back (FrameworkInfo.failover_timeout of Mesos); zero or more
     * @param terms what may not change when it comes back, such as its principal, by name; no secrets
     */
    record Lease(Instant seen, Duration failoverTimeout, Map<String, String> terms) implements JournalEntry {

        /** Copies and checks. */
        public Lease {
            if (failoverTimeout.isNegative()) {
                throw new IllegalArgumentException("failover timeout " + failoverTimeout + ": want zero or more");
            }
            terms = Map.copyOf(terms);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.lease(this);
        }

        /** When it is over, if that time can be written down at all; else it never is. */
        public Optional<Instant> expiry() {
            try {
                return Optional.of(seen.plus(failoverTimeout));
            } catch (DateTimeException | ArithmeticException e) {
                return Optional.empty();
            }
        }

        /** Whether it is over at a time. */
        public boolean isExpired(Instant now) {
            return expiry().map(end -> end.isBefore(now)).orElse(false);
        }
    }

    /**
     * The framework is no more: it was torn down, or its lease ran out. Its id is never used again.
     *
     * @param at when
     */
    record Removed(Instant at) implements JournalEntry {

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.removed(this);
        }
    }
}
