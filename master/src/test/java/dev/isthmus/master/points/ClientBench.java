package dev.isthmus.master.points;

import dev.isthmus.api.failure.BackendFailure;
import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.api.journal.MasterJournalSnapshot;
import dev.isthmus.master.gate.Leadership;
import dev.isthmus.master.gate.SchedulerGate;
import dev.isthmus.master.http.Headers;
import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.master.http.MediaType;
import dev.isthmus.master.outgoing.EventRecord;
import dev.isthmus.master.recordio.RecordEncoder;
import dev.isthmus.master.serving.OneMachine;
import dev.isthmus.master.serving.RecalledJournal;
import dev.isthmus.master.serving.ServingInput;
import dev.isthmus.master.serving.ServingMaster;
import dev.isthmus.master.serving.ServingOutput;
import dev.isthmus.master.setting.SettingsInput;
import dev.isthmus.master.subscription.Remembered;
import dev.isthmus.master.subscription.SubscriptionOptions;
import dev.isthmus.master.subscription.SubscriptionOutput;
import dev.isthmus.master.subscription.Subscriptions;
import dev.isthmus.mesos.machine.PointBench;
import dev.isthmus.mesos.machine.options.MachineOptions;
import dev.isthmus.mesos.machine.options.MasterMachineOptions;
import dev.isthmus.mesos.machine.options.MasterMachineOptions.Presence;
import dev.isthmus.mesos.machine.registration.MasterInfos;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.MasterInput;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.protobuf.ByteString;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A master and a client of it, without a socket: what the client sends goes through the gate, and each event comes to it as the bytes of a record. It is told of as
 * a driver is, and does what one does.
 */
abstract class ClientBench implements PointBench {

    private final ServingMaster master;
    private final MachineOptions framework;
    private final boolean isCut;
    private final Deque<ServingInput> answers = new ArrayDeque<>();
    private final List<Output> outputs = new ArrayList<>();
    private final ServingOutput.Cases carrier = new Carrier();
    private Optional<Epoch> doubt = Optional.empty();
    private Instant now = Instant.MIN;
    private long exchanges;

    /** @param isCut whether the client loses its master where a driver would */
    ClientBench(MasterMachineOptions options, MachineOptions framework, Instant begin, boolean isCut) {
        this.framework = framework;
        this.isCut = isCut;
        master = new ServingMaster(
                new Subscriptions(
                        new SubscriptionOptions(
                                options.id(),
                                MasterInfos.write(options.id(), options.cluster()),
                                Duration.ofSeconds(15),
                                options.uuids()),
                        framework
                                .recalled()
                                .map(recalled -> remembered(recalled, begin))
                                .orElse(Remembered.NOTHING)),
                new OneMachine(new MasterMachineOptions(
                        options.id(),
                        Presence.STREAMING,
                        options.policy(),
                        options.cluster(),
                        options.consistencyWindow(),
                        options.translators(),
                        options.settings(),
                        options.uuids())));
    }

    private Remembered remembered(JournalSnapshot recalled, Instant at) {
        return Remembered.of(
                new TreeMap<>(Map.of(framework.id(), new MasterJournalSnapshot.OfFramework(recalled, Map.of()))),
                at,
                at);
    }

    @Override
    public List<Output> step(Instant at, Input input) {
        now = at;
        input.match(new Inputs());
        for (ServingInput answer = answers.poll(); answer != null; answer = answers.poll()) {
            take(answer);
        }
        List<Output> done = List.copyOf(outputs);
        outputs.clear();
        return done;
    }

    private void take(ServingInput input) {
        master.step(now, now, input).forEach(output -> output.match(carrier));
    }

    @Override
    public Optional<Instant> nextDue() {
        return master.nextDue();
    }

    @Override
    public Optional<Epoch> doubt() {
        return doubt;
    }

    // What a client is asked to do.

    abstract void called(Call call);

    abstract void started();

    abstract void stopped(boolean failover);

    /** It hangs up. */
    abstract void left();

    /** The callback of an update has returned. */
    abstract void delivered(TaskStatus status);

    /** Time has passed. */
    void ticked() {}

    // What comes to it from the master.

    /** To a request that opened no stream. */
    abstract void answered(HttpAnswer answer);

    abstract void opened(String stream);

    abstract void told(byte[] record);

    /** The master has ended it. */
    abstract void hungUp(String stream);

    /** Loses its master. */
    abstract void lost();

    /**
     * Can find it again.
     *
     * @return whether it had lost it
     */
    abstract boolean found();

    // What it can do.

    Instant now() {
        return now;
    }

    MachineOptions framework() {
        return framework;
    }

    /** Tells of something as a driver does. */
    void tell(Output output) {
        outputs.add(output);
    }

    void post(MediaType encoding, ByteString body, Headers headers) {
        HttpRequest request = new HttpRequest(
                "POST",
                "/api/v1/scheduler",
                headers.with("Content-Type", encoding.text()).with("Accept", encoding.text()),
                body);
        long exchange = ++exchanges;
        SchedulerGate.admit(request, Optional.empty(), new Leadership.Leading())
                .<Runnable>fold(
                        answer -> () -> answered(answer),
                        admitted -> () -> take(new ServingInput.Arrived(exchange, admitted)))
                .run();
    }

