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

/** The newest lines of a stream of CloudWatch Logs, oldest first. */
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

    private PrintedLines() {}

    static List<Line> of(SignedJson logs, Where where, int count) throws CommandFailure {
        Reply reply = logs.call(
                "GetLogEvents",
                Map.of(
                        "logGroupName",
                        where.group(),
                        "logStreamName",
                        where.stream(),
                        "limit",
                        count,
                        "startFromHead",
                        false));
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

    private static List<Line> lines(Document body) throws CommandFailure {
        try {
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
