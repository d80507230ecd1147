package dev.isthmus.master.server;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What a client may take of the server.
 *
 * @param body the most bytes of one request's body; beyond it the answer is 413
 * @param bodies the most bytes of all bodies that are arriving at one time; beyond them the answer is 503
 * @param backlog the most bytes that may wait for one stream behind the record that its client is taking; beyond them it is cut off, unless it is one record alone
 * @param backlogs the most bytes that may wait for all streams and answers; beyond them the client that lets the most wait is cut off
 * @param connections the most connections at one time; one more is closed at once
 * @param patience how long a connection may take to send a whole request, from its beginning or from the answer before
 * @param writeTimeout how long a client may take nothing of what is sent to it; noticed after at most twice that time
 */
public record ServerLimits(
        int body, long bodies, long backlog, long backlogs, int connections, Duration patience, Duration writeTimeout) {

    private static final int MIB = 1024 * 1024;

    /** For a master of some thousand frameworks and agents. */
    public static final ServerLimits DEFAULT = new ServerLimits(
            32 * MIB, 256L * MIB, 32L * MIB, 512L * MIB, 20_000, Duration.ofMinutes(5), Duration.ofSeconds(30));

    /** Checks that nothing is zero or less. */
    public ServerLimits {
        requireNonNull(patience, "patience");
        requireNonNull(writeTimeout, "writeTimeout");
        boolean isPositive = body > 0 && bodies > 0 && backlog > 0 && backlogs > 0 && connections > 0;
        if (!isPositive || !isLong(patience) || !isLong(writeTimeout)) {
            throw new IllegalArgumentException("a limit of the server must be above 0");
        }
    }

    private static boolean isLong(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }

    /** The same with another bound of a body. */
    public ServerLimits withBody(int bytes) {
        return new ServerLimits(bytes, bodies, backlog, backlogs, connections, patience, writeTimeout);
    }

    /** The same with other bounds of what waits. */
    public ServerLimits withBacklog(long ofOne, long ofAll) {
        return new ServerLimits(body, bodies, ofOne, ofAll, connections, patience, writeTimeout);
    }

    /** The same with another number of connections. */
    public ServerLimits withConnections(int most) {
        return new ServerLimits(body, bodies, backlog, backlogs, most, patience, writeTimeout);
    }

    /** The same with other times. */
    public ServerLimits withTimes(Duration patience, Duration writeTimeout) {
        return new ServerLimits(body, bodies, backlog, backlogs, connections, patience, writeTimeout);
    }
}
