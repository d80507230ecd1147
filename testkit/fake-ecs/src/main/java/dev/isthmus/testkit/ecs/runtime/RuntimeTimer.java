package dev.isthmus.testkit.ecs.runtime;

import java.time.Duration;

/** Time as a runtime sees it: the fake cluster's own, manual or of the wall. */
@FunctionalInterface
public interface RuntimeTimer {
    /** Runs {@code action} once after {@code delay}, on a thread of the clock. */
    void after(Duration delay, Runnable action);
}
