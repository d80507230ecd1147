package dev.isthmus.testkit.ecs;

import dev.isthmus.testkit.ecs.fault.Durations;
import dev.isthmus.testkit.ecs.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.EcsRequest;
import software.amazon.awssdk.services.ecs.model.EcsResponse;

/**
 * A call that the fake received.
 *
 * @param number from 1 on, in the order in which the cluster did the work
 * @param time when it arrived, on the fake's clock
 * @param operation its bare name, as in {@code RunTask}
 * @param request what was asked; absent if the operation is not implemented or the body could not be read
 * @param outcome {@code OK}, or the code of the error that the work ended with, or {@code DROPPED} for a connection that was closed
 *     before the work, or {@code WAITING} while a fault holds the work back
 * @param fault the fault that it met
 * @param answer what the work answered, whether or not the client was sent it; of the newest 10,000 answers
 * @param error the text of the error
 * @param duration from its arrival until its answer, or the end of its connection, left, on the fake's clock; absent until then
 */
public record RecordedCall(
        long number,
        Instant time,
        String operation,
        Optional<EcsRequest> request,
        String outcome,
        Optional<Fault> fault,
        Optional<EcsResponse> answer,
        Optional<String> error,
        Optional<Duration> duration) {
    /** The outcome of a call whose work was done. */
    public static final String OK = "OK";
    /** The outcome of a call that met {@link dev.isthmus.testkit.ecs.fault.EarlyFault.DropConnection}. */
    public static final String DROPPED = "DROPPED";
    /** The outcome, so far, of a call that meets {@link dev.isthmus.testkit.ecs.fault.EarlyFault.DelayWork}. */
    public static final String WAITING = "WAITING";

    /** Whether it was answered with an error, sent or lost. */
    public boolean failed() {
        return error.isPresent();
    }

    /** On one line, without the request and the answer, which can be long. */
    @Override
    public String toString() {
        return "#" + number + "  " + time + "  " + operation + "  " + outcome
                + error.map(text -> " \"" + text + "\"").orElse("")
                + duration.map(d -> "  " + Durations.text(d)).orElse("  no answer yet")
                + fault.map(f -> "  fault: " + f).orElse("");
    }
}
