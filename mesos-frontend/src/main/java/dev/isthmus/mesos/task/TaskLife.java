package dev.isthmus.mesos.task;

import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.mesos.task.StopRequest.Sent;
import java.util.Optional;
import java.util.function.Function;

/**
 * The state of a task from its launch until its end is acknowledged. Each method from {@link #launchAnswered} on is something that happens to it, a
 * column of the table in docs/reference/task-states.md, and gives the state that follows; what has no place in a state leaves it as it is or, where no
 * caller can do it, is refused with an exception.
 *
 * <p>Independent of it, and so not in it, are which update was delivered last, which waits for acknowledgements, and whether the agent can be reached.
 */
sealed interface TaskLife {

    /** What follows from it, in each of its cases. */
    <R> R fold(
            Function<? super Launching, ? extends R> launching,
            Function<? super Living, ? extends R> living,
            Function<? super Ended, ? extends R> ended);

    /**
     * Requested of the backend, which has not said a word of it, so that it cannot be asked to stop it. Nothing is told.
     *
     * @param wish that it is to be stopped as soon as that is possible, if it is
     */
    record Launching(Optional<StopWish> wish) implements TaskLife {

        @Override
        public <R> R fold(
                Function<? super Launching, ? extends R> launching,
                Function<? super Living, ? extends R> living,
                Function<? super Ended, ? extends R> ended) {
            return launching.apply(this);
        }

        private Living answered() {
            return new Living(
                    new TaskPhase.Staging(),
                    ToldState.NOTHING,
                    Optional.empty(),
                    wish.map(why -> new StopRequest(why, Sent.DUE)));
        }
    }

    /**
     * Known to the backend, and not at its end. Phase and told are independent: what is reached is told only while the agent can be reached.
     *
     * @param phase the phase that the backend last reported; never the end
     * @param told what the framework was last told
     * @param healthy the result of its health check that was told last; empty if there is none, or it does not run yet
     * @param stop the request to stop it, if it is to be stopped
     */
    record Living(TaskPhase phase, ToldState told, Optional<Boolean> healthy, Optional<StopRequest> stop)
            implements TaskLife {

        /**
         * Checks what does not go together.
         *
         * @throws IllegalArgumentException for the phase of an end, or for a health of a task that was not told to run
         */
        public Living {
            if (phase instanceof TaskPhase.Ended) {
                throw new IllegalArgumentException("a task that lives has not reached " + phase);
            }
            if (healthy.isPresent() && told.compareTo(ToldState.RUNNING) < 0) {
                throw new IllegalArgumentException("health is told of running tasks alone, not after " + told);
            }
        }

        @Override
        public <R> R fold(
                Function<? super Launching, ? extends R> launching,
                Function<? super Living, ? extends R> living,
                Function<? super Ended, ? extends R> ended) {
            return living.apply(this);
        }

        private Living in(TaskPhase reached) {
            return new Living(reached, told, healthy, stop);
        }

        private Living with(StopRequest request) {
            return new Living(phase, told, healthy, Optional.of(request));
        }

        private Living move(Sent from, Sent to) {
            return stop.map(request -> with(request.move(from, to))).orElse(this);
        }
    }

    /** Its end is told, or is about to be. */
    record Ended() implements TaskLife {

        @Override
        public <R> R fold(
                Function<? super Launching, ? extends R> launching,
                Function<? super Living, ? extends R> living,
                Function<? super Ended, ? extends R> ended) {
            return ended.apply(this);
        }
    }

    /** The backend has answered the launch, or shows the task. */
    default TaskLife launchAnswered() {
        return fold(Launching::answered, living -> living, ended -> ended);
    }

    /** The backend reports that phase, which is not the end. */
    default TaskLife reached(TaskPhase phase) {
        return fold(launching -> launching.answered().in(phase), living -> living.in(phase), ended -> ended);
    }

    /** It is to be stopped. */
    default TaskLife wish(StopWish next) {
        return fold(
                launching -> new Launching(Optional.of(
                        launching.wish().map(wish -> wish.then(next)).orElse(next))),
                living -> living.with(living.stop()
                        .map(request -> request.and(next, living.phase()))
                        .orElse(new StopRequest(next, Sent.DUE))),
                ended -> ended);
    }

    /** What of the request to stop it is due has been sent. */
    default TaskLife stopSent() {
        return fold(launching -> launching, living -> living.move(Sent.DUE, Sent.ASKED), ended -> ended);
    }

    /** The backend accepts the request to stop it. */
    default TaskLife stopAccepted() {
        return fold(launching -> launching, living -> living.move(Sent.ASKED, Sent.ACCEPTED), ended -> ended);
    }

    /** The backend refuses the request to stop it. */
    default TaskLife stopRefused() {
        return fold(launching -> launching, living -> living.move(Sent.ASKED, Sent.DUE), ended -> ended);
    }

    /** The framework is told this. */
    default TaskLife told(ToldState next) {
        return fold(
                launching -> none(next, launching),
                living -> new Living(living.phase(), living.told().then(next), living.healthy(), living.stop()),
                ended -> none(next, ended));
    }

    /** The framework is told this result of its health check. */
    default TaskLife healthy(boolean healthy) {
        return fold(
                launching -> none("its health", launching),
                living -> new Living(living.phase(), living.told(), Optional.of(healthy), living.stop()),
                ended -> none("its health", ended));
    }

    /** It has come to its end. */
    default TaskLife ended() {
        return new Ended();
    }

    private static TaskLife none(Object what, TaskLife life) {
        throw new IllegalStateException(what + " cannot be told of a task that is " + life);
    }
}
