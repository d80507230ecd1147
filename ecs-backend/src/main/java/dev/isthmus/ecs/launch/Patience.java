package dev.isthmus.ecs.launch;

import java.time.Duration;
import java.util.function.IntFunction;

/**
 * How long a start waits for room that others have taken of its agent.
 *
 * @param most from its first refusal on; zero if it does not wait
 * @param pace how far looks at so many agents are apart
 */
public record Patience(Duration most, IntFunction<Duration> pace) {}
