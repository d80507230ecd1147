package dev.isthmus.testkit.ecs.sqs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.isthmus.testkit.ecs.wire.ModelCodec;
import dev.isthmus.testkit.ecs.wire.ServiceError;
import dev.isthmus.testkit.ecs.wire.WireHandler;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Answers consumers of SQS that speak its JSON protocol. */
public final class SqsHandler implements WireHandler {
    /** Before the operation in the header {@code X-Amz-Target}. */
    public static final String TARGET_PREFIX = "AmazonSQS.";

    /** Of its answers. */
    public static final String CONTENT_TYPE = "application/x-amz-json-1.0";

    private final QueueRim rim;
    private final Supplier<String> endpoint;
    private final String region;
    private final String accountId;

    /** For the queues of an account at that endpoint. */
    public SqsHandler(QueueRim rim, Supplier<String> endpoint, String region, String accountId) {
        this.rim = rim;
        this.endpoint = endpoint;
        this.region = region;
        this.accountId = accountId;
    }

    @Override
    public Answer handle(String operation, String body) {
        try {
            ObjectNode request = ModelCodec.parse(body);
            Optional<Duration> waits = SqsOperations.waits(operation, request);
            ObjectNode answer = rim.ask(
                            waits.orElse(Duration.ZERO),
                            (now, queues) -> Optional.of(operations(queues).apply(now, operation, request))
                                    .filter(found -> waits.isEmpty() || !found.isEmpty()))
                    .orElseGet(JsonNodeFactory.instance::objectNode);
            return new Answer.Json(200, answer);
        } catch (ServiceError e) {
            return new Answer.Json(
                    e.status(), ModelCodec.encode(e), Map.of("x-amzn-query-error", SqsError.queryError(e)));
        }
    }

    private SqsOperations operations(EventQueues queues) {
        return new SqsOperations(queues, endpoint.get(), region, accountId);
    }
}
