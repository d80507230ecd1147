package dev.isthmus.testkit.ecs;

import dev.isthmus.api.settings.Nearest;
import dev.isthmus.testkit.ecs.cluster.Operations;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;

/**
 * Something that goes wrong with a call. Which calls it meets says a {@link FaultRule}; {@link FakeEcs#injectNext} is the short way
 * for the next calls of an operation.
 *
 * <p>All durations are on the fake's clock. {@link Object#toString} of every fault is a readable phrase.
 */
public sealed interface Fault {

    /** What follows from it, by when a call meets it. */
    <R> R fold(
            Function<? super Early, ? extends R> early,
            Function<? super Distorting, ? extends R> distorting,
            Function<? super Late, ? extends R> late);

    /** One that a call meets before the work is done. */
    sealed interface Early extends Fault {

        /** What follows from it, in each of its cases. */
        <R> R fold(
                Function<? super Refuse, ? extends R> refuse,
                Function<? super DropConnection, ? extends R> dropConnection,
                Function<? super DelayWork, ? extends R> delayWork,
                Function<? super JumpClock, ? extends R> jumpClock);

        @Override
        default <R> R fold(
                Function<? super Early, ? extends R> early,
                Function<? super Distorting, ? extends R> distorting,
                Function<? super Late, ? extends R> late) {
            return early.apply(this);
        }
    }

    /** One that the answer to a read meets, which is another than it would be. */
    sealed interface Distorting extends Fault {

        /** What follows from it, in each of its cases. */
        <R> R fold(
                Function<? super StaleRead, ? extends R> staleRead,
                Function<? super OlderVersion, ? extends R> olderVersion,
                Function<? super ReorderEntries, ? extends R> reorderEntries,
                Function<? super RepeatEntries, ? extends R> repeatEntries);

        @Override
        default <R> R fold(
                Function<? super Early, ? extends R> early,
                Function<? super Distorting, ? extends R> distorting,
                Function<? super Late, ? extends R> late) {
            return distorting.apply(this);
        }
    }

    /** One that a call meets after the work is done. */
    sealed interface Late extends Fault {

        /** What follows from it, in each of its cases. */
        <R> R fold(Function<? super Delay, ? extends R> delay, Function<? super LoseAnswer, ? extends R> loseAnswer);

        @Override
        default <R> R fold(
                Function<? super Early, ? extends R> early,
                Function<? super Distorting, ? extends R> distorting,
                Function<? super Late, ? extends R> late) {
            return late.apply(this);
        }
    }

    /**
     * The call is refused with an error and nothing is done.
     *
     * @param code what a client reads as the type, as in {@code ServerException}
     * @param status the HTTP status, 400 to 599
     * @param message the text of the error
     */
    record Refuse(String code, int status, String message) implements Early {
        /** Checks. */
        public Refuse {
            if (!code.matches("[A-Za-z][A-Za-z0-9.]*")) {
                throw new IllegalArgumentException(
                        "An error's code is a name like ServerException, not '" + code + "'");
            }
            if (status < 400 || status > 599) {
                throw new IllegalArgumentException("An error has an HTTP status from 400 to 599, not " + status);
            }
        }

        @Override
        public String toString() {
            return code + " (HTTP " + status + "), \"" + message + "\"";
        }

        @Override
        public <R> R fold(
                Function<? super Refuse, ? extends R> refuse,
                Function<? super DropConnection, ? extends R> dropConnection,
                Function<? super DelayWork, ? extends R> delayWork,
                Function<? super JumpClock, ? extends R> jumpClock) {
            return refuse.apply(this);
        }
    }

    /** A slow answer: the work is done at once, the answer is held back for so long. */
    record Delay(Duration duration) implements Late {
        /** Checks. */
        public Delay {
            positive(duration);
        }

        @Override
        public String toString() {
            return "answer held back for " + Durations.text(duration);
        }

        @Override
        public <R> R fold(
                Function<? super Delay, ? extends R> delay, Function<? super LoseAnswer, ? extends R> loseAnswer) {
            return delay.apply(this);
        }
    }

    /** A slow call: it waits for so long before the work is done, which a client that gave up meanwhile does not see. */
    record DelayWork(Duration duration) implements Early {
        /** Checks. */
        public DelayWork {
            positive(duration);
        }

