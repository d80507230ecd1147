package dev.isthmus.testkit.ecs.events;

import dev.isthmus.testkit.ecs.logs.LogLine;
import dev.isthmus.testkit.ecs.logs.LogsHandler;
import dev.isthmus.testkit.ecs.logs.LogsRim;
import dev.isthmus.testkit.ecs.wire.ServiceError;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * CloudWatch Logs of a fake cluster. The stream of a container with the log driver {@code awslogs} has what it prints; a test sends more.
 * As thread-safe as the fake is.
 */
public final class FakeLogs {
    private final LogsRim rim;

    /** Made by a fake cluster. */
    public FakeLogs(LogsRim rim) {
        this.rim = rim;
    }

    /** A line of now arrives in a stream, which is made by it. */
    public void send(String group, String stream, String message) {
        send(group, stream, message, Duration.ZERO);
    }

    /** A line of now arrives in a stream so much later. */
    public void send(String group, String stream, String message, Duration lag) {
        rim.ofStreams((now, streams) -> {
            streams.send(group, stream, new LogLine(now, message), now.plus(lag));
            return true;
        });
    }

    /** All that can be read of a stream now; empty if there is no such stream yet. */
    public Optional<List<LogLine>> read(String group, String stream) {
        try {
            return Optional.of(LogsHandler.lines(rim, group, stream));
        } catch (ServiceError e) {
            return Optional.empty();
        }
    }

    /** Calls are refused from now on, as in {@code AccessDeniedException}, {@code ThrottlingException} or {@code ServiceUnavailableException}. */
    public void refuse(String type, String message) {
        rim.ofStreams((now, streams) -> {
            streams.refuse(type, message);
            return true;
        });
    }

    /** Calls are answered again. */
    public void serve() {
        rim.ofStreams((now, streams) -> {
            streams.serve();
            return true;
        });
    }
}
