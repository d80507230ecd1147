package dev.isthmus.ecs.event;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts what was heard. Not thread-safe: used within steps only. */
final class EventTally {

    private long news;
    private long duplicates;
    private long stale;
    private long others;
    private long unreadable;
    private long repeated;
    private @Nullable Duration lag;
    private @Nullable Instant last;

    /**
     * An event said something new.
     *
     * @param updatedAt when it came about, by the clock of ECS
     * @param shown what our clock shows
     */
    void news(Optional<Instant> updatedAt, Instant shown) {
        news++;
        updatedAt.ifPresent(at -> lag = at.isBefore(shown) ? Duration.between(at, shown) : Duration.ZERO);
    }

    /** An event said what was known: that very version, or one before. */
    void known(boolean isSame) {
        if (isSame) {
            duplicates++;
        } else {
            stale++;
        }
    }

    void other() {
        others++;
    }

    void unreadable() {
        unreadable++;
    }

    void repeated() {
        repeated++;
    }

    /** An event of the cluster has come. */
    void ofCluster(Instant now) {
        last = now;
    }

    /** All of it. */
    EventFigures figures(Instant now, boolean reliedUpon) {
        return new EventFigures(
                news,
                duplicates,
                stale,
                others,
                unreadable,
                repeated,
                Optional.ofNullable(lag),
                Optional.ofNullable(last).map(at -> Duration.between(at, now)),
                reliedUpon);
    }
}
