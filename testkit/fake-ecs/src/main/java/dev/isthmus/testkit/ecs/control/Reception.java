package dev.isthmus.testkit.ecs.control;

import dev.isthmus.testkit.ecs.fault.Fault;
import dev.isthmus.testkit.ecs.fault.FaultPlayer;
import java.time.Duration;
import java.util.Optional;

/**
 * What happens to a request when it arrives.
 *
 * @param incoming what has arrived
 * @param met the fault that it meets
 * @param decided what becomes of it, if that is clear already: nothing is worked on then
 * @param workAfter how long the work is held back; zero: it is done at once
 */
public record Reception(
        Incoming incoming, Optional<FaultPlayer.Met> met, Optional<Outcome> decided, Duration workAfter) {
    /** Checks. */
    public Reception {
        if (workAfter.isNegative()) {
            throw new IllegalArgumentException("No work is done before its request arrives: " + workAfter);
        }
    }

    /** The fault that it meets. */
    public Optional<Fault> fault() {
        return met.map(FaultPlayer.Met::fault);
    }
}
