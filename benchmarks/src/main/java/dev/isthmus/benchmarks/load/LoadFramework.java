package dev.isthmus.benchmarks.load;

import dev.isthmus.master.http.MediaType;
import dev.isthmus.master.json.MesosJson;
import dev.isthmus.mesos.messages.v1.Protos.CommandInfo;
import dev.isthmus.mesos.messages.v1.Protos.FrameworkID;
import dev.isthmus.mesos.messages.v1.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.v1.Protos.Offer;
import dev.isthmus.mesos.messages.v1.Protos.Resource;
import dev.isthmus.mesos.messages.v1.Protos.TaskID;
import dev.isthmus.mesos.messages.v1.Protos.TaskInfo;
import dev.isthmus.mesos.messages.v1.Protos.TaskState;
import dev.isthmus.mesos.messages.v1.Protos.TaskStatus;
import dev.isthmus.mesos.messages.v1.Protos.Value;
import dev.isthmus.mesos.messages.v1.scheduler.Protos.Call;
import dev.isthmus.mesos.messages.v1.scheduler.Protos.Event;
import dev.isthmus.mesos.protobuf.ByteString;
import dev.isthmus.mesos.protobuf.InvalidProtocolBufferException;
import io.netty.channel.EventLoop;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A framework over HTTP that wants to have so many tasks, and acknowledges every update with a call of its own. All of it is on the thread of its connections, but
 * {@link #want}.
 */
public final class LoadFramework implements HttpLoadConnection.Reader {

    /** As many tasks of it as go on one agent. */
    private static final int ON_ONE_AGENT = 10;

    private static final double CPUS = 0.5;
    private static final double MEM = 128;

    private static final Set<TaskState> TERMINAL = Set.of(
            TaskState.TASK_FINISHED,
            TaskState.TASK_FAILED,
            TaskState.TASK_KILLED,
            TaskState.TASK_LOST,
            TaskState.TASK_ERROR,
            TaskState.TASK_DROPPED,
            TaskState.TASK_GONE);

    private final String name;
    private final MediaType encoding;
    private final LoadCounts counts;
    private final EventLoop thread;
    private final HttpLoadConnection calls;
    private @Nullable FrameworkID id;
    private String stream = "";
    private long lastHeartbeat = System.nanoTime();
    private int wanted;
    private int number;
    private boolean suppressed;
    /** Those that live, and whether each runs. */
    private final Map<String, Boolean> tasks = new LinkedHashMap<>();

    /**
     * Not subscribed yet.
     *
     * @param thread that of both connections
     */
    public LoadFramework(
            String name, MediaType encoding, LoadCounts counts, EventLoop thread, HttpLoadConnection calls) {
        this.name = name;
        this.encoding = encoding;
        this.counts = counts;
        this.thread = thread;
        this.calls = calls;
    }

    /** The call that opens its stream. */
    public byte[] subscribe() {
        FrameworkInfo.Builder info = FrameworkInfo.newBuilder()
                .setUser("nobody")
                .setName(name)
                .addRoles("load")
                .setFailoverTimeout(1e6)
                .addCapabilities(
                        FrameworkInfo.Capability.newBuilder().setType(FrameworkInfo.Capability.Type.MULTI_ROLE));
        return encode(Call.newBuilder()
                .setType(Call.Type.SUBSCRIBE)
                .setSubscribe(Call.Subscribe.newBuilder().setFrameworkInfo(info))
                .build());
    }

    /** From any thread: it wants to have so many tasks from now on. */
    public void want(int many) {
        thread.execute(() -> {
            wanted = many;
            if (many == 0) {
                tasks.keySet()
                        .forEach(task -> call(Call.newBuilder()
                                .setType(Call.Type.KILL)
                                .setKill(Call.Kill.newBuilder()
                                        .setTaskId(TaskID.newBuilder().setValue(task)))));
            } else if (suppressed) {
                suppressed = false;
                call(Call.newBuilder().setType(Call.Type.REVIVE));
            }
        });
    }

    @Override
    public void opened(String streamId) {
        stream = streamId;
    }

    @Override
    public void read(ByteString record) {
        Event event = decode(record);
        switch (event.getType()) {
            case SUBSCRIBED -> {
                id = event.getSubscribed().getFrameworkId();
                counts.subscribed();
            }
            case HEARTBEAT -> beat();
            case OFFERS -> event.getOffers().getOffersList().forEach(this::use);
            case UPDATE -> take(event.getUpdate().getStatus());
            case ERROR -> throw new IllegalStateException(event.getError().getMessage());
            default -> {}
        }
    }

    /** The first comes at once. */
    private void beat() {
        long now = System.nanoTime();
        counts.late(Duration.ofNanos(now - lastHeartbeat).minus(MeasuredMaster.HEARTBEAT));
        lastHeartbeat = now;
    }

    private void use(Offer offer) {
        int many = Math.min(Math.min(ON_ONE_AGENT, room(offer)), wanted - tasks.size());
        if (many <= 0) {
            call(Call.newBuilder()
                    .setType(Call.Type.DECLINE)
                    .setDecline(Call.Decline.newBuilder().addOfferIds(offer.getId())));
            if (!suppressed && tasks.size() >= wanted) {
                suppressed = true;
                call(Call.newBuilder().setType(Call.Type.SUPPRESS));
            }
            return;
        }
        Offer.Operation.Launch.Builder launch = Offer.Operation.Launch.newBuilder();
        for (int i = 0; i < many; i++) {
            String task = name + "-" + number++;
            tasks.put(task, false);
            launch.addTaskInfos(TaskInfo.newBuilder()
                    .setName("task")
                    .setTaskId(TaskID.newBuilder().setValue(task))
                    .setAgentId(offer.getAgentId())
                    .addResources(scalar("cpus", CPUS, offer))
                    .addResources(scalar("mem", MEM, offer))
                    .setCommand(CommandInfo.newBuilder().setValue("true")));
        }
        call(Call.newBuilder()
                .setType(Call.Type.ACCEPT)
                .setAccept(Call.Accept.newBuilder()
                        .addOfferIds(offer.getId())
                        .addOperations(Offer.Operation.newBuilder()
                                .setType(Offer.Operation.Type.LAUNCH)
                                .setLaunch(launch))));
    }

    private static int room(Offer offer) {
        return (int) Math.min(offered("cpus", offer) / CPUS, offered("mem", offer) / MEM);
    }

    private static double offered(String name, Offer offer) {
        return offer.getResourcesList().stream()
                .filter(resource -> resource.getName().equals(name))
                .mapToDouble(resource -> resource.getScalar().getValue())
                .sum();
    }

    private static Resource scalar(String name, double value, Offer offer) {
        return Resource.newBuilder()
                .setName(name)
                .setType(Value.Type.SCALAR)
                .setScalar(Value.Scalar.newBuilder().setValue(value))
                .setAllocationInfo(offer.getAllocationInfo())
                .build();
    }

    private void take(TaskStatus status) {
        String task = status.getTaskId().getValue();
        if (status.getState() == TaskState.TASK_RUNNING && Boolean.FALSE.equals(tasks.replace(task, true))) {
            counts.runs();
        } else if (TERMINAL.contains(status.getState()) && Boolean.TRUE.equals(tasks.remove(task))) {
            counts.ended();
        }
        if (status.hasUuid()) {
            call(Call.newBuilder()
                    .setType(Call.Type.ACKNOWLEDGE)
                    .setAcknowledge(Call.Acknowledge.newBuilder()
                            .setAgentId(status.getAgentId())
                            .setTaskId(status.getTaskId())
                            .setUuid(status.getUuid())));
        }
    }

    private void call(Call.Builder call) {
        if (id == null) {
            throw new IllegalStateException("it is not subscribed yet");
        }
        boolean isAcknowledgement = call.getType() == Call.Type.ACKNOWLEDGE;
        calls.post(
                encode(call.setFrameworkId(id).build()),
                stream,
                status -> counts.answered(isAcknowledgement, status == 202));
    }

    private byte[] encode(Call call) {
        return encoding == MediaType.JSON ? MesosJson.write(call).getBytes(StandardCharsets.UTF_8) : call.toByteArray();
    }

    private Event decode(ByteString record) {
        if (encoding == MediaType.JSON) {
            return MesosJson.read(record, Event.getDefaultInstance())
                    .fold(event -> event, LoadFramework::unreadable, LoadFramework::unreadable);
        }
        try {
            return Event.parseFrom(record);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Event unreadable(String why) {
        throw new IllegalStateException(why);
    }
}
