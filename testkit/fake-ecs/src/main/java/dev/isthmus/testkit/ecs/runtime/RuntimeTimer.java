package dev.isthmus.testkit.ecs.runtime;

import java.time.Duration;

/** A timer on the fake's clock, manual or real, for container runtimes. */
@FunctionalInterface
public interface RuntimeTimer {
    /** Runs {@code action} once after {@code delay}, on a thread of the clock. */
    void after(Duration delay, Runnable action);
}
