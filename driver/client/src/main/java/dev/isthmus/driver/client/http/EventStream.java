package dev.isthmus.driver.client.http;

import dev.isthmus.driver.client.machine.ClientInput;
import dev.isthmus.driver.client.machine.ClientOutput;
import dev.isthmus.driver.client.wire.RecordReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One subscription: its request, and its events for as long as they come. On a thread of its own, which is a daemon. */
public final class EventStream implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("dev.isthmus.driver.Stream");

    private static final int BUFFER = 64 * 1024;

    private final ClientOutput.Open subscription;
    private final Map<String, String> headers;
    private final Consumer<ClientInput> inbox;
    private final MasterConnection connection;

    private EventStream(ClientOutput.Open subscription, Map<String, String> headers, Consumer<ClientInput> inbox) {
        this.subscription = subscription;
        this.headers = headers;
        this.inbox = inbox;
        this.connection = new MasterConnection(subscription.master());
    }

    /**
     * Subscribes; returns at once.
     *
     * @param subscription what is asked, and of whom
     * @param headers to send with it
     * @param inbox takes what comes, on the thread of the stream
     * @param name of that thread
     */
    public static EventStream open(
            ClientOutput.Open subscription, Map<String, String> headers, Consumer<ClientInput> inbox, String name) {
        EventStream stream = new EventStream(subscription, headers, inbox);
        Thread thread = new Thread(stream::run, name);
        thread.setDaemon(true);
        thread.start();
        return stream;
    }

    private void run() {
        int number = subscription.stream();
        try (MasterConnection open = connection) {
            open.connect(0);
            ReplyHead head = open.post(headers, subscription.body());
            if (head.status() != 200) {
                inbox.accept(new ClientInput.Refused(number, Answers.read(open, head)));
                return;
            }
            inbox.accept(new ClientInput.Opened(
                    number, head.header("Mesos-Stream-Id").orElse("")));
            InputStream events = open.body(head);
            RecordReader records = new RecordReader();
            byte[] some = new byte[BUFFER];
            for (int count = events.read(some, 0, BUFFER); count >= 0; count = events.read(some, 0, BUFFER)) {
                for (byte[] record : records.take(some, count)) {
                    inbox.accept(new ClientInput.Received(number, record));
                }
            }
            inbox.accept(new ClientInput.Ended(number, "it has ended the stream of events"));
        } catch (IOException | RecordReader.BrokenRecordException e) {
            inbox.accept(new ClientInput.Ended(number, Reasons.of(e)));
        } catch (RuntimeException e) {
            LOG.error("a stream of events ends by a defect", e);
            inbox.accept(new ClientInput.Ended(number, e.toString()));
        }
    }

    /** Hangs up. What still comes of it is of a stream that does not count. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (IOException e) {
            LOG.debug("a connection cannot be closed", e);
        }
    }
}
