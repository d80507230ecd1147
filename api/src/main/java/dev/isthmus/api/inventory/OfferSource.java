package dev.isthmus.api.inventory;

import dev.isthmus.api.identity.AgentId;
import java.util.Objects;

/**
 * Reports the agents of a cluster: what each has, what is free, where it is, and when it appears, changes, drains, disconnects and goes.
 *
 * <ul>
 *   <li>Discovery: R-OS-01, through the {@link dev.isthmus.api.backend.BackendProvider} that also makes the
 *       {@link dev.isthmus.api.launch.TaskLauncher}, so that offers and launches always belong together.
 *   <li>Threads: R-OS-02, its methods may be called on any thread; the listener is called serially, on a thread of the source, never from
 *       within a call of one of these methods.
 *   <li>Blocking: R-OS-03, no method blocks on the backend.
 *   <li>Exceptions: R-OS-04, only for misuse: an {@link IllegalStateException} for starting twice or after close, a
 *       {@link NullPointerException} for a null argument, each thrown by the call itself, which then has done nothing; failures of the
 *       backend are reported as {@link InventoryEvent.ContactLost}.
 *   <li>Close: R-OS-05, after {@code close()} has returned, no event is delivered; closing again does nothing.
 * </ul>
 *
 * @since 0.1
 */
public interface OfferSource extends AutoCloseable {

    /**
     * Begins to publish. What is free never includes what a launch listed among an agent's {@link Agent#holdings} holds (R-OS-06).
     *
     * @throws IllegalStateException if it was started or closed before
     */
    void start(Listener listener);

    /** A hint that what was told of this agent may be wrong, after a refused launch: look at it again soon. Unknown agents are ignored (R-OS-11). */
    void lookAgain(AgentId agent);

    /**
     * Asks the cluster to place nothing more on an agent, whoever wants it to (R-OS-15); its tasks go on. What comes of it is told as a change of the agent's state. What
     * cannot be done, as the credentials do not allow it, is logged by the source. Unknown agents are ignored, and a source whose cluster has no such thing does nothing.
     */
    default void drain(AgentId agent) {
        Objects.requireNonNull(agent, "agent");
    }

    /** Asks the cluster to place tasks on an agent again that was to be drained; as {@link #drain}. */
    default void activate(AgentId agent) {
        Objects.requireNonNull(agent, "agent");
    }

    @Override
    void close();

    /** Takes the events. It must return quickly and not throw. */
    @FunctionalInterface
    interface Listener {

        /** One event; events come one after the other. */
        void inventoryChanged(InventoryEvent event);

        /**
         * The backend answers all that it will be asked for, though much of it is still to be read: whoever waits for contact (R-OS-10) need not wait for
         * that. Told at most once, and never after {@link InventoryEvent.Complete}. A source that soon tells of agents anyway need not tell it: any
         * event but {@link InventoryEvent.ContactLost} says as much.
         */
        default void reached() {}
    }
}
