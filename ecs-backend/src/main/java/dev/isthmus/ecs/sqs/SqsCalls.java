package dev.isthmus.ecs.sqs;

import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.event.QueueMessage;
import dev.isthmus.ecs.event.StateChangeParser;
import dev.isthmus.ecs.sdk.FencedException;
import dev.isthmus.ecs.sdk.SignedPost;
import dev.isthmus.ecs.sdk.Target;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.protocols.jsoncore.JsonNodeParser;

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

    private static final JsonNodeParser JSON = JsonNode.parser();

    private final QueueUrl queue;
    private final SignedPost sqs;
    private final SqsFailures failures;

    /**
     * Creates it without connecting.
     *
     * @param target provides credentials, and the region where the URL names none
     * @param rim the timeout of a call beyond the wait for messages, and the rest of how it is sent
     */
    SqsCalls(QueueUrl queue, Target target, SignedPost.Rim rim) {
        this.queue = queue;
        Target here = new Target(target.cluster(), queue.region().orElse(target.region()), target.override());
        SignedPost.Rim patient =
                new SignedPost.Rim(rim.timeout().plus(LONG_POLL), rim.connections(), rim.fence(), rim.nanos());
        this.sqs = new SignedPost("sqs", here, Optional.of(queue.endpoint()), patient);
        this.failures = new SqsFailures(queue);
    }

    /** Up to 10 messages; waits for the first one. */
    Answer<List<QueueMessage>> receive() {
        String body = "{\"QueueUrl\":" + quoted(queue.url().toString()) + ",\"MaxNumberOfMessages\":" + MOST
                + ",\"WaitTimeSeconds\":" + LONG_POLL.toSeconds() + ",\"VisibilityTimeout\":" + HIDDEN.toSeconds()
                + ",\"MessageSystemAttributeNames\":[\"ApproximateReceiveCount\"]}";
        return call(RECEIVE, "sqs:ReceiveMessage", body).map(SqsCalls::messages);
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
        return call(DELETE, "sqs:DeleteMessage", body)
                .map(answer -> answer.field("Successful")
                        .filter(JsonNode::isArray)
                        .map(deleted -> deleted.asArray().size())
                        .orElse(0));
    }

    private Answer<JsonNode> call(String operation, String action, String body) {
        Map<String, String> headers =
                Map.of("Content-Type", "application/x-amz-json-1.0", "X-Amz-Target", "AmazonSQS." + operation);
        try {
            return read(action, sqs.send(headers, body));
        } catch (SdkClientException e) {
            // Credentials are all that the SDK itself is asked for here.
            return failed(failures.noCredentials());
        } catch (FencedException e) {
            return failed(failures.fenced(e.why()));
        } catch (IOException | RuntimeException e) {
            return failed(failures.unanswered(e.getClass().getSimpleName() + ": " + e.getMessage()));
        }
    }

    private Answer<JsonNode> read(String action, HttpExecuteResponse answer) throws IOException {
        int status = answer.httpResponse().statusCode();
        Optional<JsonNode> json = json(answer);
        if (answer.httpResponse().isSuccessful()) {
            return json.<Answer<JsonNode>>map(Answer.Ok::new)
                    .orElseGet(() ->
                            failed(failures.unanswered("status " + status + ", and what came is not SQS's JSON")));
        }
        String type = json.map(problem -> text(problem, "__type")).orElse("");
        String message = json.map(problem -> text(problem, "message") + text(problem, "Message"))
                .orElse("no words that are SQS's");
        return failed(failures.refused(action, status, type.substring(type.lastIndexOf('#') + 1), message));
    }

    /** What came, if it is a JSON object. Why it is not is not said: texts of messages would be in that. */
    private static Optional<JsonNode> json(HttpExecuteResponse answer) throws IOException {
        try (InputStream text = answer.responseBody().orElseGet(AbortableInputStream::createEmpty)) {
            byte[] all = text.readAllBytes();
            return Optional.of(JSON.parse(all)).filter(JsonNode::isObject);
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private <T> Answer<T> failed(CallFailure failure) {
        return new Answer.Failed<>(sqs.proxy().named(failure));
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

    private static String text(JsonNode object, String name) {
        return object.isObject()
                ? object.field(name)
                        .filter(JsonNode::isString)
                        .map(JsonNode::asString)
                        .orElse("")
                : "";
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    @Override
    public void close() {
        sqs.close();
    }
}
