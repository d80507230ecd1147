package dev.isthmus.testkit.ecs.fault;

import java.time.Duration;
import java.util.function.Function;

/** A fault that a call meets after the work is done. */
public sealed interface LateFault extends Fault {

    /** What follows from it, in each of its cases. */
    <R> R fold(Function<? super Delay, ? extends R> delay, Function<? super LoseAnswer, ? extends R> loseAnswer);

    @Override
    default <R> R fold(
            Function<? super EarlyFault, ? extends R> early,
            Function<? super ReadFault, ? extends R> read,
            Function<? super LateFault, ? extends R> late) {
        return late.apply(this);
    }

    /** A slow answer: the work is done at once, the answer is held back for so long. */
    record Delay(Duration duration) implements LateFault {
        /** Checks. */
        public Delay {
            Durations.requirePositive(duration);
        }

        @Override
        public String toString() {
            return "answer held back for " + Durations.text(duration);
        }

        @Override
        public <R> R fold(
                Function<? super Delay, ? extends R> delay, Function<? super LoseAnswer, ? extends R> loseAnswer) {
            return delay.apply(this);
        }
    }

    /** The work is done, then the connection is closed without an answer. */
    record LoseAnswer() implements LateFault {
        @Override
        public String toString() {
            return "answer lost after the work";
        }

        @Override
        public <R> R fold(
                Function<? super Delay, ? extends R> delay, Function<? super LoseAnswer, ? extends R> loseAnswer) {
            return loseAnswer.apply(this);
        }
    }
}
