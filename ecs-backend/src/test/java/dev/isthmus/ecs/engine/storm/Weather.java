package dev.isthmus.ecs.engine.storm;

import java.time.Duration;

/**
 * What a simulated ECS does to its callers.
 *
 * @param lost percent of calls whose answer is lost; half of them are done all the same
 * @param throttled percent of calls that are refused for now
 * @param failing percent of calls answered with 500; half of them are done all the same
 * @param behind by how much at most a read is behind what is, each by another amount, so that later reads may show earlier states
 * @param slowest how long an answer takes at most
 * @param kills whether the process is killed now and then, at any step, and started again with the same framework
 * @param outages whether now and then nothing is answered for up to two windows of consistency
 * @param crowds whether others take, and give back, all there is on an instance
 */
record Weather(
        int lost,
        int throttled,
        int failing,
        Duration behind,
        Duration slowest,
        boolean kills,
        boolean outages,
        boolean crowds) {

    private static final Duration QUICK = Duration.ofMillis(50);

    static final Weather FAIR = new Weather(0, 0, 0, Duration.ZERO, QUICK, false, false, false);

    /** The storms, each by itself and all together. */
    enum Storm {
        LOST_ANSWERS,
        THROTTLED,
        FAILING,
        MISSING_AND_STALE,
        REORDERED,
        KILLED,
        OUTAGES,
        CROWDED,
        ALL_TOGETHER
    }

    /** What a storm does. */
    static Weather of(Storm storm) {
        return switch (storm) {
            case LOST_ANSWERS -> new Weather(30, 0, 0, Duration.ZERO, QUICK, false, false, false);
            case THROTTLED -> new Weather(0, 40, 0, Duration.ZERO, QUICK, false, false, false);
            case FAILING -> new Weather(0, 0, 30, Duration.ZERO, QUICK, false, false, false);
            case MISSING_AND_STALE -> new Weather(0, 0, 0, Duration.ofSeconds(2), QUICK, false, false, false);
            case REORDERED -> new Weather(0, 0, 0, Duration.ofMillis(500), Duration.ofSeconds(2), false, false, false);
            case KILLED -> new Weather(0, 0, 0, Duration.ZERO, QUICK, true, false, false);
            case OUTAGES -> new Weather(10, 0, 0, Duration.ofSeconds(2), Duration.ofSeconds(1), true, true, false);
            case CROWDED -> new Weather(10, 0, 0, Duration.ofSeconds(2), QUICK, false, false, true);
            case ALL_TOGETHER ->
                new Weather(30, 40, 30, Duration.ofSeconds(2), Duration.ofMillis(1500), true, false, true);
        };
    }
}
