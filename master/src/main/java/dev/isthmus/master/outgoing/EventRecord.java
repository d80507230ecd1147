package dev.isthmus.master.outgoing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.isthmus.master.evolve.Evolution;
import dev.isthmus.master.http.MediaType;
import dev.isthmus.master.json.MesosJson;
import dev.isthmus.master.server.OutgoingRecord;
import dev.isthmus.mesos.messages.scheduler.Protos.Event;

/** An event on its way to a client. */
public record EventRecord(Event event, MediaType encoding) implements OutgoingRecord {

    @Override
    public int size() {
        return event.getSerializedSize();
    }

    /** Both versions have the same bytes; only their names differ, which JSON shows. */
    @Override
    public byte[] encode() {
        return switch (encoding) {
            case PROTOBUF -> event.toByteArray();
            case JSON -> MesosJson.write(Evolution.evolve(event)).getBytes(UTF_8);
        };
    }
}
