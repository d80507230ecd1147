package dev.isthmus.testkit.ecs.sqs;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;

/** Whoever gives the queues the time, and can wait. */
@FunctionalInterface
public interface QueueRim {
    /**
     * Asks until something is answered, again whenever something has changed, but no longer than {@code wait}. Nobody else asks
     * meanwhile, but while it waits.
     */
    <T> Optional<T> ask(Duration wait, BiFunction<Instant, EventQueues, Optional<T>> question);
}
