package dev.isthmus.simulation.client;

import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.mesos.FrameworkDriver;
import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.scheduler.Protos.Call;
import dev.isthmus.mesos.messages.scheduler.Protos.Event;
import dev.isthmus.simulation.driver.DriverPlace;
import dev.isthmus.simulation.driver.Drivers;
import dev.isthmus.simulation.driver.ProcessDriver;
import dev.isthmus.simulation.observe.LaunchedTasks;
import dev.isthmus.simulation.time.Draws;
import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A driver that is a client of a master: it subscribes, with its id if it has one, and again whenever its stream is over, silent for some heartbeats, or of a master that is
 * not the newest any more.
 */
final class MasterClient implements ProcessDriver, ClientCalls.Session {

    private static final Duration SOONEST = Duration.ofMillis(200);
    private static final Duration LATEST = Duration.ofSeconds(4);
    private static final Duration LOOKS_WITHIN = Duration.ofSeconds(8);
    private static final int LEAST_BEATS = 2;
    private static final int MOST_BEATS = 4;

    private final ManualClock clock;
    private final MasterLookup masters;
    private final DriverPlace place;
    private final SchedulerCallbacks callbacks;
    private final Drivers.Described described;
    private final WireForm form;
    private final Draws draws;
    private final SubscribeTerms terms;
    private final FrameworkDriver driver = new ClientCalls(this);
    private final List<Wire> inVain = new ArrayList<>();
    private @Nullable Wire wire;
    private Optional<String> stream = Optional.empty();
    private ManualClock.@Nullable Timer silence;
    private boolean isSubscribed;
    private boolean wasSubscribed;
    private boolean isOver;

    MasterClient(
            ManualClock clock,
            MasterLookup masters,
            DriverPlace place,
            SubscribeTerms terms,
            SchedulerCallbacks callbacks,
            Drivers.Described described,
            WireForm form) {
        this.clock = clock;
        this.masters = masters;
        this.place = place;
        this.terms = terms;
        this.callbacks = callbacks;
        this.described = described;
        this.form = form;
        this.draws = place.chance().of("client");
        masters.watch(() -> place.time().after(draws.upTo(LOOKS_WITHIN), this::lookForNewest));
    }

    @Override
    public FrameworkDriver driver() {
        return driver;
    }

    @Override
    public boolean takesCalls() {
        return isSubscribed;
    }

    @Override
    public void stepped() {
        // What it does, it does at once.
    }

    @Override
    public void ended() {
        isOver = true;
        hangUp();
        inVain.forEach(Wire::close);
    }

    // The connection.

    @Override
    public void subscribe() {
        if (isOver || wire != null) {
            return;
        }
        Optional<MasterDoor> door = masters.newest();
        if (door.isEmpty()) {
            subscribeLater();
            return;
        }
        Wire next = new Wire(clock, place.time(), door.get(), draws, this::lost);
        wire = next;
        next.post(form.request(terms.subscribe(), Optional.empty()), new Wire.Receiver() {
            @Override
            public void answered(HttpAnswer answer) {
                lost();
            }

            @Override
            public void opened(HttpAnswer head) {
                stream = head.headers().last("Mesos-Stream-Id");
            }

            @Override
            public void record(byte[] record) {
                hear();
                tell(form.event(record));
            }

            @Override
            public void ended() {
                lost();
            }
        });
        hear();
    }

    private void subscribeLater() {
        place.time().after(draws.between(SOONEST, LATEST), this::subscribe);
    }

    /** The silence that it bears begins anew. */
    private void hear() {
        if (silence != null) {
            silence.cancel();
        }
        silence = place.time()
                .after(ClientWorld.HEARTBEAT.multipliedBy(draws.between(LEAST_BEATS, MOST_BEATS)), this::lost);
    }

    private void lookForNewest() {
        Wire its = wire;
        if (its != null && masters.newest().filter(door -> door != its.door()).isPresent()) {
            lost();
        }
    }

    /** There is nobody at the other end any more. */
    private void lost() {
        hangUp();
        if (isOver) {
            return;
        }
        if (isSubscribed) {
            isSubscribed = false;
            place.renew();
            callBack(place::masterLost);
        }
        if (!isOver) {
            subscribeLater();
        }
    }

