package dev.isthmus.simulation.cluster;

import dev.isthmus.ecs.event.QueueMessage;
import dev.isthmus.ecs.event.StateChange;
import dev.isthmus.ecs.event.StateChangeParser;
import dev.isthmus.testkit.ecs.sqs.ReceivedMessage;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads events by the real reader, once each: all drivers of a world are sent the same text, some of them twice, and what it says never changes. */
final class ReadEvents {

    /** More than are on their way at once. */
    private static final int KEPT = 2_000;

    private final Map<String, Read> newest = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Read> eldest) {
            return size() > KEPT;
        }
    };

    private record Read(int bytes, StateChange change) {}

    /** A message as the queue's client gives it. */
    QueueMessage read(ReceivedMessage message) {
        Read read = newest.computeIfAbsent(message.body(), ReadEvents::first);
        return new QueueMessage(message.id(), message.handle(), read.bytes(), message.receiveCount(), read.change());
    }

    private static Read first(String body) {
        return new Read(body.getBytes(StandardCharsets.UTF_8).length, StateChangeParser.parse(body));
    }
}
