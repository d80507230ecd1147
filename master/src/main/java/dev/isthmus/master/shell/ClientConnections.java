package dev.isthmus.master.shell;

import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.outgoing.EventRecord;
import dev.isthmus.master.server.Exchange;
import dev.isthmus.master.server.RecordStream;
import dev.isthmus.master.serving.ServingInput;
import dev.isthmus.master.subscription.SubscriptionOutput;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The requests that are not answered yet, and the streams that are open, by the names that the master has for them. */
final class ClientConnections implements SubscriptionOutput.Cases {

    private final MasterInbox inbox;
    private final Map<Long, Exchange> exchanges = new ConcurrentHashMap<>();
    private final AtomicLong lastExchange = new AtomicLong();
    /** Of the master's thread alone. */
    private final Map<String, RecordStream> streams = new HashMap<>();

    /** @param inbox is told of streams that break */
    ClientConnections(MasterInbox inbox) {
        this.inbox = inbox;
    }

    /** Names a request that is to be answered; any thread. */
    long number(Exchange exchange) {
        long number = lastExchange.incrementAndGet();
        exchanges.put(number, exchange);
        return number;
    }

    /** Answers a request, unless it has been. */
    void answer(long number, HttpAnswer answer) {
        Exchange exchange = exchanges.remove(number);
        if (exchange != null) {
            exchange.answer(answer);
        }
    }

    @Override
    public void reply(SubscriptionOutput.Reply output) {
        answer(output.exchange(), output.answer());
    }

    @Override
    public void open(SubscriptionOutput.Open output) {
        Exchange exchange = exchanges.remove(output.exchange());
        if (exchange != null) {
            String stream = output.stream();
            streams.put(stream, exchange.stream(output.head(), () -> inbox.put(new ServingInput.Broken(stream))));
        }
    }

    @Override
    public void send(SubscriptionOutput.Send output) {
        RecordStream stream = streams.get(output.stream());
        if (stream != null) {
            stream.send(new EventRecord(output.event(), output.encoding()));
        }
    }

    @Override
    public void end(SubscriptionOutput.End output) {
        RecordStream stream = streams.remove(output.stream());
        if (stream != null) {
            stream.end();
        }
    }

    @Override
    public void act(SubscriptionOutput.Act output) {
        // The machine has done it.
    }

    @Override
    public void seek(SubscriptionOutput.Seek output) {
        // The journals are asked.
    }
}
