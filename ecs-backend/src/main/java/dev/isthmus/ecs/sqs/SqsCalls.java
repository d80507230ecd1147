package dev.isthmus.ecs.sqs;

import static dev.isthmus.ecs.service.JsonProtocol.quoted;
import static dev.isthmus.ecs.service.JsonProtocol.text;

import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.event.QueueMessage;
import dev.isthmus.ecs.event.StateChangeParser;
import dev.isthmus.ecs.sdk.SignedPost;
import dev.isthmus.ecs.sdk.Target;
import dev.isthmus.ecs.service.JsonProtocol;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/**
 * Receives and deletes messages by SQS's JSON protocol (ADR 52). Blocks; any number of threads. The texts of messages are read here and go no further.
 * Source: SQS API Reference, ReceiveMessage and DeleteMessageBatch.
 */
final class SqsCalls implements AutoCloseable {

    static final String RECEIVE = "ReceiveMessage";
    static final String DELETE = "DeleteMessageBatch";

    /** The longest that SQS waits for messages. */
    private static final Duration LONG_POLL = Duration.ofSeconds(20);

    /** How long nobody else receives what was received. */
    private static final Duration HIDDEN = Duration.ofMinutes(2);

    private static final int MOST = 10;

    private static final JsonProtocol.Dialect SQS = new JsonProtocol.Dialect("1.0", "AmazonSQS");

    private final QueueUrl queue;
    private final JsonProtocol sqs;

    /**
     * Creates it without connecting.
     *
     * @param target provides credentials, and the region where the URL names none
     * @param rim the timeout of a call beyond the wait for messages, and the rest of how it is sent
     */
    SqsCalls(QueueUrl queue, Target target, SignedPost.Rim rim) {
        this.queue = queue;
        SignedPost.Rim patient =
                new SignedPost.Rim(rim.timeout().plus(LONG_POLL), rim.connections(), rim.fence(), rim.nanos());
        this.sqs = protocol(queue, target, patient);
    }

    /** Speaks with SQS where a queue is. */
    static JsonProtocol protocol(QueueUrl queue, Target target, SignedPost.Rim rim) {
        Target here = new Target(target.cluster(), queue.region().orElse(target.region()), target.override());
        SignedPost post = new SignedPost("sqs", here, Optional.of(queue.endpoint()), rim);
        return new JsonProtocol(post, SQS, new SqsFailures(queue));
    }

    /** Up to 10 messages; waits for the first one. */
    Answer<List<QueueMessage>> receive() {
        String body = "{\"QueueUrl\":" + quoted(queue.url().toString()) + ",\"MaxNumberOfMessages\":" + MOST
                + ",\"WaitTimeSeconds\":" + LONG_POLL.toSeconds() + ",\"VisibilityTimeout\":" + HIDDEN.toSeconds()
                + ",\"MessageSystemAttributeNames\":[\"ApproximateReceiveCount\"]}";
        return sqs.call(RECEIVE, "sqs:ReceiveMessage", body).map(SqsCalls::messages);
    }

    /** Deletes up to 10 messages; how many were. */
    Answer<Integer> delete(List<String> receipts) {
        StringBuilder entries = new StringBuilder();
        for (int i = 0; i < receipts.size(); i++) {
            entries.append(i == 0 ? "" : ",")
                    .append("{\"Id\":\"")
                    .append(i)
                    .append("\",\"ReceiptHandle\":")
                    .append(quoted(receipts.get(i)))
                    .append('}');
        }
        String body = "{\"QueueUrl\":" + quoted(queue.url().toString()) + ",\"Entries\":[" + entries + "]}";
        return sqs.call(DELETE, "sqs:DeleteMessage", body)
                .map(answer -> answer.field("Successful")
                        .filter(JsonNode::isArray)
                        .map(deleted -> deleted.asArray().size())
                        .orElse(0));
    }

    private static List<QueueMessage> messages(JsonNode answer) {
        List<QueueMessage> messages = new ArrayList<>();
        answer.field("Messages")
                .filter(JsonNode::isArray)
                .ifPresent(list -> list.asArray().forEach(message -> {
                    String body = text(message, "Body");
                    messages.add(new QueueMessage(
                            text(message, "MessageId"),
                            text(message, "ReceiptHandle"),
                            body.getBytes(StandardCharsets.UTF_8).length,
                            received(message),
                            StateChangeParser.parse(body)));
                }));
        return messages;
    }

    private static int received(JsonNode message) {
        String count = message.field("Attributes")
                .map(attributes -> text(attributes, "ApproximateReceiveCount"))
                .orElse("");
        return count.matches("[1-9]\\d{0,8}") ? Integer.parseInt(count) : 1;
    }

    @Override
    public void close() {
        sqs.close();
    }
}
