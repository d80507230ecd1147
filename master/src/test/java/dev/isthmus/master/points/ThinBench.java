package dev.isthmus.master.points;

import dev.isthmus.driver.client.leader.MasterUrl;
import dev.isthmus.driver.client.machine.ClientInput;
import dev.isthmus.driver.client.machine.ClientMachine;
import dev.isthmus.driver.client.machine.ClientOutput;
import dev.isthmus.driver.client.machine.FrameworkMemory;
import dev.isthmus.driver.client.machine.MasterAnswer;
import dev.isthmus.driver.client.wire.RecordReader;
import dev.isthmus.master.http.Headers;
import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.MediaType;
import dev.isthmus.mesos.machine.options.MachineOptions;
import dev.isthmus.mesos.machine.options.MasterMachineOptions;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.protobuf.ByteString;
import java.time.Instant;
import java.util.Optional;

/**
 * The thin driver's own machine, with bytes between it and the master. There is no socket, since time stands still here until a test moves it: what stands on sockets
 * has tests of its own. A master that is lost is one that ZooKeeper does not name any more.
 */
final class ThinBench extends ClientBench implements ClientOutput.Cases {

    private static final MasterUrl MASTER = new MasterUrl(false, "master.test", 5050);

    private final ClientMachine machine;
    private final ThinCalls calls = new ThinCalls();
    private final ThinTold told = new ThinTold(this::tell);
    private RecordReader records = new RecordReader();
    private Optional<String> stream = Optional.empty();
    private int subscribing;
    private Optional<ClientOutput.Post> posted = Optional.empty();
    private boolean isLost;

    ThinBench(MasterMachineOptions options, MachineOptions framework, Instant begin) {
        super(options, framework, begin, true);
        FrameworkInfo info = framework.framework();
        FrameworkInfo patient = info.getFailoverTimeout() > 0
                ? info
                : info.toBuilder().setFailoverTimeout(HttpBench.PATIENCE).build();
        machine = new ClientMachine(
                FrameworkMemory.of(patient, framework.suppressedRoles(), framework.constraints()),
                framework.implicitAcknowledgements(),
                () -> 0.5);
    }

    private void take(ClientInput input) {
        machine.step(now().toEpochMilli(), now().toEpochMilli(), input).forEach(output -> output.match(this));
    }

    @Override
    public Optional<Instant> nextDue() {
        Optional<Instant> ofMaster = super.nextDue();
        if (machine.nextDue().isEmpty()) {
            return ofMaster;
        }
        Instant own = Instant.ofEpochMilli(machine.nextDue().getAsLong());
        return Optional.of(ofMaster.filter(due -> due.isBefore(own)).orElse(own));
    }

    @Override
    void called(Call call) {
        calls.of(call).ifPresent(made -> take(new ClientInput.Called(made)));
    }

    @Override
    void started() {
        take(new ClientInput.LeaderKnown(Optional.of(MASTER)));
    }

    @Override
    void stopped(boolean failover) {
        take(new ClientInput.End(!failover));
    }

    @Override
    void left() {
        take(new ClientInput.End(false));
    }

    @Override
    void delivered(TaskStatus status) {
        take(new ClientInput.Delivered(status));
    }

    @Override
    void ticked() {
        take(new ClientInput.Tick());
    }

    @Override
    void answered(HttpAnswer answer) {
        MasterAnswer read = new MasterAnswer(answer.status(), answer.headers().last("Location"), answer.body());
        Optional<ClientOutput.Post> call = posted;
        posted = Optional.empty();
        take(call.<ClientInput>map(made -> new ClientInput.Answered(made.stream(), made.call(), read))
                .orElseGet(() -> new ClientInput.Refused(subscribing, read)));
    }

    @Override
    void opened(String its) {
        stream = Optional.of(its);
        records = new RecordReader();
        take(new ClientInput.Opened(subscribing, its));
    }

    @Override
    void told(byte[] record) {
        try {
            // In two pieces, as it may come over a network.
            int half = record.length / 2;
            records.take(record, half);
            byte[] rest = java.util.Arrays.copyOfRange(record, half, record.length);
            for (byte[] event : records.take(rest, rest.length)) {
                take(new ClientInput.Received(subscribing, event));
            }
        } catch (RecordReader.BrokenRecordException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    void hungUp(String its) {
        if (stream.filter(its::equals).isPresent()) {
            stream = Optional.empty();
            take(new ClientInput.Ended(subscribing, "it has ended the stream of events"));
        }
    }

    @Override
    void lost() {
        if (stream.isPresent()) {
            isLost = true;
            take(new ClientInput.LeaderKnown(Optional.empty()));
        }
    }

    @Override
    boolean found() {
        boolean was = isLost;
        if (was) {
            isLost = false;
            started();
        }
        return was;
    }

    @Override
    public void open(ClientOutput.Open output) {
        subscribing = output.stream();
        post(MediaType.PROTOBUF, ByteString.copyFrom(output.body()), Headers.NONE);
    }

    @Override
    public void hangUp(ClientOutput.HangUp output) {
        stream.ifPresent(its -> {
            stream = Optional.empty();
            hangUp(its);
        });
    }

    @Override
    public void post(ClientOutput.Post output) {
        posted = Optional.of(output);
        post(MediaType.PROTOBUF, ByteString.copyFrom(output.body()), Headers.NONE.with("Mesos-Stream-Id", output.id()));
    }

    @Override
    public void tell(ClientOutput.Tell output) {
        output.told().to(told);
    }

    @Override
    public void fail(ClientOutput.Fail output) {
        tell(new Output.Abort(output.message()));
    }

    @Override
    public void note(ClientOutput.Note output) {
        // A line of the driver's log, where the tests look for the master's.
    }

    @Override
    public void finish(ClientOutput.Finish output) {
        hangUp(new ClientOutput.HangUp(subscribing));
    }
}
