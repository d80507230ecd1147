package dev.isthmus.ecs.growth;

import java.time.Duration;
import java.util.Locale;

/** Why ECS starts no task by a capacity provider that is to grow, though nothing is wrong with the task. The texts are no contract. */
public enum GrowthShortage {
    /** As many tasks of the cluster wait for instances as may. */
    PROVISIONING,
    /** The cluster does not have the provider, or not any more. */
    UNASSOCIATED,
    /** It has no room, and does not grow: it has no managed scaling. */
    NOT_SCALED;

    /** How long the provider is not offered: who waits gets an instance in some minutes, and to the others somebody has to see. */
    public Duration keptBack() {
        return switch (this) {
            case PROVISIONING -> Duration.ofMinutes(1);
            case UNASSOCIATED, NOT_SCALED -> Duration.ofMinutes(10);
        };
    }

    /** Of a reason that ECS gives in {@code failures}, where it takes no task that is to wait. */
    public static GrowthShortage ofFailure(String reason) {
        return isLimit(reason) ? PROVISIONING : NOT_SCALED;
    }

    /** Of the message of an error that concerns the provider; anything else is of the task itself. */
    public static GrowthShortage ofError(String message) {
        return isLimit(message) ? PROVISIONING : UNASSOCIATED;
    }

    /** Whether the message of an error is about the provider, and not about the task. */
    public static boolean isOfProvider(String message) {
        return isLimit(message) || message.toLowerCase(Locale.ROOT).contains("capacity provider");
    }

    private static boolean isLimit(String message) {
        String words = message.toLowerCase(Locale.ROOT);
        return words.contains("provisioning")
                && (words.contains("limit on the number of") || words.contains("limit exceeded"));
    }
}
