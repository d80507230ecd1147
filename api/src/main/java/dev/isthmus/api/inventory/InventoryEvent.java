package dev.isthmus.api.inventory;

import dev.isthmus.api.failure.BackendFailure;
import dev.isthmus.api.identity.AgentId;

/** What an {@link OfferSource} tells. */
public sealed interface InventoryEvent {

    /**
     * An agent has appeared, or something about it has changed (R-OS-08); the agent as it is now, never as it was before something that has been
     * told already (R-OS-12).
     */
    record AgentSeen(Agent agent) implements InventoryEvent {}

    /**
     * An agent is gone for good and will not come back under this id. Told once (R-OS-09).
     *
     * @param reason in words, for the log
     */
    record AgentGone(AgentId agent, String reason) implements InventoryEvent {}

    /** Every agent there is has been told of. Comes once after the start (R-OS-07) and once after contact was lost (R-OS-10). */
    record Complete() implements InventoryEvent {}

    /**
     * R-OS-10: the backend cannot be reached or refuses to speak; what has been told may be out of date. To a framework this is
     * {@code disconnected}, for which some give up their leadership, so after contact was made it is for failures that last: several in a row, over
     * several seconds. While that lasts it may be told again, so that
     * nobody has to look far back in a log for the reason.
     */
    record ContactLost(BackendFailure failure) implements InventoryEvent {}
}
