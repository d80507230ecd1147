package dev.isthmus.ecs.launch;

/** By which operation tasks are started. See docs/adr for why RunTask is the default. */
public enum LaunchMode {
    /** RunTask, bound to the offered instance by a constraint; a lost answer is asked for again with the client token. */
    RUN_TASK,
    /** StartTask, which names the instance but has no token; a lost answer is settled by watching. */
    START_TASK
}
