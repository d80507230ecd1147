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
import dev.isthmus.master.outgoing.EventRecord;
import dev.isthmus.master.recordio.RecordEncoder;
import dev.isthmus.master.role.RolesInput;
import dev.isthmus.master.serving.OneMachine;
import dev.isthmus.master.serving.RecalledJournal;
import dev.isthmus.master.serving.ServingInput;
import dev.isthmus.master.serving.ServingMaster;
import dev.isthmus.master.serving.ServingOutput;
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
import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.MasterInput;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.scheduler.Protos;
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
 * A master and a client that speaks HTTP to it, without a socket: each call leaves as bytes and goes through the gate, each event comes back as the bytes of a record. The client
 * does what a driver does, and is told of as one.
 */
final class HttpBench implements PointBench {

    /** Seconds: a framework whose stream is cut is not removed for that. */
    private static final double PATIENCE = 36_000;

    private final ServingMaster master;
    private final MachineOptions framework;
    private final ClientStream client;
    private final boolean isCut;
    private final DriverMemory memory;
    private final Deque<ServingInput> answers = new ArrayDeque<>();
    private final List<Output> outputs = new ArrayList<>();
    private final ServingOutput.Cases carrier = new Carrier();
    private Optional<String> stream = Optional.empty();
    private Optional<Epoch> doubt = Optional.empty();
    private Instant now = Instant.MIN;
    private boolean isLost;
    private boolean isRegistered;
    private long exchanges;

    HttpBench(PointClient kind, MasterMachineOptions options, MachineOptions framework, Instant now) {
        this.framework = framework;
        client = new ClientStream(kind.encoding());
        isCut = kind.isCut();
        memory = new DriverMemory(framework, isCut ? PATIENCE : 0);
        master = new ServingMaster(
                new Subscriptions(
                        new SubscriptionOptions(
                                options.id(),
                                MasterInfos.write(options.id(), options.cluster()),
                                Duration.ofSeconds(15),
                                options.uuids()),
                        framework
                                .recalled()
                                .map(recalled -> remembered(recalled, now))
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

    private void subscribe() {
        post(memory.subscribe(), Headers.NONE);
    }

    /** As long as there is a stream; a driver that has lost its own is aborted, and drops what it is asked. */
    private void send(Protos.Call.Builder call) {
        call.getFrameworkIdBuilder().setValue(framework.id().value());
        stream.ifPresent(its -> post(call.build(), Headers.NONE.with("Mesos-Stream-Id", its)));
    }

    private void post(Protos.Call call, Headers headers) {
        HttpRequest request = new HttpRequest(
                "POST",
                "/api/v1/scheduler",
                headers.with("Content-Type", client.encoding().text())
                        .with("Accept", client.encoding().text()),
                client.body(call));
        long exchange = ++exchanges;
        SchedulerGate.admit(request, Optional.empty(), new Leadership.Leading())
                .<Runnable>fold(
                        answer -> () -> answered(answer),
                        admitted -> () -> take(new ServingInput.Arrived(exchange, admitted)))
                .run();
    }

    /** What is refused is an error to a driver. */
    private void answered(HttpAnswer answer) {
        if (answer.status() >= 300) {
            outputs.add(new Output.Abort(answer.body()));
        }
    }

    /** Where a driver would lose its master or find it again. */
    private boolean isOfTheMaster(InventoryEvent event) {
        if (event instanceof InventoryEvent.ContactLost lost) {
            if (stream.isPresent() && lost.failure().category() != BackendFailure.Category.THROTTLED) {
                isLost = true;
                outputs.add(new Callback.Disconnected());
                hangUp();
            }
            return true;
        }
        boolean isFound = isLost && event instanceof InventoryEvent.Complete;
        if (isFound) {
            isLost = false;
            subscribe();
        }
        return isFound;
    }

    private void hangUp() {
        stream.ifPresent(its -> {
            stream = Optional.empty();
            take(new ServingInput.Broken(its));
        });
    }

    private final class Inputs implements Input.Cases {

        private void ofFramework(Input input) {
            take(new ServingInput.OfMachine(new MasterInput.Of(framework.id(), input)));
        }

        @Override
        public void call(Call call) {
            memory.called(call);
            if (isLost) {
                outputs.addAll(memory.alone(call, now));
            } else {
                SentCalls.of(call).ifPresent(HttpBench.this::send);
            }
        }

        @Override
        public void start(Input.Start input) {
            subscribe();
        }

        @Override
        public void stop(Input.Stop input) {
            if (!input.failover()) {
                send(Protos.Call.newBuilder().setType(Protos.Call.Type.TEARDOWN));
            }
            hangUp();
        }

        @Override
        public void deactivate(Input.Deactivate input) {
            hangUp();
        }

        @Override
        public void leave(Input.Leave input) {
            hangUp();
        }

        @Override
        public void returned(Input.Return input) {
            throw new AssertionError("a driver subscribes once");
        }

        /** The client acknowledges what its framework has been told, if that is its way. */
        @Override
        public void delivered(Input.Delivered input) {
            TaskStatus status = input.status();
            if (framework.implicitAcknowledgements()) {
                call(new Call.Acknowledge(status));
            }
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
            stream = output.head().headers().last("Mesos-Stream-Id");
        }

        @Override
        public void send(SubscriptionOutput.Send output) {
            byte[] record = RecordEncoder.encode(new EventRecord(output.event(), output.encoding()).encode());
            client.told(record).map(this::again).ifPresent(outputs::add);
        }

        private Output again(Output told) {
            if (told instanceof Callback.Registered registered) {
                memory.registered(registered.framework());
                boolean isAgain = isRegistered;
                isRegistered = true;
                return isCut && isAgain ? new Callback.Reregistered(registered.master()) : told;
            }
            return told;
        }

        @Override
        public void end(SubscriptionOutput.End output) {
            stream = stream.filter(its -> !its.equals(output.stream()));
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
            answers.add(new ServingInput.OfRoles(new RolesInput.Kept(output.write())));
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
