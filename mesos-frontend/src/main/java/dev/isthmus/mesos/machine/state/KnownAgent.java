package dev.isthmus.mesos.machine.state;

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
public final class KnownAgent {

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
    public record Capacity(List<Holding> live, Offered offered, boolean gpus) {}

    public KnownAgent(Agent agent) {
        this.agent = agent;
    }

    public Agent agent() {
        return agent;
    }

    public void agent(Agent agent) {
        this.agent = agent;
        capacity = null;
        heldUntil = Instant.MIN;
    }

    /** What the translators make of it with these launches on it; made anew when either has changed. */
    public Capacity capacity(List<Holding> live, BiFunction<Agent, List<Holding>, Capacity> make) {
        Capacity kept = capacity;
        if (kept == null || !kept.live.equals(live)) {
            kept = make.apply(agent, live);
            capacity = kept;
        }
        return kept;
    }

    /** Since when it is disconnected, if it is. */
    public Optional<Instant> disconnectedAt() {
        return disconnectedAt;
    }

    public void disconnectedAt(Optional<Instant> at) {
        disconnectedAt = at;
    }

    /** Since when it counts as lost, if it does. */
    public Optional<Instant> unreachableSince() {
        return unreachableSince;
    }

    public void unreachableSince(Optional<Instant> since) {
        unreachableSince = since;
    }

    /** Offers none of it until it has been looked at again, but no longer than this. */
    public void holdUntil(Instant until) {
        heldUntil = until;
    }

    public boolean isOfferable(Instant now) {
        return agent.state() == AgentState.READY && unreachableSince.isEmpty() && !now.isBefore(heldUntil);
    }
}
