package dev.isthmus.operator.logs;

import dev.isthmus.operator.aws.LogStreams.Where;
import dev.isthmus.operator.aws.SignedJson;
import dev.isthmus.operator.aws.SignedJson.Answered;
import dev.isthmus.operator.aws.SignedJson.Refused;
import dev.isthmus.operator.aws.SignedJson.Reply;
import dev.isthmus.operator.settings.CommandFailure;
import dev.isthmus.operator.text.Document;
import dev.isthmus.operator.text.Document.WrongDocumentException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The newest lines of a stream of CloudWatch Logs, and then those that come, oldest first. Not thread-safe. */
final class PrintedLines {

    /** Of the IAM policy. */
    static final String ACTION = "logs:GetLogEvents";

    /** GetLogEvents gives so many at most. */
    static final int MOST = 10_000;

    /**
     * A line.
     *
     * @param at by the clock of the instance
     */
    record Line(Instant at, String text) {}

    private final SignedJson logs;
    private final Where where;
    private Optional<String> next = Optional.empty();

    /** Of this stream, of which nothing is read yet. */
    PrintedLines(SignedJson logs, Where where) {
        this.logs = logs;
        this.where = where;
    }

    /**
     * The newest that there are.
     *
     * @throws CommandFailure if there is no such stream, or it cannot be read
     */
    List<Line> newest(int count) throws CommandFailure {
        return read(Map.of("limit", count, "startFromHead", false));
    }

    /** Those that came after the ones that were read last; the newest if none was there to be read. */
    List<Line> more() throws CommandFailure {
        return next.isPresent()
                ? read(Map.of("limit", MOST, "startFromHead", true, "nextToken", next.get()))
                : newest(MOST);
    }

    private List<Line> read(Map<String, Object> which) throws CommandFailure {
        Map<String, Object> request = new TreeMap<>(which);
        request.put("logGroupName", where.group());
        request.put("logStreamName", where.stream());
        Reply reply = logs.call("GetLogEvents", request);
        Optional<CommandFailure> failure = reply.fold(
                answered -> Optional.empty(),
                refused -> Optional.of(refused(refused, where)),
                unanswered -> Optional.of(CommandFailure.unanswered(
                        unanswered.why(), "the network, or the credentials", "./isthmus check")));
        if (failure.isPresent()) {
            throw failure.get();
        }
        return lines(reply.fold(
                Answered::body, refused -> new Document("", Map.of()), unanswered -> new Document("", Map.of())));
    }

    private static CommandFailure refused(Refused refused, Where where) {
        String place = where.stream() + " of log group " + where.group() + " in " + where.region();
        if (refused.isDenied()) {
            return CommandFailure.denied(
                    "not allowed to call " + ACTION + " on " + place + " (" + refused.message() + ")",
                    "these credentials may not read the log",
                    "ReadLogs");
        }
        if (refused.code().equals("ResourceNotFoundException")) {
            return CommandFailure.wrong(
                    "there is no stream " + place,
                    "the task has printed nothing yet, or its instance may not write there",
                    "./isthmus check looks for the group");
        }
        return CommandFailure.unanswered(
                "CloudWatch Logs refused to read " + place + ": " + refused.code() + " " + refused.message(), "");
    }

    private List<Line> lines(Document body) throws CommandFailure {
        try {
            next = body.text("nextForwardToken").or(() -> next);
            List<Line> lines = new ArrayList<>();
            for (Document event : body.objects("events")) {
                Optional<Instant> at =
                        event.number("timestamp").map(millis -> Instant.ofEpochMilli(millis.longValue()));
                lines.add(
                        new Line(at.orElse(Instant.EPOCH), event.text("message").orElse("")));
            }
            return lines;
        } catch (WrongDocumentException e) {
            throw CommandFailure.unanswered("the answer of CloudWatch Logs is not understood: " + e.why(), "");
        }
    }
}
