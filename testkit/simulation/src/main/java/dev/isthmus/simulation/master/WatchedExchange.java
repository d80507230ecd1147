package dev.isthmus.simulation.master;

import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.server.Exchange;
import dev.isthmus.master.server.OutgoingRecord;
import dev.isthmus.master.server.RecordStream;
import dev.isthmus.master.shell.EventRecord;
import dev.isthmus.mesos.messages.scheduler.Protos.Call;
import dev.isthmus.mesos.messages.scheduler.Protos.Event;
import dev.isthmus.simulation.observe.Observer;
import java.util.Optional;

/** A request to a master, of which all is seen that leaves the master's process. What a process that has died says, is not said. */
final class WatchedExchange implements Exchange {

    private final MasterProcess process;
    private final Observer observer;
    private final Optional<Call> call;
    private final Exchange real;

    /** @param call what is asked for; empty: no call that the master lets in */
    WatchedExchange(MasterProcess process, Observer observer, Optional<Call> call, Exchange real) {
        this.process = process;
        this.observer = observer;
        this.call = call;
        this.real = real;
    }

    @Override
    public void answer(HttpAnswer answer) {
        if (process.leaves()) {
            process.says(answer, call);
            if (answer.status() < 300) {
                call.ifPresent(its -> observer.masterTook(process.life(), its));
            }
            real.answer(answer);
        }
    }

    @Override
    public RecordStream stream(HttpAnswer head, Runnable broken) {
        if (!process.leaves()) {
            return new Stream(Optional.empty());
        }
        Stream stream = new Stream(Optional.empty());
        stream.real = Optional.of(real.stream(head, () -> {
            stream.over();
            broken.run();
        }));
        return stream;
    }

    private final class Stream implements RecordStream {

        private Optional<RecordStream> real;
        private String framework = "";

        Stream(Optional<RecordStream> real) {
            this.real = real;
        }

        @Override
        public void send(OutgoingRecord record) {
            if (real.isEmpty() || !process.leaves()) {
                return;
            }
            if (record instanceof EventRecord its) {
                Event event = its.event();
                if (event.getType() == Event.Type.SUBSCRIBED) {
                    framework = event.getSubscribed().getFrameworkId().getValue();
                }
                observer.masterSent(process.life(), framework, event);
            }
            real.get().send(record);
        }

        @Override
        public void end() {
            if (real.isPresent() && process.leaves()) {
                over();
                real.get().end();
            }
        }

        private void over() {
            if (!framework.isEmpty()) {
                observer.masterHungUp(process.life(), framework);
                framework = "";
            }
        }
    }
}
