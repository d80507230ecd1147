package dev.isthmus.api.launch;

import dev.isthmus.api.translation.Taken;

/**
 * One task to be started on one agent.
 *
 * @param task who and where it is to be
 * @param frameworkName the framework's name in words, for rules and tags; may be empty
 * @param taken what it takes of the agent, in the backend's dialect
 * @param spec what it runs
 */
public record Launch(LaunchedTask task, String frameworkName, Taken taken, TaskSpec spec) {}
