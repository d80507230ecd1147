package dev.isthmus.mesos.status;

import java.util.Arrays;
import java.util.Optional;

/**
 * Why a task is stopped. The backend keeps the words with the task and gives them back with its end (R-TL-14), so that the driver that
 * learns of the end comes to the same verdict as the one that asked for it.
 */
public enum StopCause {
    /** Its framework asked. */
    KILLED("killed by its framework"),
    /** Its health check demands it. */
    UNHEALTHY("its health check has failed"),
    /** Its max_completion_time has passed. */
    OUT_OF_TIME("max_completion_time has passed"),
    /** Its agent drains. */
    DRAINED("its agent drains"),
    /** It took too long to start. */
    NOT_STARTED("it has not started in time"),
    /** Its framework is torn down. */
    TORN_DOWN("its framework is torn down"),
    /** Its end had been told before, and acknowledged. */
    ENDED_BEFORE("its end was told before it turned up");

    private final String words;

    StopCause(String words) {
        this.words = words;
    }

    /** For whoever looks at the backend, and for {@link #in}. */
    public String words() {
        return words;
    }

    /** The cause that a message names, if it names one. */
    public static Optional<StopCause> in(String message) {
        return Arrays.stream(values())
                .filter(cause -> message.contains(cause.words))
                .findFirst();
    }
}
