package dev.isthmus.mesos.status;

import java.util.Arrays;
import java.util.Optional;

/**
 * Why a task is stopped. The backend keeps the words with the task and returns them with its end (R-TL-14), so that whichever driver learns of the
 * end reports the same terminal state.
 */
public enum StopCause {
    /** Its framework killed it. */
    KILLED("killed by its framework"),
    /** An operator killed it. */
    BY_OPERATOR("killed by an operator"),
    /** Its health check has failed. */
    UNHEALTHY("its health check has failed"),
    /** Its max_completion_time has passed. */
    OUT_OF_TIME("max_completion_time has passed"),
    /** Its agent drains. */
    DRAINED("its agent drains"),
    /** Its agent drains, and is gone when that is done. */
    LEAVING("its agent leaves the cluster"),
    /** Its agent is gone, as an operator says. */
    GONE("its agent is marked gone"),
    /** Its machine is down. */
    MAINTENANCE("its machine is down for maintenance"),
    /** It took too long to start. */
    NOT_STARTED("it has not started in time"),
    /** Its framework is torn down. */
    TORN_DOWN("its framework is torn down"),
    /** Its end was reported and acknowledged before. */
    ENDED_BEFORE("its end was told before it turned up");

    private final String words;

    StopCause(String words) {
        this.words = words;
    }

    /** Whether its agent drains. */
    public boolean isDrain() {
        return this == DRAINED || this == LEAVING;
    }

    /** The words that the backend keeps, which {@link #in} reads. */
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
