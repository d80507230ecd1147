package dev.isthmus.driver;

import dev.isthmus.driver.message.ConstraintsToPrivate;
import dev.isthmus.driver.message.MessageTranscoder;
import dev.isthmus.driver.message.OperationToPrivate;
import dev.isthmus.driver.message.ToFramework;
import dev.isthmus.driver.message.ToPrivate;
import dev.isthmus.mesos.FrameworkDriver;
import java.util.Collection;
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
import org.apache.mesos.Scheduler;
import org.apache.mesos.SchedulerDriver;
import org.apache.mesos.scheduler.Protos.OfferConstraints;

/**
 * Passes each call of a framework to a driver of ours, in our own messages, and returns its answer. A method that the framework's Mesos classes do
 * not have cannot be called and does no harm.
 */
abstract class BorderSchedulerDriver implements SchedulerDriver {

    private final FrameworkDriver driver;

    /** Calls the scheduler back with this driver. */
    BorderSchedulerDriver(Scheduler scheduler, DriverArguments arguments, DriverFactory factory) {
        this.driver = factory.create(arguments, new FrameworkScheduler(scheduler, this));
    }

    /** Calls the scheduler back with the driver that the framework knows, such as a drop-in in front of this one. */
    BorderSchedulerDriver(SchedulerDriver face, Scheduler scheduler, DriverArguments arguments, DriverFactory factory) {
        this.driver = factory.create(arguments, new FrameworkScheduler(scheduler, face));
    }

    @Override
    public Status start() {
        return ToFramework.status(driver.start());
    }

    @Override
    public Status stop(boolean failover) {
        return ToFramework.status(driver.stop(failover));
    }

    @Override
    public Status stop() {
        return stop(false);
    }

    @Override
    public Status abort() {
        return ToFramework.status(driver.abort());
    }

    @Override
    public Status join() {
        return ToFramework.status(driver.join());
    }

    @Override
    public Status run() {
        return ToFramework.status(driver.run());
    }

    @Override
    public Status requestResources(Collection<Request> requests) {
        return ToFramework.status(driver.requestResources(ToPrivate.REQUEST.crossAll(requests)));
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
        return launch(List.of(offerId), tasks, filters);
    }

    /**
     * Launches tasks on one offer.
     *
     * @deprecated by Mesos; use {@link #launchTasks(Collection, Collection)}
     */
    @Override
    @Deprecated
    public Status launchTasks(OfferID offerId, Collection<TaskInfo> tasks) {
        return launch(List.of(offerId), tasks, Filters.getDefaultInstance());
    }

    @Override
    public Status killTask(TaskID taskId) {
        return ToFramework.status(driver.killTask(ToPrivate.TASK_ID.cross(taskId)));
    }

    @Override
    public Status acceptOffers(Collection<OfferID> offerIds, Collection<Offer.Operation> operations, Filters filters) {
        return ToFramework.status(driver.acceptOffers(
                ToPrivate.OFFER_ID.crossAll(offerIds),
                OperationToPrivate.OPERATION.crossAll(operations),
                ToPrivate.FILTERS.cross(filters)));
    }

    @Override
    public Status declineOffer(OfferID offerId, Filters filters) {
        return ToFramework.status(
                driver.declineOffer(ToPrivate.OFFER_ID.cross(offerId), ToPrivate.FILTERS.cross(filters)));
    }

    @Override
    public Status declineOffer(OfferID offerId) {
        return declineOffer(offerId, Filters.getDefaultInstance());
    }

    @Override
    public Status reviveOffers() {
        return ToFramework.status(driver.reviveOffers());
    }

    @Override
    public Status reviveOffers(Collection<String> roles) {
        return ToFramework.status(driver.reviveOffers(roles(roles)));
    }

    @Override
    public Status suppressOffers() {
        return ToFramework.status(driver.suppressOffers());
    }

    @Override
    public Status suppressOffers(Collection<String> roles) {
        return ToFramework.status(driver.suppressOffers(roles(roles)));
    }

    @Override
    public Status acknowledgeStatusUpdate(TaskStatus status) {
        return ToFramework.status(driver.acknowledgeStatusUpdate(ToPrivate.TASK_STATUS.cross(status)));
    }

    @Override
    public Status sendFrameworkMessage(ExecutorID executorId, SlaveID slaveId, byte[] data) {
        return ToFramework.status(driver.sendFrameworkMessage(
                ToPrivate.EXECUTOR_ID.cross(executorId), ToPrivate.SLAVE_ID.cross(slaveId), data.clone()));
    }

    @Override
    public Status reconcileTasks(Collection<TaskStatus> statuses) {
        return ToFramework.status(driver.reconcileTasks(ToPrivate.TASK_STATUS.crossAll(statuses)));
    }

    @Override
    public Status updateFramework(
            FrameworkInfo framework, Collection<String> suppressedRoles, OfferConstraints constraints) {
        return ToFramework.status(driver.updateFramework(
                ToPrivate.FRAMEWORK_INFO.cross(framework),
                roles(suppressedRoles),
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
        return ToFramework.status(driver.updateFramework(
                ToPrivate.FRAMEWORK_INFO.cross(framework),
                roles(suppressedRoles),
                dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints.getDefaultInstance()));
    }

    private static List<String> roles(Collection<String> roles) {
        return List.copyOf(MessageTranscoder.given(roles, "roles"));
    }

    private Status launch(Collection<OfferID> offerIds, Collection<TaskInfo> tasks, Filters filters) {
        return ToFramework.status(driver.launchTasks(
                ToPrivate.OFFER_ID.crossAll(offerIds),
                ToPrivate.TASK_INFO.crossAll(tasks),
                ToPrivate.FILTERS.cross(filters)));
    }
}
