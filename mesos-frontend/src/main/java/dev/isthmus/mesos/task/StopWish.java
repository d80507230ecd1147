package dev.isthmus.mesos.task;

import dev.isthmus.mesos.status.StopCause;

/**
 * That a task is to be stopped.
 *
 * @param cause why, in the words that the backend is asked with
 * @param killed whether it counts as killed: its framework, an operator, its health check, its agent or a teardown demands it. If not, a time limit of its own has
 *     passed, and it fails
 */
record StopWish(StopCause cause, boolean killed) {

    /**
     * Checks that only a time limit does not kill.
     *
     * @throws IllegalArgumentException for any other cause of one that does not
     */
    StopWish {
        if (!killed && cause != StopCause.OUT_OF_TIME && cause != StopCause.NOT_STARTED) {
            throw new IllegalArgumentException("a task that is stopped for " + cause + " is killed");
        }
    }

    /** Both, before the backend has been asked: the later cause counts, but a time limit no more after a kill. */
    StopWish then(StopWish next) {
        return killed && !next.killed ? this : new StopWish(next.cause, next.killed);
    }

    /** Both, after the backend has been asked with the first cause. */
    StopWish withKillOf(StopWish next) {
        return new StopWish(cause, killed || next.killed);
    }
}
