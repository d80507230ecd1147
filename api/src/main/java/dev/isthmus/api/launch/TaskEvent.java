package dev.isthmus.api.launch;

import java.time.Instant;

/**
 * The state of a task at a moment. For one task, events are in the order of its life, and an end is told once, last (R-TL-12).
 *
 * @param task who and where it is
 * @param phase where it is in its life
 * @param at when the backend says it got there, else when it was noticed
 */
public record TaskEvent(LaunchedTask task, TaskPhase phase, Instant at) {}
