package dev.isthmus.operator.reap.verdict;

/**
 * The tasks of a framework, and what is known of it.
 *
 * @param tasks of which a framework's there is at least one
 * @param verdict on the framework
 */
public record JudgedTasks(MarkedTasks tasks, FrameworkVerdict verdict) {}
