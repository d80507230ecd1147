package dev.isthmus.mesos.machine.state;

import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.inventory.Holding;
import dev.isthmus.api.maintenance.AgentWithdrawal;
import dev.isthmus.api.maintenance.Unavailability;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.TranslationContext;
import dev.isthmus.api.translation.TranslatorTable.Offered;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.offer.LastOffer;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An agent that has been seen and not reported gone. Says when something changes that may change what is offered of it. */
public final class KnownAgent {

    private final long order;
    private boolean isMarked;
    private final Instant since;
    private final Consumer<KnownAgent> changed;
    private Agent agent;
    private Optional<Instant> disconnectedAt = Optional.empty();
    private Optional<Instant> unreachableSince = Optional.empty();
    private Instant heldUntil = Instant.MIN;
    private Optional<Unavailability> unavailability = Optional.empty();
    private boolean isDown;
    private Optional<AgentWithdrawal> withdrawal = Optional.empty();
    private boolean isGone;
    private @Nullable Capacity capacity;
    private @Nullable Resources total;
    private @Nullable TranslationContext context;
    private @Nullable Offer inOffers;
    private final LastOffer lastOffer = new LastOffer();

    /**
     * What the translators make of an agent. Cached, as it is needed every second and seldom changes.
     *
     * @param live the launches it holds for
     * @param offered what can be offered, before outstanding offers are deducted
     * @param total what it has in all, used or not, in the dialect of Mesos
     * @param whole what can be offered, if nothing of it is reserved; one value, as long as nothing changes
     */
    public record Capacity(List<Holding> live, Offered offered, Resources total, ResourcesByReservation whole) {

        /** With nothing reserved. */
        public Capacity(List<Holding> live, Offered offered, Resources total) {
            this(live, offered, total, ResourcesByReservation.of(offered.resources()));
        }

        /** Whether the agent has GPUs at all. */
        public boolean gpus() {
            return total.get(ResourceName.GPUS).isPresent();
        }
    }

    KnownAgent(Agent agent, long order, Instant since, Consumer<KnownAgent> changed) {
        this.agent = agent;
        this.order = order;
        this.since = since;
        this.changed = changed;
    }

    /** The how many-th agent it is. */
    long order() {
        return order;
    }

    /** Whether a run has to look at it. */
    boolean isMarked() {
        return isMarked;
    }

    void marked(boolean isMarked) {
        this.isMarked = isMarked;
    }

    /** When it was first seen, by the time of the steps. */
    public Instant since() {
        return since;
    }

    /** The agent as it was last seen. */
    public Agent agent() {
        return agent;
    }

    /** Replaces the agent by what was seen now; it may be offered again. */
    public void agent(Agent agent) {
        if (!agent.equals(this.agent)) {
            forgetWhatComesOf(agent);
            this.agent = agent;
            capacity = null;
            changed.accept(this);
        }
        heldUntil = Instant.MIN;
    }

    /** An agent changes with each of its tasks, and then in little but what is free. */
    private void forgetWhatComesOf(Agent next) {
        boolean otherAttributes = !next.attributes().equals(agent.attributes());
        if (otherAttributes) {
            context = null;
        }
        if (otherAttributes || !next.total().equals(agent.total())) {
            total = null;
        }
        if (otherAttributes
                || !next.address().equals(agent.address())
                || !next.zone().equals(agent.zone())) {
            inOffers = null;
        }
    }

    /** What the translators make of it with these launches on it; computed again when either has changed. */
    public Capacity capacity(List<Holding> live, BiFunction<KnownAgent, List<Holding>, Capacity> make) {
        Capacity kept = capacity;
        if (kept == null || !kept.live.equals(live)) {
            kept = make.apply(this, live);
            capacity = kept;
        }
        return kept;
    }

    /** What it has in all, used or not, in the dialect of Mesos; computed again when the agent has changed. */
    public Resources total(Function<KnownAgent, Resources> make) {
        Resources kept = total;
        if (kept == null) {
            kept = make.apply(this);
            total = kept;
        }
        return kept;
    }

