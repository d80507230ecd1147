package dev.isthmus.ecs.call;

/**
 * An entry of {@code failures[]} in an answer: what ECS could not do for one resource while the call as such succeeded.
 *
 * @param arn what it is about; may be empty
 * @param reason a word such as {@code MISSING}, {@code AGENT}, {@code RESOURCE:CPU}; may be empty
 * @param detail in words; may be empty
 */
public record FailureEntry(String arn, String reason, String detail) {

    /** As a phrase for messages. */
    public String words() {
        String what = detail.isEmpty() ? reason : reason + " (" + detail + ")";
        return arn.isEmpty() ? what : what + " for " + arn;
    }
}
