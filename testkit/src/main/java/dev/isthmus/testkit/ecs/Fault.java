package dev.isthmus.testkit.ecs;

import dev.isthmus.api.settings.Nearest;
import dev.isthmus.testkit.ecs.cluster.Operations;
import java.time.Duration;
import java.util.Set;

/**
 * Something that goes wrong with a call. Which calls it meets says a {@link FaultRule}; {@link FakeEcs#injectNext} is the short way
 * for the next calls of an operation.
 *
 * <p>All durations are on the fake's clock. {@link Object#toString} of every fault is a readable phrase.
 */
public sealed interface Fault {
    /**
     * The call is refused with an error and nothing is done.
     *
     * @param code what a client reads as the type, as in {@code ServerException}
     * @param status the HTTP status, 400 to 599
     * @param message the text of the error
     */
    record Refuse(String code, int status, String message) implements Fault {
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
    }

    /** A slow answer: the work is done at once, the answer is held back for so long. */
    record Delay(Duration duration) implements Fault {
        /** Checks. */
        public Delay {
            positive(duration);
        }

        @Override
        public String toString() {
            return "answer held back for " + Durations.text(duration);
        }
    }

    /** A slow call: it waits for so long before the work is done, which a client that gave up meanwhile does not see. */
    record DelayWork(Duration duration) implements Fault {
        /** Checks. */
        public DelayWork {
            positive(duration);
        }

        @Override
        public String toString() {
            return "work held back for " + Durations.text(duration);
        }
    }

    /** The connection is closed without an answer and nothing is done. */
    record DropConnection() implements Fault {
        @Override
        public String toString() {
            return "connection dropped before the work";
        }
    }

    /** The work is done, then the connection is closed without an answer. */
    record LoseAnswer() implements Fault {
        @Override
        public String toString() {
            return "answer lost after the work";
        }
    }

    /** A read answers the state of so long ago. What did not exist then is MISSING, or not in the list. */
    record StaleRead(Duration age) implements Fault {
        /** Checks. */
        public StaleRead {
            positive(age);
        }

        @Override
        public String toString() {
            return "answer as of " + Durations.text(age) + " ago";
        }
    }

    /** A read answers each task and container instance as it was so many versions ago, or as it first was if it has not had so many. */
    record OlderVersion(int versions) implements Fault {
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
    }

    /** The entries of a Describe or List answer come in another order, which the schedule's seed decides. */
    record ReorderEntries() implements Fault {
        @Override
        public String toString() {
            return "entries in another order";
        }
    }

    /** A Describe or List answer has each entry twice. */
    record RepeatEntries() implements Fault {
        @Override
        public String toString() {
            return "each entry twice";
        }
    }

    /** The cluster's clock jumps, forwards or (negative) backwards: its timestamps do, while nothing happens sooner or later for it. */
    record JumpClock(Duration by) implements Fault {
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
    }

    /** Whether calls of this operation can meet it: a fault of what is read spares the others. */
    default boolean concerns(String operation) {
        if (this instanceof StaleRead || this instanceof OlderVersion) {
            return OBSERVATIONS.contains(operation);
        }
        if (this instanceof ReorderEntries || this instanceof RepeatEntries) {
            return operation.startsWith("List") || operation.startsWith("Describe");
        }
        return true;
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
                    + (this instanceof StaleRead || this instanceof OlderVersion
                            ? "that is for "
                                    + String.join(
                                            ", ", OBSERVATIONS.stream().sorted().toList())
                            : "that is for the Describe and List operations"));
        }
    }

    private static void positive(Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("A fault lasts longer than " + Durations.text(duration));
        }
    }
}
