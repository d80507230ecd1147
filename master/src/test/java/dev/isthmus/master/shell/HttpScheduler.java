package dev.isthmus.master.shell;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.isthmus.master.http.MediaType;
import dev.isthmus.master.json.MesosJson;
import dev.isthmus.master.server.RawConnection;
import dev.isthmus.mesos.messages.v1.Protos.FrameworkID;
import dev.isthmus.mesos.messages.v1.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.v1.scheduler.Protos.Call;
import dev.isthmus.mesos.messages.v1.scheduler.Protos.Event;
import dev.isthmus.mesos.protobuf.ByteString;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** A framework that speaks HTTP: one connection for its stream, another one for its calls. */
public final class HttpScheduler implements AutoCloseable {

    static final String PATH = "/api/v1/scheduler";

    private final MediaType encoding;
    private final RawConnection events;
    private final RawConnection calls;
    private String head = "";
    private String stream = "";
    private String framework = "";

    public HttpScheduler(InetSocketAddress master, MediaType encoding) throws IOException {
        this.encoding = encoding;
        events = RawConnection.to(master);
        calls = RawConnection.to(master);
    }

    /** What it says of itself, but for its id. */
    public static FrameworkInfo.Builder info() {
        return FrameworkInfo.newBuilder().setUser("u").setName("n");
    }

    static byte[] encode(Call call, MediaType encoding) {
        return encoding == MediaType.JSON ? MesosJson.write(call).getBytes(StandardCharsets.UTF_8) : call.toByteArray();
    }

    static Call subscribe(FrameworkInfo info, UnaryOperator<Call.Subscribe.Builder> change) {
        Call.Builder call = Call.newBuilder().setType(Call.Type.SUBSCRIBE);
        if (info.hasId()) {
            call.setFrameworkId(info.getId());
        }
        return call.setSubscribe(change.apply(Call.Subscribe.newBuilder().setFrameworkInfo(info)))
                .build();
    }

    /** Subscribes, and reads the head of the stream. */
    public HttpScheduler subscribe(FrameworkInfo info) throws IOException {
        return subscribe(subscribe(info, all -> all));
    }

    HttpScheduler subscribe(Call call) throws IOException {
        events.post(
                PATH,
                "Content-Type: " + encoding.text() + "\r\nAccept: " + encoding.text() + "\r\nConnection: close\r\n",
                encode(call, encoding));
        head = events.head();
        stream = RawConnection.header(head, "mesos-stream-id").orElse("");
        framework = call.getFrameworkId().getValue();
        return this;
    }

    /** Subscribes and reads SUBSCRIBED and the first HEARTBEAT. */
    public HttpScheduler begin(FrameworkInfo info) throws IOException {
        return subscribe(info).subscribed();
    }

    /** Reads SUBSCRIBED and the first HEARTBEAT. */
    HttpScheduler subscribed() throws IOException {
        next(Event.Type.SUBSCRIBED);
        next(Event.Type.HEARTBEAT);
        return this;
    }

    public String head() {
        return head;
    }

    String stream() {
        return stream;
    }

    /** Its id. */
    public FrameworkID id() {
        return FrameworkID.newBuilder().setValue(framework).build();
    }

    /** The next event. From SUBSCRIBED on, it has the id that is there. */
    public Event next() throws IOException {
        Event next = read();
        if (next.getType() == Event.Type.SUBSCRIBED) {
            framework = next.getSubscribed().getFrameworkId().getValue();
        }
        return next;
    }

    private Event read() throws IOException {
        String record = events.event();
        ByteString bytes = ByteString.copyFrom(record.getBytes(ISO_8859_1));
        if (encoding == MediaType.PROTOBUF) {
            return Event.parseFrom(bytes);
        }
        return MesosJson.read(bytes, Event.getDefaultInstance())
                .fold(event -> event, HttpScheduler::wrong, HttpScheduler::wrong);
    }

    private static Event wrong(String why) {
        throw new AssertionError(why);
    }

    /** The next event, which must be of this type. */
    Event next(Event.Type type) throws IOException {
        Event next = next();
        if (next.getType() != type) {
            throw new AssertionError("expected " + type + ", not " + next);
        }
        return next;
    }

    /** The next event of this type; heartbeats before it, which come by time, are left out. */
    public Event await(Event.Type type) throws IOException {
        Event next = next();
        while (next.getType() == Event.Type.HEARTBEAT && type != Event.Type.HEARTBEAT) {
            next = next();
        }
        if (next.getType() != type) {
            throw new AssertionError("expected " + type + ", not " + next);
        }
        return next;
    }

    /** What comes until the master closes the connection. */
    public String rest() throws IOException {
        return events.rest();
    }

    /** Whether the stream ends here. */
    boolean ends() throws IOException {
        return events.chunk().isEmpty();
    }

    public String call(Call.Type type) throws IOException {
        return call(type, call -> call);
    }

    /** Calls, as the framework and on the stream that it is; gives status and body of the answer. */
    public String call(Call.Type type, UnaryOperator<Call.Builder> change) throws IOException {
        Call call = change.apply(Call.newBuilder().setType(type).setFrameworkId(id()))
                .build();
        return post(call, "Mesos-Stream-Id: " + stream + "\r\n");
    }

    String post(Call call, String headers) throws IOException {
        return calls.post(PATH, "Content-Type: " + encoding.text() + "\r\n" + headers, encode(call, encoding))
                .answer();
    }

    /** Cuts the stream. */
    void cut() throws IOException {
        events.close();
    }

    @Override
    public void close() throws IOException {
        events.close();
        calls.close();
    }
}
