package dev.isthmus.mesos.machine;

import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.inventory.Holding;
import dev.isthmus.api.translation.TranslatorTable.Offered;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** An agent that is there, or at least was not told gone. */
final class KnownAgent {

    private Agent agent;
    private Optional<Instant> disconnectedAt = Optional.empty();
    private Optional<Instant> unreachableSince = Optional.empty();
    private Instant heldUntil = Instant.MIN;
    private @Nullable Capacity capacity;

    /**
     * What the translators make of an agent, kept because it is asked for every second and seldom changes.
     *
     * @param live the launches it holds for
     * @param offered what can be offered, with nothing promised yet
     * @param gpus whether the agent has GPUs at all
     */
    record Capacity(List<Holding> live, Offered offered, boolean gpus) {}

    KnownAgent(Agent agent) {
        this.agent = agent;
    }

    Agent agent() {
        return agent;
    }

    void agent(Agent agent) {
        this.agent = agent;
        capacity = null;
        heldUntil = Instant.MIN;
    }

    /** What the translators make of it with these launches on it; made anew when either has changed. */
    Capacity capacity(List<Holding> live, BiFunction<Agent, List<Holding>, Capacity> make) {
        Capacity kept = capacity;
        if (kept == null || !kept.live.equals(live)) {
            kept = make.apply(agent, live);
            capacity = kept;
        }
        return kept;
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
