package dev.isthmus.driver.client;

import dev.isthmus.driver.client.machine.ClientInput;
import dev.isthmus.driver.client.machine.FrameworkCall;
import dev.isthmus.driver.client.wire.SchedulerCall;
import dev.isthmus.driver.message.ConstraintsToPrivate;
import dev.isthmus.driver.message.MessageTranscoder;
import dev.isthmus.driver.message.OperationToPrivate;
import dev.isthmus.driver.message.ToPrivate;
import dev.isthmus.mesos.protobuf.ByteString;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.apache.mesos.Protos.ExecutorID;
import org.apache.mesos.Protos.Filters;
import org.apache.mesos.Protos.FrameworkInfo;
import org.apache.mesos.Protos.Offer;
import org.apache.mesos.Protos.OfferID;
import org.apache.mesos.Protos.Request;
import org.apache.mesos.Protos.SlaveID;
import org.apache.mesos.Protos.Status;
import org.apache.mesos.Protos.TaskID;
import org.apache.mesos.Protos.TaskInfo;
import org.apache.mesos.Protos.TaskStatus;
import org.apache.mesos.SchedulerDriver;
import org.apache.mesos.scheduler.Protos.OfferConstraints;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A driver that is a client of a master: answers each call at once with its state, and hands it to its thread. A method that the framework's Mesos classes do not
 * have cannot be called and does no harm. Thread-safe; no lock is held over a callback.
 */
final class ThinSchedulerDriver implements SchedulerDriver {

    private static final Logger LOG = LoggerFactory.getLogger("dev.isthmus.driver.ThinDriver");

    /** Where a driver with a cluster of its own shows what there is. */
    private static final String PAGES = "ISTHMUS_HTTP";

    private final ThinDriverLife life = new ThinDriverLife();
    private final ThinDriverParts parts;
    private final ThinDriverThread thread;

    ThinSchedulerDriver(ThinDriverParts parts) {
        this.parts = parts;
        this.thread = parts.thread(life);
    }

    /** Waits until what was asked before a stop has been sent; not at all unless it has been stopped. */
    boolean awaitDrained(Duration limit) throws InterruptedException {
        return life.status() != Status.DRIVER_STOPPED || thread.awaitFinished(limit);
    }

    @Override
    public Status start() {
        if (!life.start()) {
            return life.status();
        }
        if (!ProcessSettings.of(PAGES).isEmpty()) {
            LOG.warn(
                    "{} is set and not used: the framework is served by a master, which shows such pages itself",
                    PAGES);
        }
        try {
            thread.begin(parts.master());
            return Status.DRIVER_RUNNING;
        } catch (IllegalArgumentException e) {
            return refused(String.valueOf(e.getMessage()));
        }
    }

    private Status refused(String message) {
        if (life.abort(() -> {})) {
            ThinDriverThread.guarded(() -> parts.scheduler().error(message));
        }
        return Status.DRIVER_ABORTED;
    }

    @Override
    public Status stop(boolean failover) {
        return life.stop(() -> thread.add(new ClientInput.End(!failover)));
    }

    @Override
    public Status stop() {
        return stop(false);
    }

    @Override
    public Status abort() {
        return life.abort(() -> thread.add(new ClientInput.Abort())) ? Status.DRIVER_ABORTED : life.status();
    }

    @Override
    public Status join() {
        return life.join();
    }

    @Override
    public Status run() {
        Status started = start();
        return started == Status.DRIVER_RUNNING ? join() : started;
    }

    private Status call(FrameworkCall call) {
        return life.whileRunning(() -> thread.add(new ClientInput.Called(call)));
    }

    private Status call(SchedulerCall call) {
        return call(new FrameworkCall.Plain(call));
    }

    @Override
    public Status requestResources(Collection<Request> requests) {
        return call(SchedulerCall.request(ToPrivate.REQUEST.crossAll(requests)));
    }

    @Override
    public Status launchTasks(Collection<OfferID> offerIds, Collection<TaskInfo> tasks, Filters filters) {
        return launch(offerIds, tasks, filters);
    }

    @Override
    public Status launchTasks(Collection<OfferID> offerIds, Collection<TaskInfo> tasks) {
        return launch(offerIds, tasks, Filters.getDefaultInstance());
    }

    /**
     * Launches tasks on one offer.
     *
     * @deprecated by Mesos; use {@link #launchTasks(Collection, Collection, Filters)}
     */
    @Override
    @Deprecated
    public Status launchTasks(OfferID offerId, Collection<TaskInfo> tasks, Filters filters) {
        return launch(Collections.singletonList(offerId), tasks, filters);
    }

