package dev.isthmus.ecs.launch;

/** The operation that starts tasks. See docs/adr/0004-run-task-bound-to-an-instance.md for why RunTask is the default. */
public enum LaunchMode {
    /**
     * RunTask with a placement constraint on the offered instance, and by the strategy of its capacity provider, if it has one (ADR 56). If the response is lost, it
     * is retried with the client token.
     */
    RUN_TASK,
    /** The same by launch type, whether or not the instance has a capacity provider: its scale-in does not see such tasks. */
    RUN_TASK_BY_TYPE,
    /** StartTask, which names the instance but has no client token. If the response is lost, the cluster is searched for the task. */
    START_TASK
}
