package dev.isthmus.api.launch;

import dev.isthmus.api.task.TaskSpec;
import dev.isthmus.api.translation.Taken;

/**
 * One task to start on one agent.
 *
 * @param task its identity, and the agent
 * @param frameworkName the framework's name, for rules and tags; may be empty
 * @param taken what it takes of the agent, in the backend's dialect
 * @param spec what it runs
 */
public record Launch(LaunchedTask task, String frameworkName, Taken taken, TaskSpec spec) {}
