package dev.isthmus.testkit.ecs.fault;

import java.time.Duration;
import java.util.function.Function;

/** A fault that a call meets before the work is done. */
public sealed interface EarlyFault extends Fault {

    /** What follows from it, in each of its cases. */
    <R> R fold(
            Function<? super Refuse, ? extends R> refuse,
            Function<? super DropConnection, ? extends R> dropConnection,
            Function<? super DelayWork, ? extends R> delayWork,
            Function<? super JumpClock, ? extends R> jumpClock);

    @Override
    default <R> R fold(
            Function<? super EarlyFault, ? extends R> early,
            Function<? super ReadFault, ? extends R> read,
            Function<? super LateFault, ? extends R> late) {
        return early.apply(this);
    }

    /**
     * The call is refused with an error and nothing is done.
     *
     * @param code what a client reads as the type, as in {@code ServerException}
     * @param status the HTTP status, 400 to 599
     * @param message the text of the error
     */
    record Refuse(String code, int status, String message) implements EarlyFault {
        /** Checks. */
        public Refuse {
            if (!code.matches("[A-Za-z][A-Za-z0-9.]*")) {
                throw new IllegalArgumentException(
                        "An error's code is a name like ServerException, not '" + code + "'");
            }
            if (status < 400 || status > 599) {
                throw new IllegalArgumentException("An error has an HTTP status from 400 to 599, not " + status);
            }
        }

        @Override
        public String toString() {
            return code + " (HTTP " + status + "), \"" + message + "\"";
        }

        @Override
        public <R> R fold(
                Function<? super Refuse, ? extends R> refuse,
                Function<? super DropConnection, ? extends R> dropConnection,
                Function<? super DelayWork, ? extends R> delayWork,
                Function<? super JumpClock, ? extends R> jumpClock) {
            return refuse.apply(this);
        }
    }

    /** The connection is closed without an answer and nothing is done. */
    record DropConnection() implements EarlyFault {
        @Override
        public String toString() {
            return "connection dropped before the work";
        }

        @Override
        public <R> R fold(
                Function<? super Refuse, ? extends R> refuse,
                Function<? super DropConnection, ? extends R> dropConnection,
                Function<? super DelayWork, ? extends R> delayWork,
                Function<? super JumpClock, ? extends R> jumpClock) {
            return dropConnection.apply(this);
        }
    }

    /** A slow call: it waits for so long before the work is done, which a client that gave up meanwhile does not see. */
    record DelayWork(Duration duration) implements EarlyFault {
        /** Checks. */
        public DelayWork {
            Durations.requirePositive(duration);
        }

        @Override
        public String toString() {
            return "work held back for " + Durations.text(duration);
        }

        @Override
        public <R> R fold(
                Function<? super Refuse, ? extends R> refuse,
                Function<? super DropConnection, ? extends R> dropConnection,
                Function<? super DelayWork, ? extends R> delayWork,
                Function<? super JumpClock, ? extends R> jumpClock) {
            return delayWork.apply(this);
        }
    }

    /** The cluster's clock jumps, forwards or (negative) backwards: its timestamps do, while nothing happens sooner or later for it. */
    record JumpClock(Duration by) implements EarlyFault {
        /** Checks. */
        public JumpClock {
            if (by.isZero()) {
                throw new IllegalArgumentException("A clock that jumps does not jump by nothing");
            }
        }

        @Override
        public String toString() {
            return "clock jumps by " + Durations.text(by);
        }

        @Override
        public <R> R fold(
                Function<? super Refuse, ? extends R> refuse,
                Function<? super DropConnection, ? extends R> dropConnection,
                Function<? super DelayWork, ? extends R> delayWork,
                Function<? super JumpClock, ? extends R> jumpClock) {
            return jumpClock.apply(this);
        }
    }
}
