package dev.isthmus.testkit.ecs.logs;

import dev.isthmus.testkit.ecs.wire.ServiceError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was sent to log streams. Pure: it is told the time. Not thread-safe. */
public final class SentLines {
    private record Name(String group, String stream) {}

    private record Sent(Instant visibleAt, LogLine line) {}

    private final Map<Name, List<Sent>> streams = new LinkedHashMap<>();
    private Optional<ServiceError> refusal = Optional.empty();

    /** A line arrives, and can be read from that time on. It makes its stream. */
    public void send(String group, String stream, LogLine line, Instant visibleAt) {
        List<Sent> lines = streams.computeIfAbsent(new Name(group, stream), name -> new ArrayList<>());
        int at = lines.size();
        while (at > 0 && lines.get(at - 1).visibleAt.isAfter(visibleAt)) {
            at--;
        }
        lines.add(at, new Sent(visibleAt, line));
    }

    /** What can be read of a stream, in the order in which it could be; empty if there is no such stream yet. */
    public Optional<List<LogLine>> read(Instant now, String group, String stream) {
        List<Sent> lines = streams.getOrDefault(new Name(group, stream), List.of()).stream()
                .filter(sent -> !sent.visibleAt.isAfter(now))
                .toList();
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of(lines.stream().map(Sent::line).toList());
    }

    /** Its calls are refused from now on. */
    public void refuse(String type, String message) {
        refusal = Optional.of(ServiceError.of(type, message));
    }

    /** Its calls are answered. */
    public void serve() {
        refusal = Optional.empty();
    }

    /** Why its calls are refused, if they are. */
    public Optional<ServiceError> refusal() {
        return refusal;
    }
}
