package dev.isthmus.mesos.task;

/** What the framework was last told of a living task, in the order in which it is told. Told is what is in the task's stream, delivered or not. */
public enum ToldState {
    /** Nothing; it is in staging for all the framework knows. */
    NOTHING,
    /** {@code TASK_STARTING}, or that was left out. */
    STARTING,
    /** {@code TASK_RUNNING}. */
    RUNNING,
    /** {@code TASK_KILLING}; only its terminal state follows. */
    KILLING;

    /**
     * What was last told when this is told next. What comes before it in the order was told by then, or is told no more.
     *
     * @throws IllegalStateException for {@code TASK_KILLING} of a task that was not told to run
     */
    ToldState then(ToldState next) {
        if (next == KILLING && compareTo(RUNNING) < 0) {
            throw new IllegalStateException("TASK_KILLING is told of running tasks alone, not after " + this);
        }
        return compareTo(next) < 0 ? next : this;
    }
}
