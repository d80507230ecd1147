package dev.isthmus.ecs.budget;

import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.EcsCall;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * The clock, timers and network of the state machine. It runs everything passed to it later as a step: one at a time, and never within the call that
 * passed it.
 */
public interface Shell {

    /** The time. */
    Instant now();

    /** Runs a step after a delay. */
    void after(Duration delay, Runnable step);

    /** Starts a call; its answer arrives in a step. */
    <T> void begin(EcsCall<T> call, Consumer<Answer<T>> then);
}
