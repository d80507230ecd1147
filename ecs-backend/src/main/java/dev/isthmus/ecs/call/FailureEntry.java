package dev.isthmus.ecs.call;

/**
 * An entry of {@code failures[]} in a response: what ECS could not do for one resource, although the call succeeded.
 *
 * @param arn the resource; may be empty
 * @param reason a code such as {@code MISSING}, {@code AGENT}, {@code RESOURCE:CPU}; may be empty
 * @param detail an explanation; may be empty
 */
public record FailureEntry(String arn, String reason, String detail) {

    /** As a phrase for messages. */
    public String words() {
        String what = detail.isEmpty() ? reason : reason + " (" + detail + ")";
        return arn.isEmpty() ? what : what + " for " + arn;
    }
}
