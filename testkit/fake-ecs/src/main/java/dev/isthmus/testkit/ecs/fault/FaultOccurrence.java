package dev.isthmus.testkit.ecs.fault;

import java.util.function.Function;

/** Which of the calls that match a {@link FaultRule} meet its fault. */
public sealed interface FaultOccurrence {

    /** What follows from it, in each of its cases. */
    <R> R fold(
            Function<? super Always, ? extends R> always,
            Function<? super Next, ? extends R> next,
            Function<? super Nth, ? extends R> nth,
            Function<? super EveryNth, ? extends R> everyNth,
            Function<? super Chance, ? extends R> chance);

    /** Every one. */
    record Always() implements FaultOccurrence {
        @Override
        public String toString() {
            return "every call";
        }

        @Override
        public <R> R fold(
                Function<? super Always, ? extends R> always,
                Function<? super Next, ? extends R> next,
                Function<? super Nth, ? extends R> nth,
                Function<? super EveryNth, ? extends R> everyNth,
                Function<? super Chance, ? extends R> chance) {
            return always.apply(this);
        }
    }

    /** The next so many, as far as no rule before takes them. */
    record Next(int times) implements FaultOccurrence {
        /** Checks. */
        public Next {
            if (times < 1) {
                throw new IllegalArgumentException("A fault must be played at least once, not " + times + " times");
            }
        }

        @Override
        public String toString() {
            return times == 1 ? "the next call" : "the next " + times + " calls";
        }

        @Override
        public <R> R fold(
                Function<? super Always, ? extends R> always,
                Function<? super Next, ? extends R> next,
                Function<? super Nth, ? extends R> nth,
                Function<? super EveryNth, ? extends R> everyNth,
                Function<? super Chance, ? extends R> chance) {
            return next.apply(this);
        }
    }

    /** The one of this number, from 1 on. */
    record Nth(int number) implements FaultOccurrence {
        /** Checks. */
        public Nth {
            if (number < 1) {
                throw new IllegalArgumentException("Calls are counted from 1 on, there is no call " + number);
            }
        }

        @Override
        public String toString() {
            return "call " + number;
        }

        @Override
        public <R> R fold(
                Function<? super Always, ? extends R> always,
                Function<? super Next, ? extends R> next,
                Function<? super Nth, ? extends R> nth,
                Function<? super EveryNth, ? extends R> everyNth,
                Function<? super Chance, ? extends R> chance) {
            return nth.apply(this);
        }
    }

    /** Those whose number is a multiple of this. */
    record EveryNth(int number) implements FaultOccurrence {
        /** Checks. */
        public EveryNth {
            if (number < 1) {
                throw new IllegalArgumentException("Every so many calls is every 1 at least, not " + number);
            }
        }

        @Override
        public String toString() {
            return number == 1 ? "every call" : "every " + ordinal(number) + " call";
        }

        @Override
        public <R> R fold(
                Function<? super Always, ? extends R> always,
                Function<? super Next, ? extends R> next,
                Function<? super Nth, ? extends R> nth,
                Function<? super EveryNth, ? extends R> everyNth,
                Function<? super Chance, ? extends R> chance) {
            return everyNth.apply(this);
        }
    }

    private static String ordinal(int number) {
        boolean teen = number / 10 % 10 == 1;
        return number
                + switch (teen ? 0 : number % 10) {
                    case 1 -> "st";
                    case 2 -> "nd";
                    case 3 -> "rd";
                    default -> "th";
                };
    }

    /** Each with this probability, above 0 and up to 1; the seed of the schedule decides which. */
    record Chance(double probability) implements FaultOccurrence {
        /** Checks. */
        public Chance {
            if (!(probability > 0 && probability <= 1)) {
                throw new IllegalArgumentException("A probability is above 0 and at most 1, not " + probability);
            }
        }

        @Override
        public String toString() {
            return "a call with probability " + probability;
        }

        @Override
        public <R> R fold(
                Function<? super Always, ? extends R> always,
                Function<? super Next, ? extends R> next,
                Function<? super Nth, ? extends R> nth,
                Function<? super EveryNth, ? extends R> everyNth,
                Function<? super Chance, ? extends R> chance) {
            return chance.apply(this);
        }
    }
}
