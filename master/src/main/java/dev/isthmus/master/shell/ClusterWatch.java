package dev.isthmus.master.shell;

import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.MediaType;
import dev.isthmus.master.outgoing.SharedRecord;
import dev.isthmus.master.server.Exchange;
import dev.isthmus.master.server.RecordStream;
import dev.isthmus.master.serving.ServingMaster;
import dev.isthmus.master.serving.ServingOutput;
import dev.isthmus.master.shared.SharedPages;
import dev.isthmus.master.snapshot.MasterLook;
import dev.isthmus.master.snapshot.ToldHistory;
import dev.isthmus.master.watch.ClusterReporter;
import dev.isthmus.master.watch.WatchEvents;
import dev.isthmus.master.watch.WatchInput;
import dev.isthmus.master.watch.WatchOutput;
import dev.isthmus.master.watch.Watchers;
import dev.isthmus.mesos.messages.v1.master.Protos.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The streams of those who watch the cluster, and what they are sent. Used by the master's thread alone. */
final class ClusterWatch implements WatchOutput.Cases {

    private static final Logger log = LoggerFactory.getLogger("dev.isthmus.master.Master");

    private record Stream(RecordStream records, MediaType encoding) {}

    private final ServingMaster master;
    private final ToldHistory history;
    private final MasterInbox inbox;
    private final SharedPages<?> pages;
    private final Duration heartbeat;
    private final Watchers watchers;
    private final ClusterReporter reporter;
    private final Map<String, Stream> streams = new HashMap<>();
    private Map<MediaType, SharedRecord> description = new EnumMap<>(MediaType.class);
    private long lastStream;

    /**
     * Nobody watches.
     *
     * @param history sees what comes of each step
     * @param pages write what there is
     */
    ClusterWatch(
            ServingMaster master, ToldHistory history, MasterInbox inbox, SharedPages<?> pages, Duration heartbeat) {
        this.master = master;
        this.history = history;
        this.inbox = inbox;
        this.pages = pages;
        this.heartbeat = heartbeat;
        this.watchers = new Watchers(heartbeat);
        this.reporter = new ClusterReporter(history);
    }

    /** Somebody watches from now on. */
    void open(Instant now, Exchange exchange, MediaType encoding) {
        String stream = "watch-" + ++lastStream;
        HttpAnswer head = HttpAnswer.empty(200).with("Content-Type", encoding.text());
        streams.put(
                stream, new Stream(exchange.stream(head, () -> inbox.add(loop -> loop.unwatched(stream))), encoding));
        step(now, new WatchInput.Opened(stream));
    }

    /** Takes what a step of the master has come to. */
    void see(Instant now, Instant shown, List<ServingOutput> outputs) {
        for (ServingOutput output : outputs) {
            seeSubscription(now, shown, output);
            seeChange(now, output);
        }
        if (outputs.stream().anyMatch(ServingOutput.Forget.class::isInstance) && watchers.isAnyTold()) {
            tell(now, reporter.settle(master.frameworks()));
        }
        step(now, new WatchInput.Tick());
    }

    /** The history sees it, whoever watches. */
    private void seeSubscription(Instant now, Instant shown, ServingOutput output) {
        if (output instanceof ServingOutput.OfSubscription of) {
            tell(now, reporter.see(shown, of.output(), watchers.isAnyTold()));
        }
    }

    private void seeChange(Instant now, ServingOutput output) {
        if (output instanceof ServingOutput.Changed changed && watchers.isAnyTold()) {
            tell(now, reporter.see(changed.change()));
        }
    }

    private void tell(Instant now, List<Event> events) {
        events.forEach(event -> step(now, new WatchInput.Happened(event)));
    }

    void step(Instant now, WatchInput input) {
        watchers.step(now, input).forEach(output -> output.match(this));
    }

    Optional<Instant> nextDue() {
        return watchers.nextDue();
    }

    @Override
    public void describe(WatchOutput.Describe output) {
        MasterLook look = history.look(master.frameworks(), master.view());
        reporter.shown(master.frameworks());
        Set<MediaType> encodings = EnumSet.noneOf(MediaType.class);
        output.streams()
                .forEach(stream ->
                        Optional.ofNullable(streams.get(stream)).ifPresent(open -> encodings.add(open.encoding())));
        pages.write(() -> {
            Map<MediaType, SharedRecord> written = new EnumMap<>(MediaType.class);
            try {
                Event event = WatchEvents.subscribed(look.snapshot(), heartbeat);
                for (MediaType encoding : encodings) {
                    written.put(encoding, new SharedRecord(event, encoding).encoded());
                }
            } catch (RuntimeException e) {
                log.error("what there is could not be written for those who watch; this is a defect of Isthmus", e);
                inbox.add(loop -> loop.watch(new WatchInput.Undescribed()));
                return;
            }
            inbox.add(loop -> loop.described(written));
        });
    }

    /** What there is has been written. */
    void described(Instant now, Map<MediaType, SharedRecord> written) {
        description = written;
        step(now, new WatchInput.Described());
        description = new EnumMap<>(MediaType.class);
    }

    @Override
    public void introduce(WatchOutput.Introduce output) {
        send(output.streams(), description);
    }

    @Override
    public void send(WatchOutput.Send output) {
        Map<MediaType, SharedRecord> records = new EnumMap<>(MediaType.class);
        for (MediaType encoding : MediaType.values()) {
            records.put(encoding, new SharedRecord(output.event(), encoding));
        }
        send(output.streams(), records);
    }

    private void send(List<String> to, Map<MediaType, SharedRecord> records) {
        for (String each : to) {
            Stream stream = streams.get(each);
            if (stream != null) {
                Optional.ofNullable(records.get(stream.encoding())).ifPresent(stream.records()::send);
            }
        }
    }

    @Override
    public void end(WatchOutput.End output) {
        Stream stream = streams.remove(output.stream());
        if (stream != null) {
            stream.records().end();
        }
    }

    /** Whoever watched on a stream is gone. */
    void broken(Instant now, String stream) {
        streams.remove(stream);
        step(now, new WatchInput.Broken(stream));
    }
}
