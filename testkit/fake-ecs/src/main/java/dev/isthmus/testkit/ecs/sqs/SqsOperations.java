package dev.isthmus.testkit.ecs.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.isthmus.testkit.ecs.wire.ServiceError;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The operations of a consumer of SQS, from JSON to JSON. A queue is known by the last part of its URL. */
final class SqsOperations {
    private static final int MAX_MESSAGES = 10;
    private static final int MAX_ENTRIES = 10;
    private static final int MAX_WAIT = 20;
    private static final int MAX_VISIBILITY = 43_200;

    private final EventQueues queues;
    private final String endpoint;
    private final String region;
    private final String accountId;

    /** Of an account, whose queues have URLs that begin so. */
    SqsOperations(EventQueues queues, String endpoint, String region, String accountId) {
        this.queues = queues;
        this.endpoint = endpoint;
        this.region = region;
        this.accountId = accountId;
    }

    /**
     * Does it.
     *
     * @throws ServiceError if the API would answer with an error
     */
    ObjectNode apply(Instant now, String operation, ObjectNode request) {
        return switch (operation) {
            case "GetQueueUrl" -> url(request);
            case "GetQueueAttributes" -> attributes(now, request);
            case "ReceiveMessage" -> receive(now, request);
            case "DeleteMessage" -> delete(request);
            case "DeleteMessageBatch" -> deleteBatch(request);
            case "ChangeMessageVisibility" -> changeVisibility(now, request);
            default -> throw SqsError.unknownOperation(operation);
        };
    }

    /** How long a request waits for a message, if none is there; absent: it is no request to receive. */
    static Optional<Duration> waits(String operation, ObjectNode request) {
        return operation.equals("ReceiveMessage")
                ? Optional.of(Duration.ofSeconds(
                        number(request, "WaitTimeSeconds", 0, MAX_WAIT).orElse(0)))
                : Optional.empty();
    }

    private ObjectNode url(ObjectNode request) {
        String name = text(request, "QueueName");
        if (queues.named(name).isEmpty()) {
            throw SqsError.noQueue();
        }
        return object().put("QueueUrl", endpoint + "/" + accountId + "/" + name);
    }

    private StandardQueue queue(ObjectNode request) {
        StandardQueue queue = queues.named(queueName(request)).orElseThrow(SqsError::noQueue);
        queue.refusal().ifPresent(refusal -> {
            throw refusal;
        });
        return queue;
    }

    private static String queueName(ObjectNode request) {
        String url = text(request, "QueueUrl");
        return url.substring(url.lastIndexOf('/') + 1);
    }

    private ObjectNode receive(Instant now, ObjectNode request) {
        StandardQueue queue = queue(request);
        int most = number(request, "MaxNumberOfMessages", 1, MAX_MESSAGES).orElse(1);
        Duration visibility = visibility(request).orElse(StandardQueue.VISIBILITY);
        if (queue.inFlight(now) >= StandardQueue.MAX_IN_FLIGHT) {
            throw SqsError.of("OverLimit", "Too many messages are in flight.");
        }
        Set<String> wanted = new LinkedHashSet<>(texts(request, "AttributeNames"));
        wanted.addAll(texts(request, "MessageSystemAttributeNames"));
        ObjectNode answer = object();
        List<ReceivedMessage> received = queue.receive(now, most, visibility);
        if (!received.isEmpty()) {
            ArrayNode messages = answer.putArray("Messages");
            received.forEach(message -> messages.add(json(message, wanted)));
        }
        return answer;
    }

    private static ObjectNode json(ReceivedMessage message, Set<String> wanted) {
        ObjectNode json = object();
        json.put("MessageId", message.id());
        json.put("ReceiptHandle", message.handle());
        json.put("MD5OfBody", md5(message.body()));
        json.put("Body", message.body());
        ObjectNode attributes = object();
        attributes.put("SentTimestamp", String.valueOf(message.sentAt().toEpochMilli()));
        attributes.put("ApproximateReceiveCount", String.valueOf(message.receiveCount()));
        attributes.put(
                "ApproximateFirstReceiveTimestamp",
                String.valueOf(message.firstReceivedAt().toEpochMilli()));
        keep(attributes, wanted);
        if (!attributes.isEmpty()) {
            json.set("Attributes", attributes);
        }
        return json;
    }

    private static void keep(ObjectNode attributes, Set<String> wanted) {
        if (!wanted.contains("All")) {
            attributes.retain(wanted);
        }
    }

