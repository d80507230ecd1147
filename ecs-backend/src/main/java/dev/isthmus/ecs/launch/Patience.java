package dev.isthmus.ecs.launch;

import dev.isthmus.ecs.budget.ReadShare;
import java.time.Duration;

/**
 * How long a start waits for resources that other tasks use on its agent.
 *
 * @param most the time from its first refusal; zero not to wait
 * @param least the interval of refreshes at the least
 * @param share what the refreshes keep to
 */
public record Patience(Duration most, Duration least, ReadShare share) {

    /** The interval of refreshes of so many agents. */
    Duration pace(int agents) {
        Duration within = share.between(ReadShare.calls(agents));
        return within.compareTo(least) > 0 ? within : least;
    }
}
