package dev.isthmus.ecs.rules;

/** The labels with which a framework chooses how a task runs. */
public final class TaskLabels {

    /** Names an existing task definition. */
    public static final String DEFINITION = "isthmus.task-definition";

    /** Names the main container of that task definition. */
    public static final String CONTAINER = "isthmus.container";

    /** Names the role of the task's containers, which must be one that the settings allow. */
    public static final String ROLE = "isthmus.task-role";

    private TaskLabels() {}
}
