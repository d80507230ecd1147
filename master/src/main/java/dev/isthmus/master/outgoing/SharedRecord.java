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
    private final int size;
    private volatile byte @Nullable [] encoded;

    /** An event of the operator's API. */
    public SharedRecord(Event event, MediaType encoding) {
        this(event, encoding, event.getSerializedSize(), null);
    }

    private SharedRecord(Event event, MediaType encoding, int size, byte @Nullable [] encoded) {
        this.event = event;
        this.encoding = encoding;
        this.size = size;
        this.encoded = encoded;
    }

    /** The same, encoded by now, without the event that it was encoded from. */
    public SharedRecord encoded() {
        byte[] bytes = encode();
        return new SharedRecord(Event.getDefaultInstance(), encoding, bytes.length, bytes);
    }

    @Override
    public int size() {
        return size;
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
