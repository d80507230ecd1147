package dev.isthmus.master.watch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.isthmus.master.http.MediaType;
import dev.isthmus.master.json.MesosJson;
import dev.isthmus.master.server.RawConnection;
import dev.isthmus.mesos.messages.v1.master.Protos.Call;
import dev.isthmus.mesos.messages.v1.master.Protos.Event;
import dev.isthmus.mesos.messages.v1.master.Protos.Response;
import dev.isthmus.mesos.protobuf.ByteString;
import dev.isthmus.mesos.protobuf.Message;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Somebody who watches a cluster over a socket. */
final class WatchClient implements AutoCloseable {

    private final MediaType encoding;
    private final InetSocketAddress master;
    private final RawConnection connection;
    private final String head;

    WatchClient(InetSocketAddress master, MediaType encoding) throws IOException {
        this.encoding = encoding;
        this.master = master;
        connection = RawConnection.to(master);
        post(connection, Call.Type.SUBSCRIBE);
        head = connection.head();
    }

    private void post(RawConnection to, Call.Type type) throws IOException {
        Call call = Call.newBuilder().setType(type).build();
        to.post(
                "/api/v1",
                "Content-Type: " + encoding.text() + "\r\nAccept: " + encoding.text() + "\r\n",
                encoding == MediaType.JSON ? MesosJson.write(call).getBytes(ISO_8859_1) : call.toByteArray());
    }

    String head() {
        return head;
    }

    /** The next event that is no heartbeat. */
    Event next() throws IOException {
        Event event = any();
        while (event.getType() == Event.Type.HEARTBEAT) {
            event = any();
        }
        return event;
    }

    /** The next event of any kind. */
    Event any() throws IOException {
        ByteString bytes = ByteString.copyFrom(connection.event().getBytes(ISO_8859_1));
        return encoding == MediaType.JSON ? json(bytes, Event.getDefaultInstance()) : Event.parseFrom(bytes);
    }

    /** What a call that looks is answered, on a connection of its own. */
    Response look(Call.Type type) throws IOException {
        try (RawConnection other = RawConnection.to(master)) {
            post(other, type);
            ByteString bytes = ByteString.copyFrom(other.body(other.head()));
            return encoding == MediaType.JSON ? json(bytes, Response.getDefaultInstance()) : Response.parseFrom(bytes);
        }
    }

    private static <M extends Message> M json(ByteString bytes, M type) {
        return MesosJson.read(bytes, type).fold(read -> read, why -> wrong(type, why), why -> wrong(type, why));
    }

    private static <M> M wrong(M wanted, String why) {
        throw new AssertionError("no " + wanted.getClass().getSimpleName() + ": " + why);
    }

    /** What comes until the master ends the stream. */
    boolean ends() throws IOException {
        while (true) {
            String chunk = connection.chunk();
            if (chunk.isEmpty()) {
                return true;
            }
        }
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
