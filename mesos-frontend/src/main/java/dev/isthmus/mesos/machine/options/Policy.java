package dev.isthmus.mesos.machine.options;

import java.time.Duration;
import java.util.Optional;

/**
 * The user's choices of how the machine behaves.
 *
 * @param tellStarting whether {@code TASK_STARTING} is reported
 * @param tellAgentLost whether {@code slaveLost} is called
 * @param killOnDrain whether the tasks of an agent that drains are killed
 * @param agentTimeout how long an agent may be disconnected before it is lost
 * @param startTimeout how long a task may take from its launch until it runs, if not for ever
 * @param offerTimeout how long an offer is valid, if not for ever
 * @param stopDrain how long a stop waits for the tasks to end after the backend was asked for the last of them
 * @param errorsAsFailures whether {@code TASK_ERROR} is reported as {@code TASK_FAILED}
 */
public record Policy(
        boolean tellStarting,
        boolean tellAgentLost,
        boolean killOnDrain,
        Duration agentTimeout,
        Optional<Duration> startTimeout,
        Optional<Duration> offerTimeout,
        Duration stopDrain,
        boolean errorsAsFailures) {

    /** A policy that reports errors as such. */
    public Policy(
            boolean tellStarting,
            boolean tellAgentLost,
            boolean killOnDrain,
            Duration agentTimeout,
            Optional<Duration> startTimeout,
            Optional<Duration> offerTimeout,
            Duration stopDrain) {
        this(tellStarting, tellAgentLost, killOnDrain, agentTimeout, startTimeout, offerTimeout, stopDrain, false);
    }

    /** The defaults of a master. */
    public static final Policy DEFAULT = new Policy(
            true, true, false, Duration.ofMinutes(10), Optional.empty(), Optional.empty(), Duration.ofSeconds(10));

    /** The same with another offer timeout. */
    public Policy withOfferTimeout(Optional<Duration> timeout) {
        return new Policy(
                tellStarting,
                tellAgentLost,
                killOnDrain,
                agentTimeout,
                startTimeout,
                timeout,
                stopDrain,
                errorsAsFailures);
    }

    /** The same, reporting errors as failures. */
    public Policy withErrorsAsFailures() {
        return new Policy(
                tellStarting, tellAgentLost, killOnDrain, agentTimeout, startTimeout, offerTimeout, stopDrain, true);
    }
}
