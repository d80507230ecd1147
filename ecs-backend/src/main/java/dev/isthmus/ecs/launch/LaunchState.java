package dev.isthmus.ecs.launch;

import dev.isthmus.ecs.call.StartRequest;
import java.time.Instant;
import java.util.Optional;

/**
 * The state of a start whose task is not known to be there. Each method from {@link #prepared} on is something that happens to it, a column of the table in
 * docs/reference/launch-states.md, and gives the state that follows; what no caller can do is refused with an exception.
 */
sealed interface LaunchState {

    /** The state in words, a row of the table. */
    String words();

    /** Whether a call may have started the task, because its answer was lost. Then it is asked for, or searched for, until that is known. */
    default boolean mayBeStarted() {
        return false;
    }

    /** Why it is to be stopped as soon as it is known to have been started. */
    default Optional<String> stopReason() {
        return Optional.empty();
    }

    /** The task definition is there, and the request made. */
    default LaunchState prepared(StartRequest request) {
        return late(this, "be prepared");
    }

    /** The answer to the call is lost. */
    default LaunchState answerLost() {
        return late(this, "lose an answer");
    }

    /** The call failed in a way that may pass, and is to be made again. */
    default LaunchState failedForNow() {
        return late(this, "fail");
    }

    /** The pause before the next call is over. */
    default LaunchState paused() {
        return late(this, "end a pause");
    }

    /** ECS does not take the task definition any more. */
    default LaunchState definitionGone() {
        return late(this, "lose its definition");
    }

    /** ECS refuses it for what other tasks have. */
    default LaunchState crowded() {
        return late(this, "be refused");
    }

    /** There is room for it now. */
    default LaunchState room() {
        return late(this, "have room");
    }

    /** Asking does not tell whether it was started; it is searched for at least until then. */
    default LaunchState unanswered(Instant deadline) {
        return late(this, "be unanswered");
    }

    /** It was searched for in vain after the deadline. */
    default LaunchState searched() {
        return late(this, "be searched for");
    }

    /**
     * It is to be stopped.
     *
     * @param underWay whether its call has been sent and not been answered
     */
    default LaunchState toBeStopped(String reason, boolean underWay) {
        return over();
    }

    /** The task is there, or never will be. */
    default LaunchState over() {
        return new Over();
    }

    /**
     * Its task definition is looked for.
     *
     * @param anew whether because ECS did not take the one that was known
     */
    record Preparing(boolean anew) implements LaunchState {

        @Override
        public String words() {
            return anew ? "preparing anew" : "preparing";
        }

        @Override
        public LaunchState prepared(StartRequest request) {
            return new Asking(request, 1, anew, false, Optional.empty());
        }
    }

    /**
     * Its call waits in the queue or is under way.
     *
     * @param attempt from 1
     * @param anew whether its task definition was looked for anew
     * @param stopReason only while a call is under way, or when one was lost
     */
    record Asking(StartRequest request, int attempt, boolean anew, boolean mayBeStarted, Optional<String> stopReason)
            implements LaunchState {

        @Override
        public String words() {
            return "asking" + kept(mayBeStarted, stopReason);
        }

        @Override
        public LaunchState answerLost() {
            return new Asking(request, attempt, anew, true, stopReason);
        }

        @Override
        public LaunchState failedForNow() {
            return stopReason.isPresent() && !mayBeStarted ? over() : new Pausing(this);
        }

        @Override
        public LaunchState definitionGone() {
            return anew || mayBeStarted ? LaunchState.super.definitionGone() : new Preparing(true);
        }

        @Override
        public LaunchState crowded() {
            return mayBeStarted || stopReason.isPresent() ? LaunchState.super.crowded() : new Waiting();
        }

        @Override
        public LaunchState unanswered(Instant deadline) {
            return new Searching(deadline, false, stopReason);
        }

        @Override
        public LaunchState toBeStopped(String reason, boolean underWay) {
            return mayBeStarted || underWay
                    ? new Asking(request, attempt, anew, mayBeStarted, Optional.of(reason))
                    : over();
        }
    }

    /**
     * Its call has failed, and is made again in a while.
     *
     * @param failed how it was asked for
     */
    record Pausing(Asking failed) implements LaunchState {

        /**
         * Checks what does not go together.
         *
         * @throws IllegalArgumentException if it is to be stopped though nothing was started
         */
        public Pausing {
            if (failed.stopReason().isPresent() && !failed.mayBeStarted()) {
                throw new IllegalArgumentException("what was not started is not asked for again to be stopped");
            }
        }

        @Override
        public String words() {
            return "pausing" + kept(mayBeStarted(), stopReason());
        }

        @Override
        public boolean mayBeStarted() {
            return failed.mayBeStarted();
        }

        @Override
        public Optional<String> stopReason() {
            return failed.stopReason();
        }

        @Override
        public LaunchState paused() {
            return new Asking(failed.request(), failed.attempt() + 1, failed.anew(), mayBeStarted(), stopReason());
        }

        @Override
        public LaunchState toBeStopped(String reason, boolean underWay) {
            return mayBeStarted()
                    ? new Pausing(
                            new Asking(failed.request(), failed.attempt(), failed.anew(), true, Optional.of(reason)))
                    : over();
        }
    }

    /** Other tasks have what it needs on its agent, and it is asked for again when there is room. */
    record Waiting() implements LaunchState {

        @Override
        public String words() {
            return "waiting";
        }

        @Override
        public LaunchState room() {
            return new Preparing(false);
        }
    }

    /**
     * Its task may be there, and the cluster is searched for it.
     *
     * @param deadline until when it may turn up
     * @param once whether it was searched for in vain after that
     */
    record Searching(Instant deadline, boolean once, Optional<String> stopReason) implements LaunchState {

        @Override
        public String words() {
            return "searching" + (once ? ", once in vain" : "") + kept(false, stopReason);
        }

        @Override
        public boolean mayBeStarted() {
            return true;
        }

        @Override
        public LaunchState searched() {
            return once ? over() : new Searching(deadline, true, stopReason);
        }

        @Override
        public LaunchState toBeStopped(String reason, boolean underWay) {
            return new Searching(deadline, once, Optional.of(reason));
        }
    }

    /** It has come out, one way or the other. */
    record Over() implements LaunchState {

        @Override
        public String words() {
            return "over";
        }

        @Override
        public LaunchState over() {
            return late(this, "come out");
        }
    }

    private static LaunchState late(LaunchState state, String what) {
        throw new IllegalStateException("a start that is " + state.words() + " cannot " + what);
    }

    private static String kept(boolean mayBeStarted, Optional<String> stopReason) {
        return (mayBeStarted ? ", maybe started" : "") + (stopReason.isPresent() ? ", to be stopped" : "");
    }
}
