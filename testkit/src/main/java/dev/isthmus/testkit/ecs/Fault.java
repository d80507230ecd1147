package dev.isthmus.testkit.ecs;

import java.time.Duration;

/** Something that goes wrong with a call. */
public sealed interface Fault {
    /** The call is refused with an error and nothing is done. */
    record Refuse(String code, int status, String message) implements Fault {}

    /** The work is done at once, the answer is held back for so long on the fake's clock. */
    record Delay(Duration duration) implements Fault {}

    /** The connection is closed without an answer and nothing is done. */
    record DropConnection() implements Fault {}

    /** The work is done, then the connection is closed without an answer. */
    record LoseAnswer() implements Fault {}

    /** The API budget is used up: {@code ThrottlingException}, which the SDK has no class for, "Rate exceeded". */
    static Fault throttling() {
        return new Refuse("ThrottlingException", 400, "Rate exceeded");
    }

    /** The service failed: {@code ServerException}, HTTP 500. */
    static Fault serverError() {
        return new Refuse("ServerException", 500, "Service Unavailable. Please try again later.");
    }

    /** The caller may not do this. */
    static Fault accessDenied() {
        return new Refuse(
                "AccessDeniedException", 400, "User: arn:aws:iam::fake is not authorized to perform this operation");
    }

    /** Any other error of the API. */
    static Fault refuse(String code, int status, String message) {
        return new Refuse(code, status, message);
    }

    /** A slow answer. */
    static Fault delay(Duration duration) {
        return new Delay(duration);
    }

    /** A connection that is lost before the call arrives. */
    static Fault dropConnection() {
        return new DropConnection();
    }

    /** A connection that is lost after the call did its work. */
    static Fault loseAnswer() {
        return new LoseAnswer();
    }
}
