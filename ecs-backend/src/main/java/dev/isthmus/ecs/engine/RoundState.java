package dev.isthmus.ecs.engine;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.ecs.call.TaskFilter;
import dev.isthmus.ecs.step.Output;
import dev.isthmus.ecs.step.Output.RoundRead.Reads;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
    record Round(long number, Look look) {}

    /**
     * What a round reads.
     *
     * @param begun when it begins
     * @param running the listings of running tasks: of the whole cluster, or of each framework that is watched; none if they are not listed
     * @param everywhere whether all stopped tasks of the cluster are listed
     * @param forEnds how many stopped tasks are listed, about, to learn which of those that are known have ended: all, if they are fewer; zero if that is not done
     * @param settling agents whose stopped tasks are listed, to find lost starts
     * @param verify whether all tasks of the frameworks that are watched are described
     * @param young from when on a task has run that is described because it may have a health check
     * @param recovering the watches of which it recovers the tasks of earlier processes
     * @param instances whether all instances are read
     */
    record Look(
            Instant begun,
            List<TaskFilter> running,
            boolean everywhere,
            int forEnds,
            Set<AgentId> settling,
            boolean verify,
            Instant young,
            List<Long> recovering,
            boolean instances) {

        static final List<TaskFilter> WHOLE = List.of(TaskFilter.RUNNING);

        /** Whether running tasks are listed. */
        boolean tasks() {
            return !running.isEmpty();
        }

        /** Whether all tasks of the cluster are listed, or those of the frameworks that are watched only. */
        boolean whole() {
            return running.equals(WHOLE);
        }

        /** Whether stopped tasks are listed to learn which of those that are known have ended. */
        boolean ends() {
            return forEnds > 0;
        }

        /** How many stopped tasks are enough. */
        int enough() {
            return ends() && !everywhere ? forEnds : Integer.MAX_VALUE;
        }

        /** Whether it searches for lost starts. */
        boolean searches() {
            return everywhere || !settling.isEmpty();
        }

        /** The listings of stopped tasks. */
        List<TaskFilter> stopped() {
            return everywhere || ends()
                    ? List.of(TaskFilter.STOPPED)
                    : settling.stream()
                            .map(agent -> TaskFilter.stoppedOn(agent.value()))
                            .toList();
        }

        /** All of it has been read by that time. */
        Output.RoundRead read(Instant now) {
            Reads reads = instances ? (tasks() || ends() ? Reads.ALL : Reads.INSTANCES) : Reads.TASKS;
            return new Output.RoundRead(reads, Duration.between(begun, now));
        }

        /** Whether it reads nothing. */
        boolean isEmpty() {
            return !tasks() && !ends() && !instances;
        }
    }

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
            return new Reading(round, hurried, RoundStage.first(round.look()));
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
