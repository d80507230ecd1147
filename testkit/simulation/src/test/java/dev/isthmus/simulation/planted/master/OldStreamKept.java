package dev.isthmus.simulation.planted.master;

import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.outgoing.EventRecord;
import dev.isthmus.master.server.Exchange;
import dev.isthmus.master.server.OutgoingRecord;
import dev.isthmus.master.server.RecordStream;
import dev.isthmus.mesos.messages.scheduler.Protos.Event;
import java.util.HashMap;
import java.util.Map;

/** When a framework subscribes again, its earlier stream stays, and is told what the later one is told. */
public final class OldStreamKept {

    /** The last stream of each framework. */
    private final Map<String, RecordStream> last = new HashMap<>();

    /** Between a request and its answer. */
    public Exchange of(Exchange real) {
        return new Exchange() {
            @Override
            public void answer(HttpAnswer answer) {
                real.answer(answer);
            }

            @Override
            public RecordStream stream(HttpAnswer head, Runnable broken) {
                return new Kept(real.stream(head, broken));
            }
        };
    }

    private final class Kept implements RecordStream {
        private final RecordStream real;
        private RecordStream earlier;

        Kept(RecordStream real) {
            this.real = real;
            this.earlier = this;
        }

        @Override
        public void send(OutgoingRecord record) {
            real.send(record);
            Event event = ((EventRecord) record).event();
            if (event.getType() == Event.Type.SUBSCRIBED) {
                RecordStream before =
                        last.put(event.getSubscribed().getFrameworkId().getValue(), real);
                earlier = before == null ? this : before;
            } else if (earlier != this) {
                earlier.send(record);
            }
        }

        @Override
        public void end() {
            // It stays.
        }
    }
}
