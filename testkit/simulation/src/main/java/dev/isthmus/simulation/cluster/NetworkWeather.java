package dev.isthmus.simulation.cluster;

import java.time.Duration;

/**
 * How the network between drivers and AWS is. Shares are of a thousand calls.
 *
 * @param quickest the shortest way in one direction
 * @param slowest the longest, but for a call that is slow
 * @param lostRequests calls that never arrive
 * @param lostAnswers calls that are carried out, and whose answer is lost
 * @param slow calls that take up to {@code slowBy} longer in each direction
 * @param slowBy how much
 * @param cut whether nothing can be reached at all
 * @param ec2 how EC2 answers
 */
public record NetworkWeather(
        Duration quickest,
        Duration slowest,
        int lostRequests,
        int lostAnswers,
        int slow,
        Duration slowBy,
        boolean cut,
        Ec2 ec2) {

    /** How EC2 answers. */
    public enum Ec2 {
        /** As soon as ECS does. */
        ANSWERS,
        /** After a long while. */
        LATE,
        /** That the caller may not ask. */
        DENIES
    }

    /** Nothing is lost, and nothing is slow. */
    public static final NetworkWeather FAIR = new NetworkWeather(
            Duration.ofMillis(8), Duration.ofMillis(120), 0, 0, 0, Duration.ZERO, false, Ec2.ANSWERS);

    /** Checks. */
    public NetworkWeather {
        if (quickest.isNegative() || slowest.compareTo(quickest) < 0 || slowBy.isNegative()) {
            throw new IllegalArgumentException("A way takes from " + quickest + " to " + slowest + ", and up to "
                    + slowBy + " longer: want times of zero or more, the second not less than the first");
        }
        if (lostRequests < 0 || lostAnswers < 0 || slow < 0 || lostRequests + lostAnswers > 1000 || slow > 1000) {
            throw new IllegalArgumentException("Of a thousand calls, " + lostRequests + " requests and " + lostAnswers
                    + " answers are lost and " + slow + " are slow: want shares from 0 to 1000");
        }
    }

    /** This with so many lost requests and answers. */
    public NetworkWeather losing(int requests, int answers) {
        return new NetworkWeather(quickest, slowest, requests, answers, slow, slowBy, cut, ec2);
    }

    /** This with so many slow calls. */
    public NetworkWeather slow(int share, Duration by) {
        return new NetworkWeather(quickest, slowest, lostRequests, lostAnswers, share, by, cut, ec2);
    }

    /** This, cut or not. */
    public NetworkWeather cut(boolean isCut) {
        return new NetworkWeather(quickest, slowest, lostRequests, lostAnswers, slow, slowBy, isCut, ec2);
    }

    /** This with EC2 as it is told. */
    public NetworkWeather ec2(Ec2 how) {
        return new NetworkWeather(quickest, slowest, lostRequests, lostAnswers, slow, slowBy, cut, how);
    }
}
