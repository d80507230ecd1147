package dev.isthmus.api.maintenance;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;

/**
 * How an operator has taken an agent out of service (src/master/registry.proto, {@code Registry.Slave} and {@code GoneSlave}).
 *
 * @param kind how far
 * @param maxGraceNanos at most how long its tasks may take to end, in nanoseconds, as the operator said it; only of one that drains
 * @param isGoneWhenDrained whether it is gone as soon as nothing is left on it; only of one that drains
 */
public record AgentWithdrawal(Kind kind, OptionalLong maxGraceNanos, boolean isGoneWhenDrained) {

    /** It is offered to nobody; its tasks go on. */
    public static final AgentWithdrawal DEACTIVATED =
            new AgentWithdrawal(Kind.DEACTIVATED, OptionalLong.empty(), false);

    /** It is taken for lost for ever. */
    public static final AgentWithdrawal GONE = new AgentWithdrawal(Kind.GONE, OptionalLong.empty(), false);

    /** What an operator has asked for. */
    public enum Kind {
        /** That it is offered to nobody; its tasks go on. */
        DEACTIVATED,
        /** That it is offered to nobody, and its tasks are killed. */
        DRAINING,
        /** That it is taken for lost for ever, with its tasks. */
        GONE
    }

    /**
     * Checks it.
     *
     * @throws IllegalArgumentException if something is said of a drain that is none
     */
    public AgentWithdrawal {
        requireNonNull(kind, "kind");
        requireNonNull(maxGraceNanos, "maxGraceNanos");
        if (kind != Kind.DRAINING && (maxGraceNanos.isPresent() || isGoneWhenDrained)) {
            throw new IllegalArgumentException("an agent that is " + kind + " has nothing of one that drains");
        }
    }

    /** Its tasks are killed. */
    public static AgentWithdrawal draining(OptionalLong maxGraceNanos, boolean isGoneWhenDrained) {
        return new AgentWithdrawal(Kind.DRAINING, maxGraceNanos, isGoneWhenDrained);
    }

    /** Whether its tasks are killed. */
    public boolean isDraining() {
        return kind == Kind.DRAINING;
    }

    /** Whether it is gone because the operator says so, or will be. */
    public boolean endsGone() {
        return kind == Kind.GONE || isGoneWhenDrained;
    }
}