    void hangUp(String stream) {
        take(new ServingInput.Broken(stream));
    }

    /** Where a driver would lose its master or find it again. */
    private boolean isOfTheMaster(InventoryEvent event) {
        if (event instanceof InventoryEvent.ContactLost lost) {
            if (lost.failure().category() != BackendFailure.Category.THROTTLED) {
                lost();
            }
            return true;
        }
        return event instanceof InventoryEvent.Complete && found();
    }

    private final class Inputs implements Input.Cases {

        private void ofFramework(Input input) {
            take(new ServingInput.OfMachine(new MasterInput.Of(framework.id(), input)));
        }

        @Override
        public void call(Call call) {
            called(call);
        }

        @Override
        public void start(Input.Start input) {
            started();
        }

        @Override
        public void stop(Input.Stop input) {
            stopped(input.failover());
        }

        @Override
        public void deactivate(Input.Deactivate input) {
            left();
        }

        @Override
        public void killedByOperator(Input.KilledByOperator input) {
            ofFramework(input);
        }

        @Override
        public void leave(Input.Leave input) {
            left();
        }

        @Override
        public void returned(Input.Return input) {
            throw new AssertionError("a driver subscribes once");
        }

        @Override
        public void delivered(Input.Delivered input) {
            ClientBench.this.delivered(input.status());
        }

        @Override
        public void taskChanged(Input.TaskChanged input) {
            ofFramework(input);
        }

        @Override
        public void recovered(Input.Recovered input) {
            ofFramework(input);
        }

        @Override
        public void launchAnswered(Input.LaunchAnswered input) {
            ofFramework(input);
        }

        @Override
        public void stopAnswered(Input.StopAnswered input) {
            ofFramework(input);
        }

        @Override
        public void takenOver(Input.TakenOver input) {
            take(new ServingInput.TakenOver(framework.id()));
        }

        @Override
        public void stands(Input.Stands input) {
            doubt = Optional.empty();
            ofFramework(input);
        }

        @Override
        public void recalled(Input.Recalled input) {
            ofFramework(input);
        }

        @Override
        public void ofAll(Input.OfAll input) {
            if (isCut && input instanceof Input.Inventory inventory && isOfTheMaster(inventory.event())) {
                return;
            }
            if (input instanceof Input.Tick) {
                ticked();
            }
            take(input instanceof Input.Tick ? new ServingInput.Tick() : new ServingInput.OfMachine(input.forAll()));
        }
    }

    /** What the rim of a master does, with a journal at once. */
    private final class Carrier implements ServingOutput.Cases, SubscriptionOutput.Cases {

        @Override
        public void subscription(ServingOutput.OfSubscription output) {
            output.output().match(this);
        }

        @Override
        public void reply(SubscriptionOutput.Reply output) {
            answered(output.answer());
        }

        @Override
        public void open(SubscriptionOutput.Open output) {
            opened(output.head().headers().last("Mesos-Stream-Id").orElseThrow());
        }

        @Override
        public void send(SubscriptionOutput.Send output) {
            told(RecordEncoder.encode(new EventRecord(output.event(), output.encoding()).encode()));
        }

        @Override
        public void end(SubscriptionOutput.End output) {
            hungUp(output.stream());
        }

        @Override
        public void act(SubscriptionOutput.Act output) {
            // The master has done it.
        }

        @Override
        public void seek(SubscriptionOutput.Seek output) {
            throw new AssertionError("passed on as another output");
        }

        @Override
        public void request(ServingOutput.OfBackend output) {
            outputs.add(output.request());
        }

        @Override
        public void forget(ServingOutput.Forget output) {
            // With the journal.
        }

        @Override
        public void open(ServingOutput.OpenJournal output) {
            answers.add(new ServingInput.JournalOpened(
                    output.framework(), new RecalledJournal(recalled(), framework.tookOver(), framework.epoch())));
        }

        private Optional<MasterJournalSnapshot.OfFramework> recalled() {
            return framework.recalled().map(own -> new MasterJournalSnapshot.OfFramework(own, Map.of()));
        }

        @Override
        public void write(ServingOutput.WriteJournal output) {
            outputs.add(new Output.Write(output.entry()));
        }

        @Override
        public void keep(ServingOutput.Keep output) {
            answers.add(new ServingInput.OfSettings(new SettingsInput.Kept(output.write())));
        }

        @Override
        public void keep(ServingOutput.KeepEnd output) {
            // What is told is the same, whether it is kept or not.
        }

        @Override
        public void ask(ServingOutput.AskJournal output) {
            doubt = Optional.of(output.seen());
        }

        @Override
        public void seek(ServingOutput.Seek output) {
            answers.add(new ServingInput.Gone(output.framework()));
        }

        @Override
        public void close(ServingOutput.CloseJournal output) {
            outputs.add(new Output.Close());
        }

        @Override
        public void changed(ServingOutput.Changed output) {}

        @Override
        public void note(ServingOutput.Noted output) {
            outputs.add(output.note());
        }

        @Override
        public void defect(ServingOutput.Defect output) {
            throw new AssertionError(output.what(), output.cause());
        }

        @Override
        public void ended(ServingOutput.Ended output) {
            throw new AssertionError("nobody has ended it");
        }
    }
}
