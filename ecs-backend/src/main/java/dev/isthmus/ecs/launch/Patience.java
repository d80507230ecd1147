package dev.isthmus.ecs.launch;

import java.time.Duration;
import java.util.function.IntFunction;

/**
 * How long a start waits for resources that other tasks use on its agent.
 *
 * @param most the time from its first refusal; zero not to wait
 * @param pace the interval of refreshes, by the number of agents
 */
public record Patience(Duration most, IntFunction<Duration> pace) {}
