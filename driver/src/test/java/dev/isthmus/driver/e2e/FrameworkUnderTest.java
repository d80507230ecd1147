package dev.isthmus.driver.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.settings.Settings;
import dev.isthmus.driver.ECSSchedulerDriver;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.mesos.Protos.ExecutorID;
import org.apache.mesos.Protos.FrameworkID;
import org.apache.mesos.Protos.FrameworkInfo;
import org.apache.mesos.Protos.MasterInfo;
import org.apache.mesos.Protos.Offer;
import org.apache.mesos.Protos.OfferID;
import org.apache.mesos.Protos.SlaveID;
import org.apache.mesos.Protos.Status;
import org.apache.mesos.Protos.TaskID;
import org.apache.mesos.Protos.TaskInfo;
import org.apache.mesos.Protos.TaskState;
import org.apache.mesos.Protos.TaskStatus;
import org.apache.mesos.Scheduler;
import org.apache.mesos.SchedulerDriver;

/** A framework with a driver in this JVM, which keeps all that it is told for a test to wait for. */
public final class FrameworkUnderTest implements Scheduler, AutoCloseable {

    private static final long SECONDS = 120;

    private final BlockingQueue<String> errors = new LinkedBlockingQueue<>();
    private final BlockingQueue<FrameworkID> registered = new LinkedBlockingQueue<>();
    private final BlockingQueue<Offer> offers = new LinkedBlockingQueue<>();
    private final BlockingQueue<TaskStatus> updates = new LinkedBlockingQueue<>();
    private final List<TaskStatus> seen = new ArrayList<>();
    private final BlockingQueue<OfferID> rescinded = new LinkedBlockingQueue<>();
    private final SchedulerDriver driver;
    private volatile List<TaskStatus> askedInRegistered = List.of();

    /** Not started; the master argument names no cluster. */
    public FrameworkUnderTest(String name, Settings settings) {
        this(FrameworkInfo.newBuilder().setUser("").setName(name).build(), "zk://nowhere", settings);
    }

    /** Not started. */
    public FrameworkUnderTest(FrameworkInfo info, String master, Settings settings) {
        driver = new ECSSchedulerDriver(this, info, List.of(), master, true, settings);
    }

    /** Not started; one that comes back under its id within an hour. */
    public static FrameworkUnderTest lasting(String name, String id, Settings settings) {
        FrameworkInfo info = FrameworkInfo.newBuilder()
                .setUser("")
                .setName(name)
                .setFailoverTimeout(3600)
                .setId(FrameworkID.newBuilder().setValue(id))
                .build();
        return new FrameworkUnderTest(info, "ecs://default", settings);
    }

    /** Starts the driver, which must run then. */
    public FrameworkUnderTest started() {
        assertThat(driver.start()).as("after " + errors).isEqualTo(Status.DRIVER_RUNNING);
        return this;
    }

    /** Asks for these from inside {@code registered()}, as some frameworks do; not started yet. */
    public FrameworkUnderTest asking(List<TaskStatus> statuses) {
        askedInRegistered = List.copyOf(statuses);
        return this;
    }

    public SchedulerDriver driver() {
        return driver;
    }

    /** Waits to be registered. */
    public FrameworkID id() throws InterruptedException {
        return next(registered, "registered()");
    }

    /** Waits for an offer. */
    public Offer offer() throws InterruptedException {
        return next(offers, "an offer");
    }

    /** Waits for an offer that is as wanted; keeps the others. */
    public Offer offer(Predicate<Offer> wanted) throws InterruptedException {
        Offer offer = offer();
        while (!wanted.test(offer)) {
            offer = offer();
        }
        return offer;
    }

    /** Waits for an offer to be taken back. */
    OfferID rescinded() throws InterruptedException {
        return next(rescinded, "offerRescinded()");
    }

    /** Waits for {@code error()}. */
    public String error() throws InterruptedException {
        return next(errors, "error()");
    }

