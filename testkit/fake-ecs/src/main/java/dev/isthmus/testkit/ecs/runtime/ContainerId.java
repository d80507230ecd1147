package dev.isthmus.testkit.ecs.runtime;

/**
 * One container of one task.
 *
 * @param taskArn the task
 * @param name the container's name in the task definition
 */
public record ContainerId(String taskArn, String name) {}