    /** What offers say of it, whoever gets them and whatever is offered; written again when something of that has changed. */
    public Offer inOffers(Function<Agent, Offer> write) {
        Offer kept = inOffers;
        if (kept == null) {
            kept = write.apply(agent);
            inOffers = kept;
        }
        return kept;
    }

    /** What its last offer had in it. */
    public LastOffer lastOffer() {
        return lastOffer;
    }

    /** What its translators may use besides the amounts. */
    public TranslationContext context(Settings settings) {
        TranslationContext kept = context;
        if (kept == null) {
            kept = TranslationContext.of(settings, agent.attributes());
            context = kept;
        }
        return kept;
    }

    /** Since when it has been disconnected; empty if it is connected. */
    public Optional<Instant> disconnectedAt() {
        return disconnectedAt;
    }

    /** Sets since when it has been disconnected; empty if it is connected. */
    public void disconnectedAt(Optional<Instant> at) {
        disconnectedAt = at;
    }

    /** Since when it has counted as lost; empty if it does not. */
    public Optional<Instant> unreachableSince() {
        return unreachableSince;
    }

    /** Sets since when it has counted as lost; empty if it does not. */
    public void unreachableSince(Optional<Instant> since) {
        unreachableSince = since;
        changed.accept(this);
    }

    /** When its machine is expected not to be there; empty if that is not planned. */
    public Optional<Unavailability> unavailability() {
        return unavailability;
    }

    /** Whether its machine is down: it is offered to nobody. */
    public boolean isDown() {
        return isDown;
    }

    /** How an operator has taken it out of service; empty if none has. It is offered to nobody then. */
    public Optional<AgentWithdrawal> withdrawal() {
        return withdrawal;
    }

    /** Whether it is taken for lost for ever, as an operator says. */
    public boolean isGone() {
        return isGone;
    }

    /** Whether it will be gone as soon as it is drained. */
    public boolean isLeaving() {
        return !isGone && withdrawal.filter(AgentWithdrawal::isGoneWhenDrained).isPresent();
    }

    /** Whether it counts as none of the cluster's agents: its machine is down, or it is gone. */
    public boolean isRemoved() {
        return isDown || isGone;
    }

    /** Whether nobody, be it outside of this master, is to place anything there. */
    public boolean isClosed() {
        return isRemoved() || withdrawal.filter(AgentWithdrawal::isDraining).isPresent();
    }

    /** Whether the cluster drains it, and nobody here wants that: somebody else does, or the cluster has not heard that it is in service again. */
    public boolean isDrainedByOthers() {
        return agent.state() == AgentState.DRAINING && !isClosed();
    }

    /** Sets what is planned for its machine, and for itself. */
    public void maintained(Optional<Unavailability> when, boolean down, Optional<AgentWithdrawal> how) {
        unavailability = when;
        isDown = down;
        boolean staysGone =
                isGone && how.filter(AgentWithdrawal::isGoneWhenDrained).isPresent();
        isGone = staysGone || how.filter(AgentWithdrawal.GONE::equals).isPresent();
        withdrawal = how;
        inOffers = null;
        changed.accept(this);
    }

    /** It was to be gone when it is drained, and is. */
    public void gone() {
        isGone = true;
        changed.accept(this);
    }

    /** Excludes it from offers until it has been refreshed, but no longer than until this time. */
    public void holdUntil(Instant until) {
        heldUntil = until;
        changed.accept(this);
    }

    /** Whether it can be offered: ready, reachable, in service, and not held back by {@link #holdUntil}. */
    public boolean isOfferable(Instant now) {
        return agent.state() == AgentState.READY
                && unreachableSince.isEmpty()
                && !isDown
                && withdrawal.isEmpty()
                && !isHeld(now);
    }

    /** Whether it is held back by {@link #holdUntil}; the passing of time alone ends that. */
    public boolean isHeld(Instant now) {
        return now.isBefore(heldUntil);
    }
}
