package dev.isthmus.api.inventory;

import dev.isthmus.api.failure.BackendFailure;
import dev.isthmus.api.identity.AgentId;
import java.util.function.Consumer;
import java.util.function.Function;

/** What an {@link OfferSource} reports. */
public sealed interface InventoryEvent {

    /** What follows from it, in each of its cases. */
    <R> R fold(
            Function<? super AgentSeen, ? extends R> agentSeen,
            Function<? super AgentGone, ? extends R> agentGone,
            Function<? super Complete, ? extends R> complete,
            Function<? super ContactLost, ? extends R> contactLost);

    /** Does what its case asks for. */
    default void match(
            Consumer<? super AgentSeen> agentSeen,
            Consumer<? super AgentGone> agentGone,
            Consumer<? super Complete> complete,
            Consumer<? super ContactLost> contactLost) {
        fold(
                its -> {
                    agentSeen.accept(its);
                    return true;
                },
                its -> {
                    agentGone.accept(its);
                    return true;
                },
                its -> {
                    complete.accept(its);
                    return true;
                },
                its -> {
                    contactLost.accept(its);
                    return true;
                });
    }

    /**
     * An agent has appeared, or something about it has changed (R-OS-08); the agent as it is now, never as it was before something that has been
     * told already (R-OS-12).
     */
    record AgentSeen(Agent agent) implements InventoryEvent {
        @Override
        public <R> R fold(
                Function<? super AgentSeen, ? extends R> agentSeen,
                Function<? super AgentGone, ? extends R> agentGone,
                Function<? super Complete, ? extends R> complete,
                Function<? super ContactLost, ? extends R> contactLost) {
            return agentSeen.apply(this);
        }
    }

    /**
     * An agent is gone for good and will not come back under this id. Told once (R-OS-09).
     *
     * @param reason in words, for the log
     */
    record AgentGone(AgentId agent, String reason) implements InventoryEvent {
        @Override
        public <R> R fold(
                Function<? super AgentSeen, ? extends R> agentSeen,
                Function<? super AgentGone, ? extends R> agentGone,
                Function<? super Complete, ? extends R> complete,
                Function<? super ContactLost, ? extends R> contactLost) {
            return agentGone.apply(this);
        }
    }

    /** Every agent there is has been told of. Comes once after the start (R-OS-07) and once after contact was lost (R-OS-10). */
    record Complete() implements InventoryEvent {
        @Override
        public <R> R fold(
                Function<? super AgentSeen, ? extends R> agentSeen,
                Function<? super AgentGone, ? extends R> agentGone,
                Function<? super Complete, ? extends R> complete,
                Function<? super ContactLost, ? extends R> contactLost) {
            return complete.apply(this);
        }
    }

    /**
     * R-OS-10: the backend cannot be reached or refuses to speak; what has been told may be out of date. To a framework this is
     * {@code disconnected}, for which some give up their leadership, so after contact was made it is for failures that last: several in a row, over
     * several seconds. While that lasts it may be told again, so that
     * nobody has to look far back in a log for the reason.
     */
    record ContactLost(BackendFailure failure) implements InventoryEvent {
        @Override
        public <R> R fold(
                Function<? super AgentSeen, ? extends R> agentSeen,
                Function<? super AgentGone, ? extends R> agentGone,
                Function<? super Complete, ? extends R> complete,
                Function<? super ContactLost, ? extends R> contactLost) {
            return contactLost.apply(this);
        }
    }
}
