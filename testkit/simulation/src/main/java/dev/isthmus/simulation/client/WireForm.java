package dev.isthmus.simulation.client;

import dev.isthmus.master.evolve.Evolution;
import dev.isthmus.master.http.Headers;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.master.http.MediaType;
import dev.isthmus.master.json.MesosJson;
import dev.isthmus.mesos.messages.scheduler.Protos.Call;
import dev.isthmus.mesos.messages.scheduler.Protos.Event;
import dev.isthmus.mesos.messages.v1.scheduler.Protos;
import dev.isthmus.mesos.protobuf.ByteString;
import dev.isthmus.mesos.protobuf.InvalidProtocolBufferException;
import java.util.Optional;

/**
 * The bytes of a client.
 *
 * @param encoding what it sends, and wants to be sent
 */
record WireForm(MediaType encoding) {

    /** The request of a call; with the name of the stream where there is one. */
    HttpRequest request(Call call, Optional<String> stream) {
        Protos.Call sent = Evolution.evolve(call);
        Headers headers = Headers.NONE.with("Content-Type", encoding.text()).with("Accept", encoding.text());
        return new HttpRequest(
                "POST",
                "/api/v1/scheduler",
                stream.map(its -> headers.with("Mesos-Stream-Id", its)).orElse(headers),
                switch (encoding) {
                    case JSON -> ByteString.copyFromUtf8(MesosJson.write(sent));
                    case PROTOBUF -> sent.toByteString();
                });
    }

    /** The event of a record. */
    Event event(byte[] record) {
        try {
            return Evolution.devolve(
                    switch (encoding) {
                        case JSON ->
                            MesosJson.read(ByteString.copyFrom(record), Protos.Event.getDefaultInstance())
                                    .<Protos.Event>fold(its -> its, WireForm::fails, WireForm::fails);
                        case PROTOBUF -> Protos.Event.parseFrom(record);
                    });
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("no event", e);
        }
    }

    private static Protos.Event fails(String why) {
        throw new IllegalStateException("no event: " + why);
    }
}
