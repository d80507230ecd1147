package dev.isthmus.simulation.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.ecs.event.QueueMessage;
import dev.isthmus.ecs.event.StateChangeParser;
import dev.isthmus.testkit.ecs.sqs.ReceivedMessage;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What the drivers of a world read of events is what the real reader reads of them, however often one comes. */
class ReadEventsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final ReadEvents events = new ReadEvents();

    private QueueMessage read(String id, String body, int receives) {
        return events.read(new ReceivedMessage(id, id + ".h", body, NOW, NOW, receives));
    }

    @Test
    void a_text_that_comes_again_says_the_same_in_a_message_of_its_own() {
        String body = event("a", 3);

        QueueMessage first = read("1", body, 1);
        assertThat(first).isEqualTo(new QueueMessage("1", "1.h", body.length() + 1, 1, StateChangeParser.parse(body)));
        assertThat(read("2", event("b", 3), 1).change()).isNotEqualTo(first.change());
        assertThat(read("3", event("a", 3), 2))
                .isEqualTo(new QueueMessage("3", "3.h", body.length() + 1, 2, first.change()));
    }

    /** With one letter of two bytes. */
    private static String event(String instance, int version) {
        return "{\"detail-type\":\"ECS Container Instance State Change\",\"source\":\"\u00e4\",\"detail\":{\"containerInstanceArn\":\""
                + instance + "\",\"version\":" + version + ",\"status\":\"ACTIVE\"}}";
    }
}
