package dev.isthmus.ecs.fargate;

import java.util.Locale;
import java.util.Optional;

/** Why Fargate starts no task, though nothing is wrong with it. The texts are no contract, and are matched by what they have said for years. */
public enum Shortage {
    /** The account runs as many vCPUs as it may: others use the quota, too. */
    QUOTA,
    /** The quota is less than this one task; it will never be started. */
    TOO_LARGE,
    /** AWS has no room just now, in the zones of the subnets. */
    CAPACITY,
    /** The cluster does not have the provider of the slot. */
    UNASSOCIATED;

    /** Of a reason that ECS gives; empty for any other. */
    public static Optional<Shortage> of(String reason) {
        String words = reason.toLowerCase(Locale.ROOT);
        if (words.contains("reached the limit on the number of")) {
            return Optional.of(QUOTA);
        }
        if (words.contains("above your limit")) {
            return Optional.of(TOO_LARGE);
        }
        if (words.contains("not associated with the cluster")) {
            return Optional.of(UNASSOCIATED);
        }
        // What the events of services say in place of the sentence.
        return words.contains("capacity is unavailable") || words.equals("resource:fargate")
                ? Optional.of(CAPACITY)
                : Optional.empty();
    }
}
