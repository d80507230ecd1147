package dev.isthmus.driver.client.machine;

import dev.isthmus.driver.client.leader.MasterUrl;
import dev.isthmus.mesos.messages.Protos.ExecutorID;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.OfferID;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;

/** A machine and all that it wants done, as lines; the master's part is said with Mesos's own v1 messages. */
final class MachineScene implements ClientOutput.Cases, FrameworkTold.Scheduler {

    static final MasterUrl MASTER = new MasterUrl(false, "m1", 5050);
    static final MasterUrl OTHER = new MasterUrl(false, "m2", 5050);

    private final List<String> lines = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final ClientMachine machine;
    private long now = 1_000;
    private int stream;

    MachineScene(FrameworkInfo framework, boolean implicit) {
        machine = new ClientMachine(
                FrameworkMemory.of(framework, List.of(), OfferConstraints.getDefaultInstance()), implicit, () -> 0.5);
    }

    MachineScene() {
        this(framework().build(), true);
    }

    static FrameworkInfo.Builder framework() {
        return FrameworkInfo.newBuilder().setName("f").setUser("u");
    }

    /** What is wanted since it was asked last. */
    List<String> done() {
        List<String> all = List.copyOf(lines);
        lines.clear();
        return all;
    }

    /** What it has warned of since the beginning. */
    List<String> warnings() {
        return List.copyOf(warnings);
    }

    int stream() {
        return stream;
    }

    MachineScene feed(ClientInput input) {
        machine.step(now, now, input).forEach(output -> output.match(this));
        return this;
    }

    /** Moves the time, with a tick where one is due. */
    MachineScene after(long millis) {
        long end = now + millis;
        while (machine.nextDue().isPresent() && machine.nextDue().getAsLong() <= end) {
            now = Math.max(now, machine.nextDue().getAsLong());
            feed(new ClientInput.Tick());
        }
        now = end;
        return this;
    }

    MachineScene led(MasterUrl master) {
        return feed(new ClientInput.LeaderKnown(Optional.ofNullable(master)));
    }

    /** The master's event, on the stream that counts. */
    MachineScene event(Event.Builder event) {
        return feed(new ClientInput.Received(stream, event.build().toByteArray()));
    }

    static Event.Builder subscribed(String id) {
        Event.Builder event = Event.newBuilder().setType(Event.Type.SUBSCRIBED);
        event.getSubscribedBuilder()
                .setHeartbeatIntervalSeconds(10)
                .getFrameworkIdBuilder()
                .setValue(id);
        event.getSubscribedBuilder()
                .getMasterInfoBuilder()
                .setId("master")
                .setIp(1)
                .setPort(5050);
        return event;
    }

    /** A stream that has been confirmed. */
    MachineScene connected() {
        led(MASTER).feed(new ClientInput.Opened(stream, "s" + stream)).event(subscribed("f-1"));
        lines.clear();
        return this;
    }

    private static Call read(byte[] body) {
        try {
            return Call.parseFrom(body);
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void open(ClientOutput.Open output) {
        stream = output.stream();
        Call call = read(output.body());
        lines.add("open " + output.master() + " " + call.getType() + " "
                + call.getSubscribe().getFrameworkInfo().getId().getValue() + "/"
                + call.getFrameworkId().getValue()
                + changed(call.getSubscribe().getFrameworkInfo().getName()));
    }

    private static String changed(String name) {
        return name.equals(framework().getName()) ? "" : " " + name;
    }

    @Override
    public void hangUp(ClientOutput.HangUp output) {
        lines.add("hang up");
    }

    @Override
    public void post(ClientOutput.Post output) {
        Call call = read(output.body());
        lines.add("post " + output.master() + " " + output.id() + " " + call.getType() + " "
                + call.getFrameworkId().getValue()
                + (call.hasUpdateFramework()
                        ? "/"
                                + call.getUpdateFramework()
                                        .getFrameworkInfo()
                                        .getId()
                                        .getValue()
                        : ""));
    }

    @Override
    public void tell(ClientOutput.Tell output) {
        output.told().to(this);
    }

    @Override
    public void fail(ClientOutput.Fail output) {
        lines.add("fail " + output.message());
    }

    @Override
    public void note(ClientOutput.Note output) {
        if (output.warning()) {
            warnings.add(output.line());
        }
    }

    @Override
    public void finish(ClientOutput.Finish output) {
        lines.add("finish");
    }

    @Override
    public void registered(FrameworkID framework, MasterInfo master) {
        lines.add("registered " + framework.getValue() + " at " + master.getId() + ":" + master.getPort());
    }

    @Override
    public void reregistered(MasterInfo master) {
        lines.add("reregistered");
    }

    @Override
    public void disconnected() {
        lines.add("disconnected");
    }

    @Override
    public void offers(List<Offer> offers) {
        lines.add("offers " + offers.size());
    }

    @Override
    public void rescinded(OfferID offer) {
        lines.add("rescinded " + offer.getValue());
    }

    @Override
    public void updated(TaskStatus status) {
        lines.add("update " + status.getTaskId().getValue() + " " + status.getState() + " " + status.getReason());
    }

    @Override
    public void sent(ExecutorID executor, SlaveID agent, byte[] data) {
        lines.add("message " + executor.getValue() + " " + agent.getValue() + " " + data.length);
    }

    @Override
    public void agentLost(SlaveID agent) {
        lines.add("agent lost " + agent.getValue());
    }

    @Override
    public void executorLost(ExecutorID executor, SlaveID agent, int status) {
        lines.add("executor lost " + executor.getValue() + " " + agent.getValue() + " " + status);
    }
}
