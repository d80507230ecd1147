package dev.isthmus.ecs.launch;

import dev.isthmus.api.launch.StopOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The state of the stop of a task from the first request on. Each method from {@link #askedToo} on is something that happens to it, a column of the
 * table in docs/reference/stop-states.md, and gives the state that follows; what no caller can do is refused with an exception.
 */
sealed interface StopState {

    /** What follows from it, in each of its cases. */
    <R> R fold(
            Function<? super Asked, ? extends R> asked,
            Function<? super Insisting, ? extends R> insisting,
            Function<? super Over, ? extends R> over);

    /**
     * ECS is asked, and has not said that it stops the task.
     *
     * @param requests that wait for the outcome
     */
    record Asked(List<Long> requests) implements StopState {

        /** Copies. */
        public Asked {
            requests = List.copyOf(requests);
        }

        @Override
        public <R> R fold(
                Function<? super Asked, ? extends R> asked,
                Function<? super Insisting, ? extends R> insisting,
                Function<? super Over, ? extends R> over) {
            return asked.apply(this);
        }

        private Asked with(long request) {
            List<Long> more = new ArrayList<>(requests);
            more.add(request);
            return new Asked(more);
        }
    }

    /** It has failed for now, and ECS is asked until it succeeds. Whoever wants it stopped has been told that this is accepted. */
    record Insisting() implements StopState {
        @Override
        public <R> R fold(
                Function<? super Asked, ? extends R> asked,
                Function<? super Insisting, ? extends R> insisting,
                Function<? super Over, ? extends R> over) {
            return insisting.apply(this);
        }
    }

    /**
     * ECS is not asked any more.
     *
     * @param outcome what whoever wants it stopped is told
     */
    record Over(StopOutcome outcome) implements StopState {
        @Override
        public <R> R fold(
                Function<? super Asked, ? extends R> asked,
                Function<? super Insisting, ? extends R> insisting,
                Function<? super Over, ? extends R> over) {
            return over.apply(this);
        }
    }

    /** The requests that wait. */
    default List<Long> waiting() {
        return fold(Asked::requests, insisting -> List.of(), over -> List.of());
    }

    /** What whoever asks is told at once; empty if that has to wait. */
    default Optional<StopOutcome> told() {
        return fold(
                asked -> Optional.empty(),
                insisting -> Optional.of(new StopOutcome.Accepted()),
                over -> Optional.of(over.outcome()));
    }

    /** Somebody else wants it stopped, too. */
    default StopState askedToo(long request) {
        return fold(asked -> asked.with(request), insisting -> insisting, over -> over);
    }

    /** ECS failed in a way that may pass, and is to be asked again. */
    default StopState failedForNow() {
        return fold(asked -> new Insisting(), insisting -> insisting, over -> late("fail", over));
    }

    /** ECS does not know the task, which it may only just have started, and is to be asked again. */
    default StopState notKnownYet() {
        return fold(asked -> asked, insisting -> insisting, over -> late("be unknown", over));
    }

    /** ECS stops the task, or the task has ended before ECS could. */
    default StopState accepted() {
        return over(new StopOutcome.Accepted());
    }

    /** ECS will not stop the task. */
    default StopState failed(StopOutcome outcome) {
        return over(outcome);
    }

    private StopState over(StopOutcome outcome) {
        return fold(asked -> new Over(outcome), insisting -> new Over(outcome), over -> late("be answered", over));
    }

    private static StopState late(String what, StopState state) {
        throw new IllegalStateException("a stop that is " + state + " cannot " + what);
    }
}
