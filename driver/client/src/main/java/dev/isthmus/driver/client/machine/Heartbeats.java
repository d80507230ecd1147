package dev.isthmus.driver.client.machine;

/** How long a master may be silent. */
final class Heartbeats {

    /** What Mesos does unless it is told otherwise. */
    private static final double USUAL_SECONDS = 15;

    /** One may come late, and one more be lost with what was on its way. */
    private static final int MISSED = 3;

    private static final double SHORTEST_MILLIS = 3_000;
    private static final double LONGEST_MILLIS = 3_600_000;

    private Heartbeats() {}

    /**
     * The limit in milliseconds.
     *
     * @param seconds from one sign of life to the next, as the master says; 0 or what is no number: it does not say
     */
    static long limit(double seconds) {
        double known = seconds > 0 ? seconds : USUAL_SECONDS;
        return (long) Math.min(LONGEST_MILLIS, Math.max(SHORTEST_MILLIS, known * MISSED * 1e3));
    }
}
