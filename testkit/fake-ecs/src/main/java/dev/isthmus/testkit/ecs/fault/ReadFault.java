package dev.isthmus.testkit.ecs.fault;

import java.time.Duration;
import java.util.function.Function;

/** A fault that changes the answer to a read. */
public sealed interface ReadFault extends Fault {

    /** What follows from it, in each of its cases. */
    <R> R fold(
            Function<? super StaleRead, ? extends R> staleRead,
            Function<? super OlderVersion, ? extends R> olderVersion,
            Function<? super ReorderEntries, ? extends R> reorderEntries,
            Function<? super RepeatEntries, ? extends R> repeatEntries);

    @Override
    default <R> R fold(
            Function<? super EarlyFault, ? extends R> early,
            Function<? super ReadFault, ? extends R> read,
            Function<? super LateFault, ? extends R> late) {
        return read.apply(this);
    }

    /** A read answers the state of so long ago. What did not exist then is MISSING, or not in the list. */
    record StaleRead(Duration age) implements ReadFault {
        /** Checks. */
        public StaleRead {
            Durations.requirePositive(age);
        }

        @Override
        public String toString() {
            return "answer as of " + Durations.text(age) + " ago";
        }

        @Override
        public <R> R fold(
                Function<? super StaleRead, ? extends R> staleRead,
                Function<? super OlderVersion, ? extends R> olderVersion,
                Function<? super ReorderEntries, ? extends R> reorderEntries,
                Function<? super RepeatEntries, ? extends R> repeatEntries) {
            return staleRead.apply(this);
        }
    }

    /** A read answers each task and container instance as it was so many versions ago, or as it first was if it has not had so many. */
    record OlderVersion(int versions) implements ReadFault {
        /** Checks. */
        public OlderVersion {
            if (versions < 1) {
                throw new IllegalArgumentException("An older version is at least one version old, not " + versions);
            }
        }

        @Override
        public String toString() {
            return "answer of " + versions + (versions == 1 ? " version" : " versions") + " ago";
        }

        @Override
        public <R> R fold(
                Function<? super StaleRead, ? extends R> staleRead,
                Function<? super OlderVersion, ? extends R> olderVersion,
                Function<? super ReorderEntries, ? extends R> reorderEntries,
                Function<? super RepeatEntries, ? extends R> repeatEntries) {
            return olderVersion.apply(this);
        }
    }

    /** The entries of a Describe or List answer come in another order, which the schedule's seed decides. */
    record ReorderEntries() implements ReadFault {
        @Override
        public String toString() {
            return "entries in another order";
        }

        @Override
        public <R> R fold(
                Function<? super StaleRead, ? extends R> staleRead,
                Function<? super OlderVersion, ? extends R> olderVersion,
                Function<? super ReorderEntries, ? extends R> reorderEntries,
                Function<? super RepeatEntries, ? extends R> repeatEntries) {
            return reorderEntries.apply(this);
        }
    }

    /** A Describe or List answer has each entry twice. */
    record RepeatEntries() implements ReadFault {
        @Override
        public String toString() {
            return "each entry twice";
        }

        @Override
        public <R> R fold(
                Function<? super StaleRead, ? extends R> staleRead,
                Function<? super OlderVersion, ? extends R> olderVersion,
                Function<? super ReorderEntries, ? extends R> reorderEntries,
                Function<? super RepeatEntries, ? extends R> repeatEntries) {
            return repeatEntries.apply(this);
        }
    }
}
