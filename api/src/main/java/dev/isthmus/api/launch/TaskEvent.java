package dev.isthmus.api.launch;

import java.time.Instant;

/**
 * A change of the state of a task. The events of one task come in the order of its life, and its end is reported once, last (R-TL-12).
 * A launcher that learns of a task in several ways reports what is newer (R-TL-27). An end of which the backend cannot be asked any more is reported once, too (R-TL-28).
 *
 * @param task its identity, and where it runs
 * @param phase its new state
 * @param at when it entered that state according to the backend, otherwise when that was noticed
 */
public record TaskEvent(LaunchedTask task, TaskPhase phase, Instant at) {}