    private void hangUp() {
        if (silence != null) {
            silence.cancel();
        }
        stream = Optional.empty();
        Wire its = wire;
        if (its != null) {
            wire = null;
            its.close();
        }
    }

    /** The connection breaks, which it notices some time. */
    void cut() {
        Wire its = wire;
        if (its != null) {
            its.cut();
        }
    }

    /** It subscribes once more on a connection of its own, and leaves that alone: as one does that has forgotten that it has subscribed. */
    void subscribeInVain() {
        masters.newest().filter(door -> isSubscribed).ifPresent(door -> {
            Wire other = new Wire(clock, place.time(), door, draws, () -> {});
            inVain.add(other);
            other.post(form.request(terms.subscribe(), Optional.empty()), answer -> {});
            place.time().after(draws.upTo(LATEST), other::close);
        });
    }

    @Override
    public void leave(boolean failover) {
        if (!failover) {
            send(Call.newBuilder().setType(Call.Type.TEARDOWN));
        }
        isOver = true;
        isSubscribed = false;
        hangUp();
    }

    // What is sent.

    @Override
    public void send(Call.Builder call) {
        terms.sends(call);
        Wire its = wire;
        if (isSubscribed && its != null && stream.isPresent()) {
            call.setFrameworkId(terms.info().getId());
            its.post(form.request(call.build(), stream), answer -> {});
        } else if (!isOver) {
            LaunchedTasks.of(call.getAccept().getOperationsList())
                    .forEach(task -> place.time().after(Duration.ZERO, () -> refuse(task)));
        }
    }

    /** Without a master, a driver answers itself. */
    private void refuse(TaskInfo task) {
        boolean knowsPartitions = terms.info().getCapabilitiesList().stream()
                .anyMatch(its -> its.getType() == FrameworkInfo.Capability.Type.PARTITION_AWARE);
        TaskStatus refused = TaskStatus.newBuilder()
                .setTaskId(task.getTaskId())
                .setState(knowsPartitions ? TaskState.TASK_DROPPED : TaskState.TASK_LOST)
                .setSource(TaskStatus.Source.SOURCE_MASTER)
                .setReason(TaskStatus.Reason.REASON_MASTER_DISCONNECTED)
                .setMessage("Master disconnected")
                .build();
        callBack(() -> callbacks.statusUpdate(refused));
    }

    // What is heard.

    /** A framework that throws has its driver abort, as Mesos's own driver does. What else throws is a fault of the world or of the master, and is not caught. */
    private void callBack(Runnable callback) {
        if (isOver) {
            return;
        }
        try {
            callback.run();
        } catch (RuntimeException e) {
            leave(true);
        }
    }

    private void tell(Event event) {
        switch (event.getType()) {
            case SUBSCRIBED -> subscribed(event.getSubscribed());
            case OFFERS -> {
                terms.offered(event.getOffers().getOffersList());
                callBack(() -> callbacks.resourceOffers(event.getOffers().getOffersList()));
            }
            case RESCIND ->
                callBack(() -> callbacks.offerRescinded(event.getRescind().getOfferId()));
            case UPDATE -> update(event.getUpdate().getStatus());
            case FAILURE ->
                callBack(() -> callbacks.slaveLost(event.getFailure().getSlaveId()));
            case ERROR -> failed(event.getError().getMessage());
            case HEARTBEAT -> {}
            default -> throw new IllegalStateException("no client knows " + event);
        }
    }

    private void subscribed(Event.Subscribed event) {
        isSubscribed = true;
        terms.subscribed(event.getFrameworkId());
        if (wasSubscribed) {
            place.subscribed(event.getFrameworkId().getValue());
            callBack(() -> callbacks.reregistered(event.getMasterInfo()));
        } else {
            wasSubscribed = true;
            callBack(() -> callbacks.registered(event.getFrameworkId(), event.getMasterInfo()));
        }
    }

    private void update(TaskStatus status) {
        callBack(() -> callbacks.statusUpdate(status));
        if (described.acknowledgesImplicitly() && !isOver) {
            driver.acknowledgeStatusUpdate(status);
        }
    }

    /** What is no fault of its own is tried again. */
    private void failed(String message) {
        if (message.startsWith("The framework cannot be served")) {
            lost();
        } else {
            callBack(() -> callbacks.error(message));
        }
    }
}