        @Override
        public String toString() {
            return "work held back for " + Durations.text(duration);
        }

        @Override
        public <R> R fold(
                Function<? super Refuse, ? extends R> refuse,
                Function<? super DropConnection, ? extends R> dropConnection,
                Function<? super DelayWork, ? extends R> delayWork,
                Function<? super JumpClock, ? extends R> jumpClock) {
            return delayWork.apply(this);
        }
    }

    /** The connection is closed without an answer and nothing is done. */
    record DropConnection() implements Early {
        @Override
        public String toString() {
            return "connection dropped before the work";
        }

        @Override
        public <R> R fold(
                Function<? super Refuse, ? extends R> refuse,
                Function<? super DropConnection, ? extends R> dropConnection,
                Function<? super DelayWork, ? extends R> delayWork,
                Function<? super JumpClock, ? extends R> jumpClock) {
            return dropConnection.apply(this);
        }
    }

    /** The work is done, then the connection is closed without an answer. */
    record LoseAnswer() implements Late {
        @Override
        public String toString() {
            return "answer lost after the work";
        }

        @Override
        public <R> R fold(
                Function<? super Delay, ? extends R> delay, Function<? super LoseAnswer, ? extends R> loseAnswer) {
            return loseAnswer.apply(this);
        }
    }

    /** A read answers the state of so long ago. What did not exist then is MISSING, or not in the list. */
    record StaleRead(Duration age) implements Distorting {
        /** Checks. */
        public StaleRead {
            positive(age);
        }

        @Override
        public String toString() {
            return "answer as of " + Durations.text(age) + " ago";
        }

        @Override
        public <R> R fold(
                Function<? super StaleRead, ? extends R> staleRead,
                Function<? super OlderVersion, ? extends R> olderVersion,
                Function<? super ReorderEntries, ? extends R> reorderEntries,
                Function<? super RepeatEntries, ? extends R> repeatEntries) {
            return staleRead.apply(this);
        }
    }

    /** A read answers each task and container instance as it was so many versions ago, or as it first was if it has not had so many. */
    record OlderVersion(int versions) implements Distorting {
        /** Checks. */
        public OlderVersion {
            if (versions < 1) {
                throw new IllegalArgumentException("An older version is at least one version old, not " + versions);
            }
        }

        @Override
        public String toString() {
            return "answer of " + versions + (versions == 1 ? " version" : " versions") + " ago";
        }

        @Override
        public <R> R fold(
                Function<? super StaleRead, ? extends R> staleRead,
                Function<? super OlderVersion, ? extends R> olderVersion,
                Function<? super ReorderEntries, ? extends R> reorderEntries,
                Function<? super RepeatEntries, ? extends R> repeatEntries) {
            return olderVersion.apply(this);
        }
    }

    /** The entries of a Describe or List answer come in another order, which the schedule's seed decides. */
    record ReorderEntries() implements Distorting {
        @Override
        public String toString() {
            return "entries in another order";
        }

        @Override
        public <R> R fold(
                Function<? super StaleRead, ? extends R> staleRead,
                Function<? super OlderVersion, ? extends R> olderVersion,
                Function<? super ReorderEntries, ? extends R> reorderEntries,
                Function<? super RepeatEntries, ? extends R> repeatEntries) {
            return reorderEntries.apply(this);
        }
    }

    /** A Describe or List answer has each entry twice. */
    record RepeatEntries() implements Distorting {
        @Override
        public String toString() {
            return "each entry twice";
        }

        @Override
        public <R> R fold(
                Function<? super StaleRead, ? extends R> staleRead,
                Function<? super OlderVersion, ? extends R> olderVersion,
                Function<? super ReorderEntries, ? extends R> reorderEntries,
                Function<? super RepeatEntries, ? extends R> repeatEntries) {
            return repeatEntries.apply(this);
        }
    }

    /** The cluster's clock jumps, forwards or (negative) backwards: its timestamps do, while nothing happens sooner or later for it. */
    record JumpClock(Duration by) implements Early {
        /** Checks. */
        public JumpClock {
            if (by.isZero()) {
                throw new IllegalArgumentException("A clock that jumps does not jump by nothing");
            }
        }

