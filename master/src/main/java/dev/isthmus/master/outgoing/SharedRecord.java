package dev.isthmus.master.outgoing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.isthmus.master.http.MediaType;
import dev.isthmus.master.json.MesosJson;
import dev.isthmus.master.server.OutgoingRecord;
import dev.isthmus.mesos.messages.v1.master.Protos.Event;
import org.jspecify.annotations.Nullable;

/** An event on its way to all who watch in one encoding: it is encoded once. Thread-safe. */
public final class SharedRecord implements OutgoingRecord {

    private final Event event;
    private final MediaType encoding;
    private volatile byte @Nullable [] encoded;

    /** An event of the operator's API. */
    public SharedRecord(Event event, MediaType encoding) {
        this.event = event;
        this.encoding = encoding;
    }

    /** The same, encoded by now, without the event that it was encoded from. */
    public SharedRecord encoded() {
        SharedRecord done = new SharedRecord(Event.getDefaultInstance(), encoding);
        done.encoded = encode();
        return done;
    }

    @Override
    public int size() {
        byte[] known = encoded;
        return known == null ? event.getSerializedSize() : known.length;
    }

    @Override
    public byte[] encode() {
        byte[] known = encoded;
        if (known == null) {
            known = switch (encoding) {
                case PROTOBUF -> event.toByteArray();
                case JSON -> MesosJson.write(event).getBytes(UTF_8);
            };
            encoded = known;
        }
        return known;
    }
}
