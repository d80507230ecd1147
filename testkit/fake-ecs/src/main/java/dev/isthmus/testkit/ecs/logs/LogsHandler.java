package dev.isthmus.testkit.ecs.logs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.isthmus.testkit.ecs.wire.ModelCodec;
import dev.isthmus.testkit.ecs.wire.ServiceError;
import dev.isthmus.testkit.ecs.wire.WireHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers readers of CloudWatch Logs. */
public final class LogsHandler implements WireHandler {
    /** Before the operation in the header {@code X-Amz-Target}. */
    public static final String TARGET_PREFIX = "Logs_20140328.";

    /** Of its answers. */
    public static final String CONTENT_TYPE = "application/x-amz-json-1.1";

    private static final String OPERATION = "GetLogEvents";

    private final LogsRim rim;

    public LogsHandler(LogsRim rim) {
        this.rim = rim;
    }

    @Override
    public Answer handle(String operation, String body) {
        if (!operation.equals(OPERATION)) {
            throw ServiceError.of(
                    "UnknownOperationException",
                    "This fake does not implement the operation " + operation + " of CloudWatch Logs");
        }
        rim.throttled(operation).ifPresent(error -> {
            throw error;
        });
        rim.ofStreams((now, streams) -> streams.refusal()).ifPresent(error -> {
            throw error;
        });
        ObjectNode request = ModelCodec.parse(body);
        String stream = text(request, "logStreamName");
        return new Answer.Json(200, LogPages.page(lines(rim, group(request), stream), request));
    }

    /**
     * All that a stream has: what its container has printed, and what was sent to it.
     *
     * @throws ServiceError if there is no such stream yet
     */
    public static List<LogLine> lines(LogsRim rim, String group, String stream) {
        Optional<List<LogLine>> printed = rim.printed(group, stream);
        Optional<List<LogLine>> sent = rim.ofStreams((now, streams) -> streams.read(now, group, stream));
        if (printed.isEmpty() && sent.isEmpty()) {
            throw ServiceError.of("ResourceNotFoundException", "The specified log stream does not exist.");
        }
        List<LogLine> all = new ArrayList<>(printed.orElse(List.of()));
        all.addAll(sent.orElse(List.of()));
        return all;
    }

    /** A name, or the name in an ARN. */
    private static String group(ObjectNode request) {
        if (request.path("logGroupName").isTextual()) {
            return request.path("logGroupName").textValue();
        }
        String identifier = text(request, "logGroupIdentifier");
        String marker = ":log-group:";
        return identifier.contains(marker)
                ? identifier
                        .substring(identifier.indexOf(marker) + marker.length())
                        .replaceFirst(":\\*$", "")
                : identifier;
    }

    private static String text(ObjectNode request, String member) {
        String text = request.path(member).asText("");
        if (text.isEmpty()) {
            throw LogPages.invalid("1 validation error detected: Value null at '" + member
                    + "' failed to satisfy constraint: Member must not be null");
        }
        return text;
    }
}
