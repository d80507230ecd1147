package dev.isthmus.ecs.engine;

import dev.isthmus.ecs.call.TaskFilter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The state of polling: when the next round begins, or what the one under way waits for. Each method from {@link #start} on is something that happens to
 * it, a column of the table in docs/reference/round-states.md, and gives the state that follows; what no caller can do is refused with an exception.
 */
sealed interface RoundState {

    /** The state in words, a row of the table. */
    String words();

    /** When the next round begins; empty if polling has not started, and during a round. */
    default Optional<Instant> nextAt() {
        return Optional.empty();
    }

    /** The round that is under way. */
    default Optional<Round> round() {
        return Optional.empty();
    }

    /** What it waits for. */
    default Optional<RoundStage> stage() {
        return Optional.empty();
    }

    /** Whether something has changed since what was read last, so that after a round the next one comes soon. */
    default boolean hurried() {
        return false;
    }

    /** Polling starts now, if it has not. */
    default RoundState start(Instant now) {
        return this;
    }

    /** If a round is to begin, no later than that. */
    default RoundState noLaterThan(Instant at) {
        return this;
    }

    /** Something has changed: a round is to begin no later than that; what one under way has read may be older than the change. */
    default RoundState changed(Instant at) {
        return this;
    }

    /** A round begins. */
    default RoundState begin(Round round) {
        return late("begin a round");
    }

    /** The running tasks of the first filter that was left were listed; with filters of stopped ones that are to be listed, too. */
    default RoundState runningListed(List<String> running, List<TaskFilter> stopped) {
        return late("list running tasks");
    }

    /** The stopped tasks of the first filter that was left were listed. */
    default RoundState stoppedListed(List<String> arns) {
        return late("list stopped tasks");
    }

    /** The tasks were described, and the instances are to be read. */
    default RoundState tasksDescribed() {
        return late("describe tasks");
    }

    /** There is nothing, or nothing more, to read; the next round begins then. */
    default RoundState done(Instant next) {
        return late("be done");
    }

    /** A read has failed for good, and the round with it; the next one begins then. */
    default RoundState failed(Instant next) {
        return late("fail");
    }

    /** A part of the engine has failed, which may be the round: that is abandoned, and the next one begins no later than that. */
    default RoundState abandoned(Instant next) {
        return noLaterThan(next);
    }

    private RoundState late(String what) {
        throw new IllegalStateException("polling that is " + words() + " cannot " + what);
    }

    /**
     * A round.
     *
     * @param number no other round has it, so that answers to one that was abandoned are known
     * @param look what it reads
     */
    record Round(long number, PollSchedule.Look look) {}

    /** Polling has not started. */
    record Off() implements RoundState {

        @Override
        public String words() {
            return "off";
        }

        @Override
        public RoundState start(Instant now) {
            return new Waiting(now, false);
        }
    }

    /**
     * Between rounds.
     *
     * @param at when the next one begins
     * @param hurried whether something changed during the last one, which has failed
     */
    record Waiting(Instant at, boolean hurried) implements RoundState {

        @Override
        public String words() {
            return "waiting" + suffix(hurried);
        }

        @Override
        public Optional<Instant> nextAt() {
            return Optional.of(at);
        }

        @Override
        public RoundState noLaterThan(Instant time) {
            return time.isBefore(at) ? new Waiting(time, hurried) : this;
        }

        @Override
        public RoundState changed(Instant time) {
            return new Waiting(time.isBefore(at) ? time : at, false);
        }

        @Override
        public RoundState begin(Round round) {
            return new Reading(
                    round,
                    hurried,
                    round.look().tasks()
                            ? new RoundStage.ListingRunning(
                                    List.of(), round.look().running())
                            : new RoundStage.ReadingInstances());
        }

        @Override
        public RoundState done(Instant next) {
            return new Waiting(next, false);
        }
    }

    /**
     * In a round, whose stages come one after the other.
     *
     * @param hurried whether something changed during it, or before if the round before has failed
     */
    record Reading(Round in, boolean hurried, RoundStage at) implements RoundState {

        @Override
        public String words() {
            return at.words() + suffix(hurried);
        }

        @Override
        public Optional<Round> round() {
            return Optional.of(in);
        }

        @Override
        public Optional<RoundStage> stage() {
            return Optional.of(at);
        }

        @Override
        public RoundState changed(Instant time) {
            return new Reading(in, true, at);
        }

        @Override
        public RoundState runningListed(List<String> running, List<TaskFilter> stopped) {
            return new Reading(in, hurried, at.runningListed(running, stopped));
        }

        @Override
        public RoundState stoppedListed(List<String> arns) {
            return new Reading(in, hurried, at.stoppedListed(arns));
        }

        @Override
        public RoundState tasksDescribed() {
            return new Reading(in, hurried, at.tasksDescribed());
        }

        @Override
        public RoundState done(Instant next) {
            return at.mayBeLast() ? new Waiting(next, false) : RoundState.super.done(next);
        }

        @Override
        public RoundState failed(Instant next) {
            return new Waiting(next, hurried);
        }

        @Override
        public RoundState abandoned(Instant next) {
            return new Waiting(next, hurried);
        }
    }

    private static String suffix(boolean hurried) {
        return hurried ? ", hurried" : "";
    }
}
