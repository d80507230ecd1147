package dev.isthmus.testkit.ecs.logs;

import java.time.Instant;

/**
 * A line of a log stream.
 *
 * @param timestamp when it was printed, as whoever sent it says
 * @param message what was
 */
public record LogLine(Instant timestamp, String message) {}
