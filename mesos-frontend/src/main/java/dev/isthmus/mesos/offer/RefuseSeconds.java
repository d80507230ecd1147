package dev.isthmus.mesos.offer;

import java.time.Duration;

/** For how long what is refused is not offered again (hierarchical.cpp, {@code recoverResources} and {@code updateInverseOffer}). */
public final class RefuseSeconds {

    private static final double DEFAULT_SECONDS = 5;
    private static final double LONGEST_SECONDS = 31_536_000;
    private static final double LONGEST_DURATION_SECONDS = 9_223_372_036.0;

    private RefuseSeconds() {}

    /** How long that is; zero for not at all. What Mesos cannot read, or is negative, is 5 seconds, and nothing is longer than a year. */
    public static Duration duration(double refuseSeconds) {
        if (Double.isNaN(refuseSeconds) || refuseSeconds < 0 || refuseSeconds > LONGEST_DURATION_SECONDS) {
            return Duration.ofNanos((long) (DEFAULT_SECONDS * 1e9));
        }
        return Duration.ofNanos((long) (Math.min(refuseSeconds, LONGEST_SECONDS) * 1e9));
    }
}
