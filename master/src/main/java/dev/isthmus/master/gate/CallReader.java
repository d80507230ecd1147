package dev.isthmus.master.gate;

import dev.isthmus.master.http.Accept;
import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.master.http.MediaType;
import dev.isthmus.master.json.MesosJson;
import dev.isthmus.mesos.protobuf.ByteString;
import dev.isthmus.mesos.protobuf.InvalidProtocolBufferException;
import dev.isthmus.mesos.protobuf.Message;
import java.util.Optional;

/** Reads the call of a body, by what its header says it is. */
public final class CallReader {

    private CallReader() {}

    /**
     * Reads a call.
     *
     * @param type any message of the type that is read
     * @throws Refusal if the body is none
     */
    public static <M extends Message> M read(HttpRequest request, M type) throws Refusal {
        Optional<String> contentType = request.headers().last("Content-Type");
        if (contentType.isEmpty()) {
            throw new Refusal(HttpAnswer.badRequest("Expecting 'Content-Type' to be present"));
        }
        Optional<MediaType> encoding = MediaType.of(contentType.get());
        if (encoding.isEmpty()) {
            throw new Refusal(
                    HttpAnswer.text(415, "Expecting 'Content-Type' of application/json or application/x-protobuf"));
        }
        return encoding.get() == MediaType.JSON ? json(request.body(), type) : protobuf(request.body(), type);
    }

    /**
     * How the answer is to be encoded.
     *
     * @throws Refusal if the client takes no encoding that there is
     */
    public static MediaType accepted(HttpRequest request) throws Refusal {
        return Accept.choose(request.headers())
                .orElseThrow(() -> new Refusal(HttpAnswer.text(
                        406, "Expecting 'Accept' to allow 'application/x-protobuf' or 'application/json'")));
    }

    private static <M extends Message> M protobuf(ByteString body, M type) throws Refusal {
        try {
            @SuppressWarnings("unchecked") // A message's parser parses its own type.
            M call = (M) type.getParserForType().parseFrom(body);
            return call;
        } catch (InvalidProtocolBufferException e) {
            throw new Refusal(HttpAnswer.badRequest("Failed to parse body into Call protobuf"));
        }
    }

    private static <M extends Message> M json(ByteString body, M type) throws Refusal {
        return MesosJson.read(body, type)
                .<Reading<M>>fold(
                        call -> () -> call,
                        why -> refused("Failed to parse body into JSON: " + why),
                        why -> refused("Failed to convert JSON into Call protobuf: " + why))
                .call();
    }

    private static <M extends Message> Reading<M> refused(String why) {
        return () -> {
            throw new Refusal(HttpAnswer.badRequest(why));
        };
    }

    /** What has been read, or the refusal of it. */
    @FunctionalInterface
    private interface Reading<M> {
        M call() throws Refusal;
    }
}
