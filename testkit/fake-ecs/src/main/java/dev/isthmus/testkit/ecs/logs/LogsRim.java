package dev.isthmus.testkit.ecs.logs;

import dev.isthmus.testkit.ecs.wire.ServiceError;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Whoever gives the log streams the time, and knows what containers print. */
public interface LogsRim {
    /** Does something with the streams, at the present time. */
    <T> T ofStreams(BiFunction<Instant, SentLines, T> action);

    /** What the container has printed whose log driver writes to this stream; empty if there is none, or it has not started. */
    Optional<List<LogLine>> printed(String group, String stream);

    /** Takes a call from the budget; why it is refused, if that is used up. */
    Optional<ServiceError> throttled(String operation);
}
