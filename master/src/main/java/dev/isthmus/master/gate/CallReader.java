package dev.isthmus.master.gate;

import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.master.http.MediaType;
import dev.isthmus.master.json.MesosJson;
import dev.isthmus.mesos.messages.v1.scheduler.Protos.Call;
import dev.isthmus.mesos.protobuf.ByteString;
import dev.isthmus.mesos.protobuf.InvalidProtocolBufferException;
import java.util.Optional;

/** Reads the call of a body, by what its header says it is. */
final class CallReader {

    private CallReader() {}

    static Call read(HttpRequest request) throws Refusal {
        Optional<String> contentType = request.headers().last("Content-Type");
        if (contentType.isEmpty()) {
            throw new Refusal(HttpAnswer.badRequest("Expecting 'Content-Type' to be present"));
        }
        Optional<MediaType> type = MediaType.of(contentType.get());
        if (type.isEmpty()) {
            throw new Refusal(
                    HttpAnswer.text(415, "Expecting 'Content-Type' of application/json or application/x-protobuf"));
        }
        return type.get() == MediaType.JSON ? json(request.body()) : protobuf(request.body());
    }

    private static Call protobuf(ByteString body) throws Refusal {
        try {
            return Call.parseFrom(body);
        } catch (InvalidProtocolBufferException e) {
            throw new Refusal(HttpAnswer.badRequest("Failed to parse body into Call protobuf"));
        }
    }

    private static Call json(ByteString body) throws Refusal {
        return MesosJson.read(body, Call.getDefaultInstance())
                .<Reading>fold(
                        call -> () -> call,
                        why -> refused("Failed to parse body into JSON: " + why),
                        why -> refused("Failed to convert JSON into Call protobuf: " + why))
                .call();
    }

    private static Reading refused(String why) {
        return () -> {
            throw new Refusal(HttpAnswer.badRequest(why));
        };
    }

    /** What has been read, or the refusal of it. */
    @FunctionalInterface
    private interface Reading {
        Call call() throws Refusal;
    }
}
