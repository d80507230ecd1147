package dev.isthmus.ecs.launch;

/** The operation that starts tasks. See docs/adr/0004-run-task-bound-to-an-instance.md for why RunTask is the default. */
public enum LaunchMode {
    /** RunTask with a placement constraint on the offered instance. If the response is lost, it is retried with the client token. */
    RUN_TASK,
    /** StartTask, which names the instance but has no client token. If the response is lost, the cluster is searched for the task. */
    START_TASK
}
