package dev.isthmus.ecs.call;

import dev.isthmus.api.failure.BackendFailure;
import java.util.List;

/**
 * How a call failed.
 *
 * @param failure by category, with a message for people
 * @param code what AWS calls it, such as {@code ClusterNotFoundException}; empty if no answer came
 * @param done whether what was asked may have been done all the same
 * @param related ARNs that the failure names (of a ConflictException: the tasks that exist)
 * @param grade how well it is known what it means
 */
public record CallFailure(BackendFailure failure, String code, Done done, List<String> related, Grade grade) {

    /** How well it is known what a failure means. */
    public enum Grade {
        /** It is what its category says. */
        KNOWN,
        /** ECS has refused the call in words that nobody knows: it may pass. */
        UNKNOWN,
        /** Others do the same at this moment, and may have done it. */
        CONTENDED
    }

    /** What is known of the effect of a failed call. */
    public enum Done {
        /** Nothing was done: refused, throttled, or never sent. */
        NO,
        /** It may have been done: the answer was lost. */
        MAYBE
    }

    /** Copies the list. */
    public CallFailure {
        related = List.copyOf(related);
    }

    /** One of which it is known what it means. */
    public CallFailure(BackendFailure failure, String code, Done done, List<String> related) {
        this(failure, code, done, related, Grade.KNOWN);
    }

    /** A failure without anything related. */
    public static CallFailure of(BackendFailure.Category category, String code, Done done, String message) {
        return new CallFailure(new BackendFailure(category, message), code, done, List.of());
    }

    /** The category. */
    public BackendFailure.Category category() {
        return failure.category();
    }

    /** Whether it is worth another try, at a small number of them, though its category says that it is the caller's fault. */
    public boolean mayPass() {
        return grade == Grade.UNKNOWN;
    }

    /** Whether others do the same at this moment, so that what they have done is to be looked at before another try. */
    public boolean contended() {
        return grade == Grade.CONTENDED;
    }

    /** The message. */
    public String message() {
        return failure.message();
    }

    /** Whether the answer was lost, so that what was asked may have been done. */
    public boolean lost() {
        return done == Done.MAYBE;
    }
}
