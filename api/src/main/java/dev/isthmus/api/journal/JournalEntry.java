package dev.isthmus.api.journal;

import dev.isthmus.api.identity.LaunchId;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** One fact about a framework that must outlive the process. */
public sealed interface JournalEntry extends JournalFact {

    /** What follows from it, in each of its cases. */
    <R> R fold(
            Function<? super Acknowledged, ? extends R> acknowledged,
            Function<? super Lease, ? extends R> lease,
            Function<? super Moved, ? extends R> moved,
            Function<? super Removed, ? extends R> removed);

    /** Does what its case asks for. */
    default void match(
            Consumer<? super Acknowledged> acknowledged,
            Consumer<? super Lease> lease,
            Consumer<? super Moved> moved,
            Consumer<? super Removed> removed) {
        fold(
                its -> {
                    acknowledged.accept(its);
                    return true;
                },
                its -> {
                    lease.accept(its);
                    return true;
                },
                its -> {
                    moved.accept(its);
                    return true;
                },
                its -> {
                    removed.accept(its);
                    return true;
                });
    }

    @Override
    default <R> R fold(
            Function<? super JournalEntry, ? extends R> ofFramework,
            Function<? super MasterEntry, ? extends R> ofMaster) {
        return ofFramework.apply(this);
    }

    /**
     * The framework has acknowledged the end of a task: it is never told again.
     *
     * @param launch the launch that ended
     * @param at when it was acknowledged
     */
    record Acknowledged(LaunchId launch, Instant at) implements JournalEntry {
        @Override
        public <R> R fold(
                Function<? super Acknowledged, ? extends R> acknowledged,
                Function<? super Lease, ? extends R> lease,
                Function<? super Moved, ? extends R> moved,
                Function<? super Removed, ? extends R> removed) {
            return acknowledged.apply(this);
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
            terms = Collections.unmodifiableSortedMap(new TreeMap<>(Map.copyOf(terms)));
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

        @Override
        public <R> R fold(
                Function<? super Acknowledged, ? extends R> acknowledged,
                Function<? super Lease, ? extends R> lease,
                Function<? super Moved, ? extends R> moved,
                Function<? super Removed, ? extends R> removed) {
            return lease.apply(this);
        }
    }

    /**
     * The framework is with another journal from now on: with a master's, or with its own again. So its lease counts no more, and whoever has this
     * one must not take it for absent; what it has acknowledged stays acknowledged.
     *
     * @param at when
     */
    record Moved(Instant at) implements JournalEntry {
        @Override
        public <R> R fold(
                Function<? super Acknowledged, ? extends R> acknowledged,
                Function<? super Lease, ? extends R> lease,
                Function<? super Moved, ? extends R> moved,
                Function<? super Removed, ? extends R> removed) {
            return moved.apply(this);
        }
    }

    /**
     * The framework is no more: it was torn down, or its lease ran out. Its id is never used again.
     *
     * @param at when
     */
    record Removed(Instant at) implements JournalEntry {
        @Override
        public <R> R fold(
                Function<? super Acknowledged, ? extends R> acknowledged,
                Function<? super Lease, ? extends R> lease,
                Function<? super Moved, ? extends R> moved,
                Function<? super Removed, ? extends R> removed) {
            return removed.apply(this);
        }
    }
}