    /**
     * Launches tasks on one offer.
     *
     * @deprecated by Mesos; use {@link #launchTasks(Collection, Collection)}
     */
    @Override
    @Deprecated
    public Status launchTasks(OfferID offerId, Collection<TaskInfo> tasks) {
        return launch(Collections.singletonList(offerId), tasks, Filters.getDefaultInstance());
    }

    private Status launch(Collection<OfferID> offerIds, Collection<TaskInfo> tasks, Filters filters) {
        List<dev.isthmus.mesos.messages.Protos.TaskInfo> launched = ToPrivate.TASK_INFO.crossAll(tasks);
        dev.isthmus.mesos.messages.Protos.Offer.Operation.Builder launch =
                dev.isthmus.mesos.messages.Protos.Offer.Operation.newBuilder()
                        .setType(dev.isthmus.mesos.messages.Protos.Offer.Operation.Type.LAUNCH);
        launch.getLaunchBuilder().addAllTaskInfos(launched);
        return call(new FrameworkCall.Accept(
                ToPrivate.OFFER_ID.crossAll(offerIds),
                Collections.singletonList(launch.build()),
                ToPrivate.FILTERS.cross(filters)));
    }

    @Override
    public Status killTask(TaskID taskId) {
        return call(SchedulerCall.kill(ToPrivate.TASK_ID.cross(taskId)));
    }

    @Override
    public Status acceptOffers(Collection<OfferID> offerIds, Collection<Offer.Operation> operations, Filters filters) {
        return call(new FrameworkCall.Accept(
                ToPrivate.OFFER_ID.crossAll(offerIds),
                OperationToPrivate.OPERATION.crossAll(operations),
                ToPrivate.FILTERS.cross(filters)));
    }

    @Override
    public Status declineOffer(OfferID offerId, Filters filters) {
        return call(SchedulerCall.decline(ToPrivate.OFFER_ID.cross(offerId), ToPrivate.FILTERS.cross(filters)));
    }

    @Override
    public Status declineOffer(OfferID offerId) {
        return declineOffer(offerId, Filters.getDefaultInstance());
    }

    @Override
    public Status reviveOffers() {
        return call(new FrameworkCall.Revive(Collections.<String>emptyList()));
    }

    private static Collection<String> given(Collection<String> roles) {
        return MessageTranscoder.given(roles, "roles");
    }

    /** None does nothing: to a master it would mean all. */
    @Override
    public Status reviveOffers(Collection<String> roles) {
        return given(roles).isEmpty() ? life.status() : call(new FrameworkCall.Revive(roles));
    }

    @Override
    public Status suppressOffers() {
        return call(new FrameworkCall.Suppress(Collections.<String>emptyList()));
    }

    /** None does nothing: to a master it would mean all. */
    @Override
    public Status suppressOffers(Collection<String> roles) {
        return given(roles).isEmpty() ? life.status() : call(new FrameworkCall.Suppress(roles));
    }

    @Override
    public Status acknowledgeStatusUpdate(TaskStatus status) {
        return call(new FrameworkCall.Acknowledge(ToPrivate.TASK_STATUS.cross(status)));
    }

    @Override
    public Status sendFrameworkMessage(ExecutorID executorId, SlaveID slaveId, byte[] data) {
        return call(SchedulerCall.message(
                ToPrivate.EXECUTOR_ID.cross(executorId), ToPrivate.SLAVE_ID.cross(slaveId), ByteString.copyFrom(data)));
    }

    @Override
    public Status reconcileTasks(Collection<TaskStatus> statuses) {
        return call(SchedulerCall.reconcile(ToPrivate.TASK_STATUS.crossAll(statuses)));
    }

    @Override
    public Status updateFramework(
            FrameworkInfo framework, Collection<String> suppressedRoles, OfferConstraints constraints) {
        return call(new FrameworkCall.Update(
                FrameworkGaps.fill(ToPrivate.FRAMEWORK_INFO.cross(framework)),
                given(suppressedRoles),
                ConstraintsToPrivate.CONSTRAINTS.cross(constraints)));
    }

    /**
     * Replaces the framework's description, without constraints on offers.
     *
     * @deprecated by Mesos; use {@link #updateFramework(FrameworkInfo, Collection, OfferConstraints)}
     */
    @Override
    @Deprecated
    public Status updateFramework(FrameworkInfo framework, Collection<String> suppressedRoles) {
        return call(new FrameworkCall.Update(
                FrameworkGaps.fill(ToPrivate.FRAMEWORK_INFO.cross(framework)),
                given(suppressedRoles),
                dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints.getDefaultInstance()));
    }
}
