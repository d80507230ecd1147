package dev.isthmus.ecs.inventory;

import dev.isthmus.ecs.fargate.Shortage;
import dev.isthmus.ecs.fargate.TaskSize;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** What keeps slots of one provider from being offered, whole or at all, since Fargate has refused a start. Not thread-safe. */
final class SlotHolds {

    /** How long sizes are not offered for which the quota was short: others use it, and may give something back. */
    static final Duration FOR_QUOTA = Duration.ofSeconds(60);

    /** How long nothing is offered when AWS has no room. */
    static final Duration FOR_CAPACITY = Duration.ofSeconds(30);

    /** How long nothing is offered of a provider that the cluster does not have: until somebody may have seen to it. */
    static final Duration FOR_PROVIDER = Duration.ofMinutes(10);

    private int most = Integer.MAX_VALUE;
    private int mostForNow = Integer.MAX_VALUE;
    private Instant mostUntil = Instant.MIN;
    private Instant noneUntil = Instant.MIN;

    /** A start of this size was refused. */
    void refused(TaskSize size, Shortage shortage, Instant now) {
        switch (shortage) {
            case QUOTA -> {
                int before = now.isBefore(mostUntil) ? mostForNow : Integer.MAX_VALUE;
                mostForNow = Math.min(before, size.cpu() - 1);
                mostUntil = now.plus(FOR_QUOTA);
            }
            case TOO_LARGE -> most = Math.min(most, size.cpu() - 1);
            case CAPACITY -> noneUntil = now.plus(FOR_CAPACITY);
            case UNASSOCIATED -> noneUntil = now.plus(FOR_PROVIDER);
        }
    }

    /** The most CPU units of an offer now. */
    int most(Instant now) {
        if (now.isBefore(noneUntil)) {
            return 0;
        }
        return Math.min(most, now.isBefore(mostUntil) ? mostForNow : Integer.MAX_VALUE);
    }

    /** When that may become more. */
    Optional<Instant> nextChange(Instant now) {
        return Stream.of(mostUntil, noneUntil).filter(now::isBefore).min(Instant::compareTo);
    }
}
