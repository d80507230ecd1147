package dev.isthmus.testkit.ecs;

import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.EcsRequest;

/**
 * A call that arrived.
 *
 * @param number from 1 on, in order of arrival at the cluster
 * @param time when, on the fake's clock
 * @param operation its bare name, as in {@code RunTask}
 * @param request what was asked; absent if the operation is not implemented or the body could not be read
 * @param outcome {@code OK}, or the code of the error that the work ended with
 * @param fault the fault that was played on it
 */
public record RecordedCall(
        long number,
        Instant time,
        String operation,
        Optional<EcsRequest> request,
        String outcome,
        Optional<Fault> fault) {}
