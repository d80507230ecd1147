package dev.isthmus.ecs.stop;

import dev.isthmus.api.launch.StopOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The state of the stop of a task from the first request on. Each method from {@link #askedToo} on is something that happens to it, a column of the
 * table in docs/reference/stop-states.md, and gives the state that follows; what no caller can do is refused with an exception.
 */
sealed interface StopState {

    /** The state in words, a row of the table. */
    String words();

    /** The requests that wait. */
    default List<Long> waiting() {
        return List.of();
    }

    /** What whoever asks is told at once; empty if that has to wait. */
    default Optional<StopOutcome> told() {
        return Optional.empty();
    }

    /** Somebody else wants it stopped, too. */
    default StopState askedToo(long request) {
        return this;
    }

    /** ECS failed in a way that may pass, and is to be asked again. */
    default StopState failedForNow() {
        return new Insisting();
    }

    /** ECS does not know the task, which it may only just have started, and is to be asked again. */
    default StopState notKnownYet() {
        return this;
    }

    /** ECS stops the task, or the task has ended before ECS could. */
    default StopState accepted() {
        return new Over(new StopOutcome.Accepted());
    }

    /** ECS will not stop the task. */
    default StopState failed(StopOutcome outcome) {
        return new Over(outcome);
    }

    /**
     * ECS is asked, and has not said that it stops the task.
     *
     * @param waiting the requests that wait for the outcome
     */
    record Asked(List<Long> waiting) implements StopState {

        /** Copies. */
        public Asked {
            waiting = List.copyOf(waiting);
        }

        @Override
        public String words() {
            return "asked";
        }

        @Override
        public StopState askedToo(long request) {
            List<Long> more = new ArrayList<>(waiting);
            more.add(request);
            return new Asked(more);
        }
    }

    /** It has failed for now, and ECS is asked until it succeeds. Whoever wants it stopped has been told that this is accepted. */
    record Insisting() implements StopState {

        @Override
        public String words() {
            return "insisting";
        }

        @Override
        public Optional<StopOutcome> told() {
            return Optional.of(new StopOutcome.Accepted());
        }
    }

    /**
     * ECS is not asked any more.
     *
     * @param outcome what whoever wants it stopped is told
     */
    record Over(StopOutcome outcome) implements StopState {

        @Override
        public String words() {
            return outcome instanceof StopOutcome.Accepted ? "over, accepted" : "over, failed";
        }

        @Override
        public Optional<StopOutcome> told() {
            return Optional.of(outcome);
        }

        @Override
        public StopState failedForNow() {
            return late("fail");
        }

        @Override
        public StopState notKnownYet() {
            return late("be unknown");
        }

        @Override
        public StopState accepted() {
            return late("be answered");
        }

        @Override
        public StopState failed(StopOutcome other) {
            return late("be answered");
        }

        private StopState late(String what) {
            throw new IllegalStateException("a stop that is " + words() + " cannot " + what);
        }
    }
}
