package dev.isthmus.ecs.event;

import java.util.Objects;

/**
 * A message of the queue of events, as it was received. Its text is not kept: the environments of tasks stand in it.
 *
 * @param id the same each time the message is received
 * @param receipt with which it is deleted; another each time
 * @param bytes how long its text is
 * @param received how often it was received, this time included; at least 1
 * @param change what it says
 */
public record QueueMessage(String id, String receipt, int bytes, int received, StateChange change) {

    /** Checks. */
    public QueueMessage {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(receipt, "receipt");
        Objects.requireNonNull(change, "change");
        if (bytes < 0 || received < 1) {
            throw new IllegalArgumentException("message of " + bytes + " bytes, received " + received + " times");
        }
    }
}
