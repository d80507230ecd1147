package dev.isthmus.ecs.budget;

import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.EcsCall;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * What the state machine is given instead of time, threads and a network. Everything handed to it is run later as a step: one after the
 * other, never within the call that handed it over.
 */
public interface Shell {

    /** The time. */
    Instant now();

    /** Runs a step after a delay. */
    void after(Duration delay, Runnable step);

    /** Begins a call; its answer is taken in a step. */
    <T> void begin(EcsCall<T> call, Consumer<Answer<T>> then);
}
