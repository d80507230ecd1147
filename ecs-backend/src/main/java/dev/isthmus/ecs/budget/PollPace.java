package dev.isthmus.ecs.budget;

import dev.isthmus.api.failure.BackendFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The polling intervals.
 *
 * @param busy while tasks start or stop
 * @param idle otherwise
 */
public record PollPace(Duration busy, Duration idle) {

    /**
     * The interval while nothing starts or stops. A task that has only just begun to run may be a short one: its end is not waited for longer than a quarter
     * of the time it has run.
     *
     * @param newestRun when the newest running task was first seen running
     */
    public Duration quiet(Optional<Instant> newestRun, Instant now) {
        Duration young = newestRun
                .map(since -> Duration.between(since, now).dividedBy(4))
                .orElse(idle);
        return within(young);
    }

    /** An interval as it is, but no shorter than while tasks start or stop, and no longer than while none does. */
    public Duration within(Duration wait) {
        Duration patient = wait.compareTo(busy) > 0 ? wait : busy;
        return patient.compareTo(idle) < 0 ? patient : idle;
    }

    /** The interval after a round that has failed. */
    public Duration after(BackendFailure failure) {
        return failure.passes() ? busy : idle;
    }
}