        @Override
        public String toString() {
            return "clock jumps by " + Durations.text(by);
        }

        @Override
        public <R> R fold(
                Function<? super Refuse, ? extends R> refuse,
                Function<? super DropConnection, ? extends R> dropConnection,
                Function<? super DelayWork, ? extends R> delayWork,
                Function<? super JumpClock, ? extends R> jumpClock) {
            return jumpClock.apply(this);
        }
    }

    /** Whether calls of this operation can meet it: a fault of what is read spares the others. */
    default boolean concerns(String operation) {
        return fold(
                early -> true,
                read -> isOfState(read)
                        ? OBSERVATIONS.contains(operation)
                        : operation.startsWith("List") || operation.startsWith("Describe"),
                late -> true);
    }

    /** The operations that a stale read can meet. */
    Set<String> OBSERVATIONS =
            Set.of("DescribeTasks", "ListTasks", "DescribeContainerInstances", "ListContainerInstances");

    /** The API budget is used up: {@code ThrottlingException}, which the SDK has no class for, HTTP 400, "Rate exceeded". */
    static Fault throttling() {
        return new Refuse("ThrottlingException", 400, "Rate exceeded");
    }

    /**
     * A budget of another service that ECS asks is used up, which arrives as {@code InvalidParameterException}; see
     * <a href="https://github.com/dagster-io/dagster/issues/33439">a report from the field</a>.
     */
    static Fault nestedThrottling() {
        return new Refuse(
                "InvalidParameterException",
                400,
                "Error retrieving subnet information: Rate exceeded (ErrorCode: Throttling)");
    }

    /**
     * Others register a revision of the same family: {@code ClientException}, HTTP 400; see
     * <a href="https://github.com/hashicorp/terraform-provider-aws/issues/9777">a report from the field</a>.
     */
    static Fault concurrentRegistration() {
        return new Refuse(
                "ClientException",
                400,
                "Too many concurrent attempts to create a new revision of the specified family.");
    }

    /** The service failed: {@code ServerException}, HTTP 500. */
    static Fault serverError() {
        return new Refuse("ServerException", 500, "Service Unavailable. Please try again later.");
    }

    /** The service cannot be reached behind its front: {@code ServiceUnavailable}, HTTP 503. */
    static Fault serviceUnavailable() {
        return new Refuse("ServiceUnavailable", 503, "Service Unavailable. Please try again later.");
    }

    /** The caller may not do this. */
    static Fault accessDenied() {
        return new Refuse(
                "AccessDeniedException", 400, "User: arn:aws:iam::fake is not authorized to perform this operation");
    }

    /** The caller's temporary credentials have run out: {@code ExpiredTokenException}, HTTP 400. */
    static Fault expiredToken() {
        return new Refuse("ExpiredTokenException", 400, "The security token included in the request is expired");
    }

    /** Any other error of the API. */
    static Fault refuse(String code, int status, String message) {
        return new Refuse(code, status, message);
    }

    /** A slow answer. */
    static Fault delay(Duration duration) {
        return new Delay(duration);
    }

    /** A call whose work is done late. */
    static Fault delayWork(Duration duration) {
        return new DelayWork(duration);
    }

    /** A connection that is lost before the call arrives. */
    static Fault dropConnection() {
        return new DropConnection();
    }

    /** A connection that is lost after the call did its work. */
    static Fault loseAnswer() {
        return new LoseAnswer();
    }

    /** A read of the state of so long ago. */
    static Fault staleRead(Duration age) {
        return new StaleRead(age);
    }

    /** A read of an older version of everything. */
    static Fault olderVersion(int versions) {
        return new OlderVersion(versions);
    }

    /** An answer whose entries come in another order. */
    static Fault reorderEntries() {
        return new ReorderEntries();
    }

    /** An answer whose entries come twice. */
    static Fault repeatEntries() {
        return new RepeatEntries();
    }

    /** A clock that jumps. */
    static Fault jumpClock(Duration by) {
        return new JumpClock(by);
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
    private static boolean isOfState(Distorting read) {
        return read.fold(stale -> true, older -> true, reorder -> false, repeat -> false);
    }

    private static void positive(Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("A fault lasts longer than " + Durations.text(duration));
        }
    }
}
