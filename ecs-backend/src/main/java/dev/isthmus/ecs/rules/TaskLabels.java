package dev.isthmus.ecs.rules;

/** The labels of a task by which its framework chooses how it runs. */
public final class TaskLabels {

    /** Names an existing task definition. */
    public static final String DEFINITION = "isthmus.task-definition";

    /** Names the container of that definition which the task is about. */
    public static final String CONTAINER = "isthmus.container";

    /** Names the role of the task's containers, which must be one of those that settings allow. */
    public static final String ROLE = "isthmus.task-role";

    private TaskLabels() {}
}
