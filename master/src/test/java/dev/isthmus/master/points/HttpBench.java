package dev.isthmus.master.points;

import dev.isthmus.master.http.Headers;
import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.mesos.machine.options.MachineOptions;
import dev.isthmus.mesos.machine.options.MasterMachineOptions;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.scheduler.Protos;
import java.time.Instant;
import java.util.Optional;

/** A client that does what a driver does, written by hand for these tests alone. */
final class HttpBench extends ClientBench {

    /** Seconds: a framework whose stream is cut is not removed for that. */
    static final double PATIENCE = 36_000;

    private final ClientStream client;
    private final boolean isCut;
    private final DriverMemory memory;
    private Optional<String> stream = Optional.empty();
    private boolean isLost;
    private boolean isRegistered;

    HttpBench(PointClient kind, MasterMachineOptions options, MachineOptions framework, Instant now) {
        super(options, framework, now, kind.isCut());
        client = new ClientStream(kind.encoding());
        isCut = kind.isCut();
        memory = new DriverMemory(framework, isCut ? PATIENCE : 0);
    }

    private void subscribe() {
        post(client.encoding(), client.body(memory.subscribe()), Headers.NONE);
    }

    /** As long as there is a stream; a driver that has lost its own is aborted, and drops what it is asked. */
    private void send(Protos.Call.Builder call) {
        call.getFrameworkIdBuilder().setValue(framework().id().value());
        stream.ifPresent(
                its -> post(client.encoding(), client.body(call.build()), Headers.NONE.with("Mesos-Stream-Id", its)));
    }

    @Override
    void called(Call call) {
        memory.called(call);
        if (isLost) {
            memory.alone(call, now()).forEach(this::tell);
        } else {
            SentCalls.of(call).ifPresent(this::send);
        }
    }

    @Override
    void started() {
        subscribe();
    }

    @Override
    void stopped(boolean failover) {
        if (!failover) {
            send(Protos.Call.newBuilder().setType(Protos.Call.Type.TEARDOWN));
        }
        left();
    }

    @Override
    void left() {
        stream.ifPresent(its -> {
            stream = Optional.empty();
            hangUp(its);
        });
    }

    /** The client acknowledges what its framework has been told, if that is its way. */
    @Override
    void delivered(TaskStatus status) {
        if (framework().implicitAcknowledgements()) {
            called(new Call.Acknowledge(status));
        }
    }

    /** What is refused is an error to a driver. */
    @Override
    void answered(HttpAnswer answer) {
        if (answer.status() >= 300) {
            tell(new Output.Abort(answer.body()));
        }
    }

    @Override
    void opened(String its) {
        stream = Optional.of(its);
    }

    @Override
    void told(byte[] record) {
        client.told(record).map(this::again).ifPresent(this::tell);
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
    void hungUp(String its) {
        stream = stream.filter(ours -> !ours.equals(its));
    }

    @Override
    void lost() {
        if (stream.isPresent()) {
            isLost = true;
            tell(new Callback.Disconnected());
            left();
        }
    }

    @Override
    boolean found() {
        boolean was = isLost;
        if (was) {
            isLost = false;
            subscribe();
        }
        return was;
    }
}
