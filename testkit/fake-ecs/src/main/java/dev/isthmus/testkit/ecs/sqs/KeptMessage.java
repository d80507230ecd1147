package dev.isthmus.testkit.ecs.sqs;

import java.time.Instant;
import java.util.Optional;

/** A message in a queue. */
final class KeptMessage {
    final long order;
    final String id;
    final String body;
    final Instant sentAt;
    /** From when it can be received, unless it is deleted before. */
    Instant visibleAt;

    int receives;
    Optional<Instant> firstReceivedAt = Optional.empty();

    KeptMessage(long order, String id, String body, Instant sentAt) {
        this.order = order;
        this.id = id;
        this.body = body;
        this.sentAt = sentAt;
        this.visibleAt = sentAt;
    }

    /** Another one with each receive. */
    String handle() {
        return order + "." + receives;
    }
}
