package dev.isthmus.ecs.logs;

import static dev.isthmus.ecs.service.JsonProtocol.quoted;
import static dev.isthmus.ecs.service.JsonProtocol.text;

import dev.isthmus.api.backend.Fence;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.sdk.SignedPost;
import dev.isthmus.ecs.sdk.Target;
import dev.isthmus.ecs.service.AnsweringThreads;
import dev.isthmus.ecs.service.JsonProtocol;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/**
 * Reads streams of one log group by GetLogEvents, on a few daemon threads of its own, so that calls of ECS do not wait for it. Source: Amazon CloudWatch Logs API
 * Reference, GetLogEvents.
 */
public final class CloudWatchLogs implements LogReader {

    static final String ACTION = "logs:GetLogEvents";

    private static final String GET = "GetLogEvents";

    private static final int THREADS = 2;

    /** The most characters of an entry, which may be of a megabyte: far more than is told of a log, and few enough to be looked through within a step. */
    static final int LONGEST_ENTRY = 20 * 1024;

    /** Before what is left of a longer one. */
    private static final String CUT = "...";

    private static final JsonProtocol.Dialect LOGS = new JsonProtocol.Dialect("1.1", "Logs_20140328");

    private final String group;
    private final JsonProtocol logs;
    private final AnsweringThreads threads = new AnsweringThreads("isthmus-logs", THREADS);

    /**
     * Creates it without connecting; threads are started when they are needed.
     *
     * @param target provides credentials and the region
     * @param endpoint of CloudWatch Logs, if not that of the region
     * @param timeout of a call
     */
    public CloudWatchLogs(String group, Target target, Optional<URI> endpoint, Duration timeout) {
        this.group = group;
        SignedPost post =
                new SignedPost("logs", target, endpoint, new SignedPost.Rim(timeout, THREADS, Fence.NONE, () -> 0));
        this.logs = new JsonProtocol(post, LOGS, new LogFailures(group, post.endpoint()));
    }

    @Override
    public void read(String stream, int lines, Consumer<Answer<List<String>>> then) {
        threads.ask(GET, () -> read(stream, lines), then);
    }

    private Answer<List<String>> read(String stream, int lines) {
        String body = "{\"logGroupName\":" + quoted(group) + ",\"logStreamName\":" + quoted(stream) + ",\"limit\":"
                + lines + ",\"startFromHead\":false}";
        Answer<List<String>> read = logs.call(GET, ACTION, body).map(CloudWatchLogs::messages);
        return read.problem()
                        .map(CallFailure::code)
                        .filter(LogFailures::isNotThere)
                        .isPresent()
                ? new Answer.Ok<>(List.of())
                : read;
    }

    private static List<String> messages(JsonNode answer) {
        List<String> messages = new ArrayList<>();
        answer.field("events")
                .filter(JsonNode::isArray)
                .ifPresent(events -> events.asArray().forEach(event -> messages.add(end(text(event, "message")))));
        return messages;
    }

    /** The end of an entry, of whole characters. */
    private static String end(String entry) {
        if (entry.length() <= LONGEST_ENTRY) {
            return entry;
        }
        int from = entry.length() - LONGEST_ENTRY + CUT.length();
        return CUT + entry.substring(Character.isLowSurrogate(entry.charAt(from)) ? from + 1 : from);
    }

    @Override
    public void close() {
        threads.close();
        logs.close();
    }
}
