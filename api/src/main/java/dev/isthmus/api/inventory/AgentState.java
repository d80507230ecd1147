package dev.isthmus.api.inventory;

/** Whether an agent accepts tasks. An agent that is gone for good has no state: see {@link InventoryEvent.AgentGone}. */
public enum AgentState {
    /** It takes tasks. */
    READY,
    /** It runs what it has and takes nothing new. */
    DRAINING,
    /** It cannot be reached just now, which is normal for minutes; its tasks are left alone (R-TL-20). */
    DISCONNECTED
}
