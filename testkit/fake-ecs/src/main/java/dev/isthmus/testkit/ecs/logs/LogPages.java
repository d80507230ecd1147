package dev.isthmus.testkit.ecs.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.isthmus.testkit.ecs.wire.ServiceError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pages of a log stream, as GetLogEvents makes them: at most so many lines and 1 MiB, in order of time within a page. */
final class LogPages {
    private static final int MAX_LINES = 10_000;
    private static final int MAX_BYTES = 1024 * 1024;
    /** What each line counts beside its text. */
    private static final int BYTES_OF_A_LINE = 26;

    private static final Pattern TOKEN = Pattern.compile("([fb])/([0-9]{1,9})");

    private LogPages() {}

    static ServiceError invalid(String message) {
        return ServiceError.invalidParameter(message);
    }

    /** A page of these lines, which are all that the stream has. */
    static ObjectNode page(List<LogLine> all, ObjectNode request) {
        int limit = number(request, "limit", MAX_LINES);
        if (limit < 1 || limit > MAX_LINES) {
            throw invalid("1 validation error detected: Value '" + limit
                    + "' at 'limit' failed to satisfy constraint: Member must have value between 1 and 10000");
        }
        String token = request.path("nextToken").asText("");
        boolean forward = request.path("startFromHead").asBoolean(false);
        int from = forward ? 0 : all.size();
        if (!token.isEmpty()) {
            Matcher matcher = TOKEN.matcher(token);
            if (!matcher.matches()) {
                throw invalid("The specified nextToken is invalid.");
            }
            forward = matcher.group(1).equals("f");
            from = Math.min(Integer.parseInt(matcher.group(2)), all.size());
        }
        int step = forward ? 1 : -1;
        int at = from;
        int bytes = 0;
        List<LogLine> page = new ArrayList<>();
        while (page.size() < limit && (forward ? at < all.size() : at > 0)) {
            LogLine next = all.get(forward ? at : at - 1);
            bytes += next.message().getBytes(StandardCharsets.UTF_8).length + BYTES_OF_A_LINE;
            if (bytes > MAX_BYTES && !page.isEmpty()) {
                break;
            }
            at += step;
            if (isAsked(next, request)) {
                page.add(forward ? page.size() : 0, next);
            }
        }
        return answer(page, Math.min(from, at), Math.max(from, at));
    }

    private static boolean isAsked(LogLine line, ObjectNode request) {
        long time = line.timestamp().toEpochMilli();
        JsonNode start = request.path("startTime");
        JsonNode end = request.path("endTime");
        return (!start.isNumber() || time >= start.longValue()) && (!end.isNumber() || time < end.longValue());
    }

    private static ObjectNode answer(List<LogLine> page, int first, int afterLast) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode events = answer.putArray("events");
        page.stream()
                .sorted(Comparator.comparing(LogLine::timestamp))
                .forEach(line -> events.addObject()
                        .put("timestamp", line.timestamp().toEpochMilli())
                        .put("ingestionTime", line.timestamp().toEpochMilli())
                        .put("message", line.message()));
        answer.put("nextForwardToken", "f/" + afterLast);
        answer.put("nextBackwardToken", "b/" + first);
        return answer;
    }

    private static int number(ObjectNode request, String member, int otherwise) {
        JsonNode node = request.path(member);
        return node.isIntegralNumber() && node.canConvertToInt() ? node.intValue() : otherwise;
    }
}