    /** What {@code error()} has said and nobody has asked for yet. */
    public List<String> errors() {
        return List.copyOf(errors);
    }

    /** Launches a task on an offer and waits for its first update of one of these states. */
    public TaskStatus launch(Offer offer, TaskInfo.Builder task, TaskState... states) throws InterruptedException {
        driver.launchTasks(
                List.of(offer.getId()),
                List.of(task.setSlaveId(offer.getSlaveId()).build()));
        return update(task.getTaskId().getValue(), states);
    }

    /** Launches a task on the next offer and waits for its first update, which must be an error; returns what that says. */
    public String refusal(TaskInfo.Builder task) throws InterruptedException {
        TaskStatus status = launch(offer(), task, TaskState.values());
        assertThat(status.getState()).as(status.toString()).isEqualTo(TaskState.TASK_ERROR);
        return status.getMessage();
    }

    /** Kills a task and waits for its end. */
    public TaskStatus kill(String task) throws InterruptedException {
        driver.killTask(TaskID.newBuilder().setValue(task).build());
        return update(task, TaskState.TASK_KILLED);
    }

    /** Waits for an update of a task to one of these states; what has been seen once is not seen again. */
    public TaskStatus update(String task, TaskState... states) throws InterruptedException {
        while (true) {
            TaskStatus status = anyUpdate(states);
            if (status.getTaskId().getValue().equals(task)) {
                return status;
            }
        }
    }

    /** Waits for an update of each of these tasks to this state, in whatever order. */
    public List<TaskStatus> updates(TaskState state, String... tasks) throws InterruptedException {
        List<TaskStatus> found = new ArrayList<>();
        Set<String> missing = new HashSet<>(List.of(tasks));
        while (!missing.isEmpty()) {
            TaskStatus status = anyUpdate(state);
            if (missing.remove(status.getTaskId().getValue())) {
                found.add(status);
            }
        }
        return found;
    }

    /** Waits for an update of any task to one of these states. */
    public TaskStatus anyUpdate(TaskState... states) throws InterruptedException {
        List<TaskState> wanted = List.of(states);
        while (true) {
            TaskStatus status = next(updates, wanted + " of any task, after " + seen);
            seen.add(status);
            if (wanted.contains(status.getState())) {
                return status;
            }
        }
    }

    private <T> T next(BlockingQueue<T> queue, String what) throws InterruptedException {
        T value = queue.poll(SECONDS, TimeUnit.SECONDS);
        assertThat(value)
                .as(what + " in time; errors " + errors + ", updates " + updates)
                .isNotNull();
        return value;
    }

    @Override
    public void close() {
        driver.stop();
    }

    @Override
    public void registered(SchedulerDriver caller, FrameworkID frameworkId, MasterInfo masterInfo) {
        registered.add(frameworkId);
        if (!askedInRegistered.isEmpty()) {
            caller.reconcileTasks(askedInRegistered);
        }
    }

    @Override
    public void resourceOffers(SchedulerDriver caller, List<Offer> more) {
        offers.addAll(more);
    }

    @Override
    public void statusUpdate(SchedulerDriver caller, TaskStatus status) {
        updates.add(status);
    }

    @Override
    public void error(SchedulerDriver caller, String message) {
        errors.add(message);
    }

    @Override
    public void reregistered(SchedulerDriver caller, MasterInfo masterInfo) {}

    @Override
    public void disconnected(SchedulerDriver caller) {}

    @Override
    public void offerRescinded(SchedulerDriver caller, OfferID offerId) {
        offers.removeIf(offer -> offer.getId().equals(offerId));
        rescinded.add(offerId);
    }

    @Override
    public void frameworkMessage(SchedulerDriver caller, ExecutorID executorId, SlaveID slaveId, byte[] data) {}

    @Override
    public void slaveLost(SchedulerDriver caller, SlaveID slaveId) {}

    @Override
    public void executorLost(SchedulerDriver caller, ExecutorID executorId, SlaveID slaveId, int status) {}
}
