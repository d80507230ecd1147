package dev.isthmus.ecs.call;

import dev.isthmus.api.failure.BackendFailure;
import java.util.List;
import java.util.Locale;

/**
 * Why a call failed.
 *
 * @param failure by category, with a message for people
 * @param code the error code of AWS, such as {@code ClusterNotFoundException}; empty if no answer came
 * @param done whether the call may have had an effect all the same
 * @param related ARNs that the failure names (of a ConflictException: the tasks that exist)
 * @param grade how reliable the category is
 */
public record CallFailure(BackendFailure failure, String code, Done done, List<String> related, Grade grade) {

    private static final int LONGEST = 300;

    /** How reliable the category of a failure is. */
    public enum Grade {
        /** The category is reliable. */
        KNOWN,
        /** The error is not known. It may be temporary. */
        UNKNOWN,
        /** Another client makes the same change at this moment, and may have completed it. */
        CONTENDED
    }

    /** Whether a failed call had an effect. */
    public enum Done {
        /** It had none: it was refused, throttled, or never sent. */
        NO,
        /** It may have had: the response was lost. */
        MAYBE
    }

    /** Copies the list. */
    public CallFailure {
        related = List.copyOf(related);
    }

    /** A failure with a reliable category. */
    public CallFailure(BackendFailure failure, String code, Done done, List<String> related) {
        this(failure, code, done, related, Grade.KNOWN);
    }

    /** A failure that names no ARNs. */
    public static CallFailure of(BackendFailure.Category category, String code, Done done, String message) {
        return new CallFailure(new BackendFailure(category, message), code, done, List.of());
    }

    /**
     * What is shown of the words of a service: the first line, cut if it is long. An error about a signature goes on with the signed headers, among them the
     * session token.
     */
    public static String shortened(String text) {
        String words = text.lines().findFirst().orElse("");
        return words.length() <= LONGEST ? words : words.substring(0, LONGEST) + "...";
    }

    /** The category. */
    public BackendFailure.Category category() {
        return failure.category();
    }

    /** Whether to retry a few times, although the category blames the caller. */
    public boolean mayPass() {
        return grade == Grade.UNKNOWN;
    }

    /** Whether a task is not known to ECS, not any more or not yet. ECS says "The referenced task was not found." as an InvalidParameterException. */
    public boolean isTaskNotFound() {
        return message().toLowerCase(Locale.ROOT).contains("task was not found");
    }

    /** Whether another client makes the same change, so that its result has to be read before a retry. */
    public boolean contended() {
        return grade == Grade.CONTENDED;
    }

    /** The message. */
    public String message() {
        return failure.message();
    }

    /** Whether the response was lost, so that the call may have had an effect. */
    public boolean lost() {
        return done == Done.MAYBE;
    }
}
