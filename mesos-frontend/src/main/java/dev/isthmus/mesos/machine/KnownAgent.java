package dev.isthmus.mesos.machine;

import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentState;
import java.time.Instant;
import java.util.Optional;

/** An agent that is there, or at least was not told gone. */
final class KnownAgent {

    private Agent agent;
    private Optional<Instant> disconnectedAt = Optional.empty();
    private Optional<Instant> unreachableSince = Optional.empty();
    private Instant heldUntil = Instant.MIN;

    KnownAgent(Agent agent) {
        this.agent = agent;
    }

    Agent agent() {
        return agent;
    }

    void agent(Agent agent) {
        this.agent = agent;
        heldUntil = Instant.MIN;
    }

    /** Since when it is disconnected, if it is. */
    Optional<Instant> disconnectedAt() {
        return disconnectedAt;
    }

    void disconnectedAt(Optional<Instant> at) {
        disconnectedAt = at;
    }

    /** Since when it counts as lost, if it does. */
    Optional<Instant> unreachableSince() {
        return unreachableSince;
    }

    void unreachableSince(Optional<Instant> since) {
        unreachableSince = since;
    }

    /** Offers none of it until it has been looked at again, but no longer than this. */
    void holdUntil(Instant until) {
        heldUntil = until;
    }

    boolean isOfferable(Instant now) {
        return agent.state() == AgentState.READY && unreachableSince.isEmpty() && !now.isBefore(heldUntil);
    }
}
