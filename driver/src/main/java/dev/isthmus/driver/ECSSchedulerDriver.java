package dev.isthmus.driver;

import static java.util.Objects.requireNonNull;

import dev.isthmus.api.settings.Settings;
import dev.isthmus.mesos.FrameworkDriver;
import java.util.Collection;
import java.util.List;
import org.apache.mesos.Protos.Credential;
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
 * A Mesos scheduler driver whose cluster is on Amazon ECS. To be made where a framework makes its
 * {@code org.apache.mesos.MesosSchedulerDriver}: the constructors are the same, and so is what every method does.
 *
 * <p>Works with the Mesos classes that the framework brings, of any version from 0.21. A method that those do not have
 * cannot be called and does no harm.
 *
 * <p><b>Threading.</b> Every method may be called from any thread; the scheduler is called back serially on a thread of
 * the driver's own. Only {@link #join} and {@link #run} block.
 *
 * <p><b>Errors.</b> What is wrong with the settings, the cluster or the framework's description is told by
 * {@link Scheduler#error}, never by an exception; null arguments are refused with Mesos's own texts.
 *
 * <p><b>The master argument</b> names the cluster. What is nearly {@code ecs://name} is an error; what is something else, such as {@code
 * zk://...}, is one unless {@code AWS_ECS_CLUSTER} names the cluster, which is then used with a warning.
 */
public class ECSSchedulerDriver implements SchedulerDriver {

    private final FrameworkDriver driver;

    /**
     * A driver that acknowledges status updates by itself.
     *
     * @param scheduler who is called back
     * @param framework what the framework says of itself
     * @param master the cluster: {@code ecs://name} or an ARN; empty leaves it to the settings
     */
    public ECSSchedulerDriver(Scheduler scheduler, FrameworkInfo framework, String master) {
        this(scheduler, DriverArguments.of(scheduler, framework, List.of(), master, true), BundledDriver.ofProcess());
    }

    /**
     * A driver that acknowledges status updates by itself, with a credential.
     *
     * @param scheduler who is called back
     * @param framework what the framework says of itself
     * @param master the cluster: {@code ecs://name} or an ARN; empty leaves it to the settings
     * @param credential taken for compatibility; who may use the cluster is a matter of AWS credentials
     */
    public ECSSchedulerDriver(Scheduler scheduler, FrameworkInfo framework, String master, Credential credential) {
        this(
                scheduler,
                DriverArguments.of(scheduler, framework, List.of(), master, true)
                        .with(credential),
                BundledDriver.ofProcess());
    }

    /**
     * A driver that may leave acknowledgements to the framework.
     *
     * @param scheduler who is called back
     * @param framework what the framework says of itself
     * @param master the cluster: {@code ecs://name} or an ARN; empty leaves it to the settings
     * @param implicitAcknowledgements whether the return of the callback acknowledges a status update
     */
    public ECSSchedulerDriver(
            Scheduler scheduler, FrameworkInfo framework, String master, boolean implicitAcknowledgements) {
        this(
                scheduler,
                DriverArguments.of(scheduler, framework, List.of(), master, implicitAcknowledgements),
                BundledDriver.ofProcess());
    }

    /**
     * A driver that may leave acknowledgements to the framework, with a credential.
     *
     * @param scheduler who is called back
     * @param framework what the framework says of itself
     * @param master the cluster: {@code ecs://name} or an ARN; empty leaves it to the settings
     * @param implicitAcknowledgements whether the return of the callback acknowledges a status update
     * @param credential taken for compatibility; who may use the cluster is a matter of AWS credentials
     */
    public ECSSchedulerDriver(
            Scheduler scheduler,
            FrameworkInfo framework,
            String master,
            boolean implicitAcknowledgements,
            Credential credential) {
        this(
                scheduler,
                DriverArguments.of(scheduler, framework, List.of(), master, implicitAcknowledgements)
                        .with(credential),
                BundledDriver.ofProcess());
    }

    /**
     * A driver that starts with some roles suppressed.
     *
     * @param scheduler who is called back
     * @param framework what the framework says of itself
     * @param suppressedRoles roles of the framework that get no offers until they are revived
     * @param master the cluster: {@code ecs://name} or an ARN; empty leaves it to the settings
     * @param implicitAcknowledgements whether the return of the callback acknowledges a status update
     */
    public ECSSchedulerDriver(
            Scheduler scheduler,
            FrameworkInfo framework,
            Collection<String> suppressedRoles,
            String master,
            boolean implicitAcknowledgements) {
        this(
                scheduler,
                DriverArguments.of(scheduler, framework, suppressedRoles, master, implicitAcknowledgements),
                BundledDriver.ofProcess());
    }

    /**
     * A driver that starts with some roles suppressed, with a credential.
     *
     * @param scheduler who is called back
     * @param framework what the framework says of itself
     * @param suppressedRoles roles of the framework that get no offers until they are revived
     * @param master the cluster: {@code ecs://name} or an ARN; empty leaves it to the settings
     * @param implicitAcknowledgements whether the return of the callback acknowledges a status update
     * @param credential taken for compatibility; who may use the cluster is a matter of AWS credentials
     */
    public ECSSchedulerDriver(
            Scheduler scheduler,
            FrameworkInfo framework,
            Collection<String> suppressedRoles,
            String master,
            boolean implicitAcknowledgements,
            Credential credential) {
        this(
                scheduler,
                DriverArguments.of(scheduler, framework, suppressedRoles, master, implicitAcknowledgements)
                        .with(credential),
                BundledDriver.ofProcess());
    }

    /**
     * A driver that is set in code: neither environment nor system properties are read, but for what the AWS SDK reads of
     * itself (credentials, region). {@code Settings.ofProcess().toBuilder()} starts from those.
     *
     * @param scheduler who is called back
     * @param framework what the framework says of itself
     * @param suppressedRoles roles of the framework that get no offers until they are revived
     * @param master the cluster: {@code ecs://name} or an ARN; empty leaves it to the settings
     * @param implicitAcknowledgements whether the return of the callback acknowledges a status update
     * @param settings what is set
     */
    public ECSSchedulerDriver(
            Scheduler scheduler,
            FrameworkInfo framework,
            Collection<String> suppressedRoles,
            String master,
            boolean implicitAcknowledgements,
            Settings settings) {
        this(
                scheduler,
                DriverArguments.of(scheduler, framework, suppressedRoles, master, implicitAcknowledgements),
                BundledDriver.with(requireNonNull(settings, "Not expecting null settings")));
    }

    /** With another driver behind the border. */
    ECSSchedulerDriver(Scheduler scheduler, DriverArguments subscription, DriverFactory factory) {
        this.driver = factory.create(subscription, new FrameworkScheduler(scheduler, this));
    }

    /** Behind another driver, which is the one that the framework knows. */
    ECSSchedulerDriver(SchedulerDriver face, Scheduler scheduler, DriverArguments subscription, DriverFactory factory) {
        this.driver = factory.create(subscription, new FrameworkScheduler(scheduler, face));
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
        return ToFramework.status(driver.reviveOffers(List.copyOf(roles)));
    }

    @Override
    public Status suppressOffers() {
        return ToFramework.status(driver.suppressOffers());
    }

    @Override
    public Status suppressOffers(Collection<String> roles) {
        return ToFramework.status(driver.suppressOffers(List.copyOf(roles)));
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
                List.copyOf(suppressedRoles),
                ConstraintsToPrivate.CONSTRAINTS.cross(constraints)));
    }

    /**
     * Changes what the framework said of itself, without constraints on offers.
     *
     * @deprecated by Mesos; use {@link #updateFramework(FrameworkInfo, Collection, OfferConstraints)}
     */
    @Override
    @Deprecated
    public Status updateFramework(FrameworkInfo framework, Collection<String> suppressedRoles) {
        return ToFramework.status(driver.updateFramework(
                ToPrivate.FRAMEWORK_INFO.cross(framework),
                List.copyOf(suppressedRoles),
                dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints.getDefaultInstance()));
    }

    private Status launch(Collection<OfferID> offerIds, Collection<TaskInfo> tasks, Filters filters) {
        return ToFramework.status(driver.launchTasks(
                ToPrivate.OFFER_ID.crossAll(offerIds),
                ToPrivate.TASK_INFO.crossAll(tasks),
                ToPrivate.FILTERS.cross(filters)));
    }
}
