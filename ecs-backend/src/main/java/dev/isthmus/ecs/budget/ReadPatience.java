package dev.isthmus.ecs.budget;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.ecs.call.CallFailure;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decides how long one read is retried. Reads fail now and then for no lasting reason, and frameworks react severely to a lost connection, so a read
 * fails only after several failures in a row, over several seconds. Not thread-safe.
 */
final class ReadPatience {

    /** How many failures in a row there are at least before a read is given up. */
    static final int FAILURES = 3;

    /** How long after the first of them at the earliest. */
    static final Duration LASTING = Duration.ofSeconds(5);

    private final boolean known;
    private @Nullable Instant since;
    private int failures;

    /**
     * Nothing has failed yet.
     *
     * @param known whether ECS has answered such reads before, so that credentials, permissions and the cluster were right
     */
    ReadPatience(boolean known) {
        this.known = known;
    }

    /** A try has failed: whether there is to be another. */
    boolean again(CallFailure failure, Instant now) {
        if (!known && isWrongFromTheStart(failure)) {
            return false;
        }
        failures++;
        if (since == null || now.isBefore(since)) {
            since = now;
        }
        return failures < FAILURES || now.isBefore(since.plus(LASTING));
    }

    private static boolean isWrongFromTheStart(CallFailure failure) {
        return failure.category() == Category.DENIED || failure.code().equals("ClusterNotFoundException");
    }
}
