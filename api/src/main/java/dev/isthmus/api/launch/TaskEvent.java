package dev.isthmus.api.launch;

import java.time.Instant;

/**
 * A change of the state of a task. The events of one task come in the order of its life, and its end is reported once, last (R-TL-12).
 *
 * @param task its identity, and where it runs
 * @param phase its new state
 * @param at when it entered that state according to the backend, otherwise when that was noticed
 */
public record TaskEvent(LaunchedTask task, TaskPhase phase, Instant at) {}
