package dev.isthmus.testkit.ecs.fault;

import dev.isthmus.api.settings.Nearest;
import dev.isthmus.testkit.ecs.operation.Operations;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A fault that is injected into calls. A {@link FaultRule} says into which;
 * {@link dev.isthmus.testkit.ecs.FakeEcs#injectNext} is the short form for the next calls of an operation.
 *
 * <p>Durations are on the fake's clock. {@link Object#toString} of a fault is a readable phrase.
 */
public sealed interface Fault permits EarlyFault, ReadFault, LateFault {

    /** What follows from it, by when a call meets it. */
    <R> R fold(
            Function<? super EarlyFault, ? extends R> early,
            Function<? super ReadFault, ? extends R> read,
            Function<? super LateFault, ? extends R> late);

    /** Whether calls of this operation can meet it: a fault of reads concerns only reads. */
    default boolean concerns(String operation) {
        return fold(
                early -> true,
                read -> isOfState(read)
                        ? OBSERVATIONS.contains(operation)
                        : operation.startsWith("List") || operation.startsWith("Describe"),
                late -> true);
    }

    /** The operations that a stale read can meet. */
    Set<String> OBSERVATIONS = Collections.unmodifiableSortedSet(new TreeSet<>(
            Set.of("DescribeTasks", "ListTasks", "DescribeContainerInstances", "ListContainerInstances")));

    /** The API budget is used up: {@code ThrottlingException}, which the SDK has no class for, HTTP 400, "Rate exceeded". */
    static Fault throttling() {
        return new EarlyFault.Refuse("ThrottlingException", 400, "Rate exceeded");
    }

    /**
     * A budget of another service that ECS asks is used up, which arrives as {@code InvalidParameterException}; see
     * <a href="https://github.com/dagster-io/dagster/issues/33439">a report from the field</a>.
     */
    static Fault nestedThrottling() {
        return new EarlyFault.Refuse(
                "InvalidParameterException",
                400,
                "Error retrieving subnet information: Rate exceeded (ErrorCode: Throttling)");
    }

    /**
     * Others register a revision of the same family: {@code ClientException}, HTTP 400; see
     * <a href="https://github.com/hashicorp/terraform-provider-aws/issues/9777">a report from the field</a>.
     */
    static Fault concurrentRegistration() {
        return new EarlyFault.Refuse(
                "ClientException",
                400,
                "Too many concurrent attempts to create a new revision of the specified family.");
    }

    /** The service failed: {@code ServerException}, HTTP 500. */
    static Fault serverError() {
        return new EarlyFault.Refuse("ServerException", 500, "Service Unavailable. Please try again later.");
    }

    /** The service cannot be reached behind its front: {@code ServiceUnavailable}, HTTP 503. */
    static Fault serviceUnavailable() {
        return new EarlyFault.Refuse("ServiceUnavailable", 503, "Service Unavailable. Please try again later.");
    }

    /** The caller may not do this. */
    static Fault accessDenied() {
        return new EarlyFault.Refuse(
                "AccessDeniedException", 400, "User: arn:aws:iam::fake is not authorized to perform this operation");
    }

    /** The caller's temporary credentials have run out: {@code ExpiredTokenException}, HTTP 400. */
    static Fault expiredToken() {
        return new EarlyFault.Refuse(
                "ExpiredTokenException", 400, "The security token included in the request is expired");
    }

    /** Any other error of the API. */
    static Fault refuse(String code, int status, String message) {
        return new EarlyFault.Refuse(code, status, message);
    }

    /** A slow answer. */
    static Fault delay(Duration duration) {
        return new LateFault.Delay(duration);
    }

    /** A call whose work is done late. */
    static Fault delayWork(Duration duration) {
        return new EarlyFault.DelayWork(duration);
    }

    /** A connection that is lost before the call arrives. */
    static Fault dropConnection() {
        return new EarlyFault.DropConnection();
    }

    /** A connection that is lost after the call did its work. */
    static Fault loseAnswer() {
        return new LateFault.LoseAnswer();
    }

    /** A read of the state of so long ago. */
    static Fault staleRead(Duration age) {
        return new ReadFault.StaleRead(age);
    }

    /** A read of an older version of everything. */
    static Fault olderVersion(int versions) {
        return new ReadFault.OlderVersion(versions);
    }

    /** An answer whose entries come in another order. */
    static Fault reorderEntries() {
        return new ReadFault.ReorderEntries();
    }

    /** An answer whose entries come twice. */
    static Fault repeatEntries() {
        return new ReadFault.RepeatEntries();
    }

    /** A clock that jumps. */
    static Fault jumpClock(Duration by) {
        return new EarlyFault.JumpClock(by);
    }

    /**
     * Checks that calls of this operation can meet this fault; {@code "*"} stands for any.
     *
     * @throws IllegalArgumentException if there is no such operation, with the nearest one, or none of its calls can meet the fault
     */
    default void check(String operation) {
        if (operation.equals(FaultRule.ANY)) {
            return;
        }
        if (Operations.named(operation).isEmpty()) {
            throw new IllegalArgumentException("There is no operation '" + operation + "'"
                    + Nearest.hint(
                            operation,
                            Operations.all().stream().map(o -> o.name()).toList()));
        }
        if (!concerns(operation)) {
            throw new IllegalArgumentException(operation + " cannot meet '" + this + "': "
                    + fold(
                            early -> "that is for any operation",
                            read -> isOfState(read)
                                    ? "that is for "
                                            + String.join(
                                                    ", ",
                                                    OBSERVATIONS.stream()
                                                            .sorted()
                                                            .toList())
                                    : "that is for the Describe and List operations",
                            late -> "that is for any operation"));
        }
    }

    /** Whether it shows what tasks and container instances were before, and not only what is listed in another way. */
    private static boolean isOfState(ReadFault read) {
        return read.fold(stale -> true, older -> true, reorder -> false, repeat -> false);
    }
}