    @SuppressWarnings("java:S4790") // MD5 is what SQS answers, to find broken bodies
    private static String md5(String body) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(body.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has MD5", e);
        }
    }

    private ObjectNode delete(ObjectNode request) {
        StandardQueue queue = queue(request);
        if (queue.delete(text(request, "ReceiptHandle")) == StandardQueue.Handle.INVALID) {
            throw badHandle();
        }
        return object();
    }

    private static ServiceError badHandle() {
        return SqsError.of("ReceiptHandleIsInvalid", "The input receipt handle is invalid.");
    }

    private ObjectNode deleteBatch(ObjectNode request) {
        StandardQueue queue = queue(request);
        JsonNode entries = request.path("Entries");
        if (entries.isEmpty()) {
            throw SqsError.of("EmptyBatchRequest", "There should be at least one DeleteMessageBatchRequestEntry.");
        }
        if (entries.size() > MAX_ENTRIES) {
            throw SqsError.of(
                    "TooManyEntriesInBatchRequest",
                    "Maximum number of entries per request are 10. You have sent " + entries.size() + ".");
        }
        Set<String> ids = new LinkedHashSet<>();
        for (JsonNode entry : entries) {
            String id = text(entry, "Id");
            if (!id.matches("[A-Za-z0-9_-]{1,80}")) {
                throw SqsError.of("InvalidBatchEntryId", "A batch entry id is 1 to 80 letters, digits, - and _.");
            }
            if (!ids.add(id)) {
                throw SqsError.of("BatchEntryIdsNotDistinct", "Id " + id + " repeated.");
            }
        }
        ObjectNode answer = object();
        ArrayNode successful = answer.putArray("Successful");
        ArrayNode failed = answer.putArray("Failed");
        for (JsonNode entry : entries) {
            if (queue.delete(text(entry, "ReceiptHandle")) == StandardQueue.Handle.INVALID) {
                failed.addObject()
                        .put("Id", text(entry, "Id"))
                        .put("SenderFault", true)
                        .put("Code", "ReceiptHandleIsInvalid")
                        .put("Message", badHandle().text());
            } else {
                successful.addObject().put("Id", text(entry, "Id"));
            }
        }
        return answer;
    }

    private ObjectNode changeVisibility(Instant now, ObjectNode request) {
        StandardQueue queue = queue(request);
        String handle = text(request, "ReceiptHandle");
        Duration visibility = visibility(request).orElseThrow(() -> SqsError.missing("VisibilityTimeout"));
        if (queue.isInvalid(handle)) {
            throw badHandle();
        }
        if (!queue.changeVisibility(now, handle, visibility)) {
            throw SqsError.of("MessageNotInflight", "The specified message isn't in flight.");
        }
        return object();
    }

    private ObjectNode attributes(Instant now, ObjectNode request) {
        StandardQueue queue = queue(request);
        ObjectNode attributes = object();
        attributes.put("QueueArn", "arn:aws:sqs:" + region + ":" + accountId + ":" + queueName(request));
        attributes.put("ApproximateNumberOfMessages", String.valueOf(queue.waiting(now)));
        attributes.put("ApproximateNumberOfMessagesNotVisible", String.valueOf(queue.inFlight(now)));
        attributes.put("ApproximateNumberOfMessagesDelayed", String.valueOf(queue.delayed(now)));
        attributes.put("VisibilityTimeout", String.valueOf(StandardQueue.VISIBILITY.toSeconds()));
        attributes.put("MessageRetentionPeriod", String.valueOf(StandardQueue.RETENTION.toSeconds()));
        attributes.put("ReceiveMessageWaitTimeSeconds", "0");
        attributes.put("DelaySeconds", "0");
        keep(attributes, new LinkedHashSet<>(texts(request, "AttributeNames")));
        ObjectNode answer = object();
        if (!attributes.isEmpty()) {
            answer.set("Attributes", attributes);
        }
        return answer;
    }

    private static Optional<Duration> visibility(ObjectNode request) {
        return number(request, "VisibilityTimeout", 0, MAX_VISIBILITY).map(Duration::ofSeconds);
    }

    private static Optional<Integer> number(ObjectNode request, String member, int least, int most) {
        JsonNode node = request.get(member);
        if (node == null || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isIntegralNumber() || node.longValue() < least || node.longValue() > most) {
            throw SqsError.invalid(
                    member, node.asText(), "Must be between " + least + " and " + most + ", if provided.");
        }
        return Optional.of(node.intValue());
    }

    private static String text(JsonNode request, String member) {
        @Nullable JsonNode node = request.get(member);
        if (node == null || !node.isTextual() || node.textValue().isEmpty()) {
            throw SqsError.missing(member);
        }
        return node.textValue();
    }

    private static List<String> texts(ObjectNode request, String member) {
        List<String> texts = new ArrayList<>();
        request.path(member).forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
