package dev.isthmus.master.api;

import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.master.http.MediaType;
import dev.isthmus.master.http.Query;
import dev.isthmus.master.logging.LoggingLevel;
import dev.isthmus.master.operator.MesosDuration;
import dev.isthmus.mesos.messages.v1.master.Protos.Call;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code /logging/toggle} and the calls that do the same (3rdparty/libprocess/src/logging.cpp); any method does it. */
final class LoggingRoute {

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,9}");

    private LoggingRoute() {}

    static OperatorRequest.Logging toggle(HttpRequest request) {
        Query query = Query.of(request.target());
        Optional<String> level = query.get("level");
        Optional<String> duration = query.get("duration");
        if (level.isEmpty() && duration.isEmpty()) {
            return new OperatorRequest.Logging(false, logging -> HttpAnswer.text(200, logging.now() + "\n"));
        }
        if (duration.isEmpty()) {
            return refused("Expecting 'duration=value' in query.\n");
        }
        return level.isEmpty() ? refused("Expecting 'level=value' in query.\n") : toggle(level.get(), duration.get());
    }

    private static OperatorRequest.Logging toggle(String text, String duration) {
        if (!NUMBER.matcher(text).matches()) {
            return refused("Failed to convert '" + text + "' to number.\n");
        }
        int level = Integer.parseInt(text);
        if (level < LoggingLevel.USUAL) {
            return refused("Invalid level '" + level + "'.\n");
        }
        return MesosDuration.read(duration).fold(time -> setting(level, time), why -> refused(why + ".\n"));
    }

    private static OperatorRequest.Logging refused(String why) {
        return new OperatorRequest.Logging(false, logging -> HttpAnswer.badRequest(why));
    }

    private static OperatorRequest.Logging setting(int level, Duration duration) {
        return new OperatorRequest.Logging(true, logging -> {
            logging.set(level, duration);
            return HttpAnswer.empty(200);
        });
    }

    /** A level is a number without a sign there. */
    static OperatorRequest set(Call.SetLoggingLevel call) {
        return setting(
                (int) Math.min(Integer.toUnsignedLong(call.getLevel()), Integer.MAX_VALUE),
                Duration.ofNanos(call.getDuration().getNanoseconds()));
    }

    static OperatorRequest get(MediaType encoding) {
        return new OperatorRequest.Logging(
                false, logging -> OperatorResponses.answer(OperatorResponses.loggingLevel(logging.now()), encoding));
    }
}
