package org.apache.mesos;

import java.util.Collection;
import java.util.Collections;
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
import org.apache.mesos.scheduler.Protos.OfferConstraints;

/**
 * Replaces Mesos's driver of this name, so that a framework needs no change. It passes every call to a driver of Isthmus: one that does the same as
 * {@code dev.isthmus.driver.ECSSchedulerDriver} and has the same settings, or, where the master argument is one of Mesos's ({@code zk://...}, {@code host:port},
 * {@code file://...}) or {@code http://host:port}, one that is a client of that master. {@code AWS_ECS_CLUSTER} chooses the first in any case.
 *
 * <p>It is not linked to other classes of ours and has byte code for Java 8, so that an older JVM can load it and gets one line that says what is
 * needed.
 *
 * @see MesosNativeLibrary#isthmus
 */
public class MesosSchedulerDriver implements SchedulerDriver {

    private static final Class<?>[] PLAIN = {
        SchedulerDriver.class, Scheduler.class, FrameworkInfo.class, Collection.class, String.class, boolean.class
    };

    private static final Class<?>[] WITH_CREDENTIAL = {
        SchedulerDriver.class,
        Scheduler.class,
        FrameworkInfo.class,
        Collection.class,
        String.class,
        boolean.class,
        Credential.class
    };

    private final SchedulerDriver driver;

    /**
     * Creates a driver that acknowledges status updates by itself.
     *
     * @param scheduler the framework's scheduler
     * @param framework the framework's description
     * @param master the cluster, {@code ecs://name} or an ARN; empty leaves it to the settings; or a master, as Mesos's driver takes it
     */
    public MesosSchedulerDriver(Scheduler scheduler, FrameworkInfo framework, String master) {
        this(scheduler, framework, Collections.<String>emptyList(), master, true);
    }

    /**
     * Creates a driver that acknowledges status updates by itself, with a credential.
     *
     * @param scheduler the framework's scheduler
     * @param framework the framework's description
     * @param master the cluster, {@code ecs://name} or an ARN; empty leaves it to the settings; or a master, as Mesos's driver takes it
     * @param credential shown to a master; ignored without one, where AWS credentials decide who may use the cluster
     */
    public MesosSchedulerDriver(Scheduler scheduler, FrameworkInfo framework, String master, Credential credential) {
        this(scheduler, framework, Collections.<String>emptyList(), master, true, credential);
    }

    /**
     * Creates a driver that may leave acknowledgements to the framework.
     *
     * @param scheduler the framework's scheduler
     * @param framework the framework's description
     * @param master the cluster, {@code ecs://name} or an ARN; empty leaves it to the settings; or a master, as Mesos's driver takes it
     * @param implicitAcknowledgements whether a status update is acknowledged when its callback returns
     */
    public MesosSchedulerDriver(
            Scheduler scheduler, FrameworkInfo framework, String master, boolean implicitAcknowledgements) {
        this(scheduler, framework, Collections.<String>emptyList(), master, implicitAcknowledgements);
    }

    /**
     * Creates a driver that may leave acknowledgements to the framework, with a credential.
     *
     * @param scheduler the framework's scheduler
     * @param framework the framework's description
     * @param master the cluster, {@code ecs://name} or an ARN; empty leaves it to the settings; or a master, as Mesos's driver takes it
     * @param implicitAcknowledgements whether a status update is acknowledged when its callback returns
     * @param credential shown to a master; ignored without one, where AWS credentials decide who may use the cluster
     */
    public MesosSchedulerDriver(
            Scheduler scheduler,
            FrameworkInfo framework,
            String master,
            boolean implicitAcknowledgements,
            Credential credential) {
        this(scheduler, framework, Collections.<String>emptyList(), master, implicitAcknowledgements, credential);
    }

    /**
     * Creates a driver that starts with some roles suppressed.
     *
     * @param scheduler the framework's scheduler
     * @param framework the framework's description
     * @param suppressedRoles roles of the framework that get no offers until they are revived
     * @param master the cluster, {@code ecs://name} or an ARN; empty leaves it to the settings; or a master, as Mesos's driver takes it
     * @param implicitAcknowledgements whether a status update is acknowledged when its callback returns
     */
    public MesosSchedulerDriver(
            Scheduler scheduler,
            FrameworkInfo framework,
            Collection<String> suppressedRoles,
            String master,
            boolean implicitAcknowledgements) {
        driver = MesosNativeLibrary.driver(
                master, PLAIN, this, scheduler, framework, suppressedRoles, master, implicitAcknowledgements);
    }

    /**
     * Creates a driver that starts with some roles suppressed, with a credential.
     *
     * @param scheduler the framework's scheduler
     * @param framework the framework's description
     * @param suppressedRoles roles of the framework that get no offers until they are revived
     * @param master the cluster, {@code ecs://name} or an ARN; empty leaves it to the settings; or a master, as Mesos's driver takes it
     * @param implicitAcknowledgements whether a status update is acknowledged when its callback returns
     * @param credential shown to a master; ignored without one, where AWS credentials decide who may use the cluster
     */
    public MesosSchedulerDriver(
            Scheduler scheduler,
            FrameworkInfo framework,
            Collection<String> suppressedRoles,
            String master,
            boolean implicitAcknowledgements,
            Credential credential) {
        driver = MesosNativeLibrary.driver(
                master,
                WITH_CREDENTIAL,
                this,
                scheduler,
                framework,
                suppressedRoles,
                master,
                implicitAcknowledgements,
                credential);
    }

    /** In front of any driver. */
    MesosSchedulerDriver(SchedulerDriver driver) {
        this.driver = driver;
    }

    @Override
    public Status start() {
        return driver.start();
    }

    @Override
    public Status stop(boolean failover) {
        return driver.stop(failover);
    }

    @Override
    public Status stop() {
        return driver.stop();
    }

    @Override
    public Status abort() {
        return driver.abort();
    }

    @Override
    public Status join() {
        return driver.join();
    }

    @Override
    public Status run() {
        return driver.run();
    }

    @Override
    public Status requestResources(Collection<Request> requests) {
        return driver.requestResources(requests);
    }

    @Override
    public Status launchTasks(Collection<OfferID> offerIds, Collection<TaskInfo> tasks, Filters filters) {
        return driver.launchTasks(offerIds, tasks, filters);
    }

    @Override
    public Status launchTasks(Collection<OfferID> offerIds, Collection<TaskInfo> tasks) {
        return driver.launchTasks(offerIds, tasks);
    }

    /**
     * Launches tasks on one offer.
     *
     * @deprecated by Mesos; use {@link #launchTasks(Collection, Collection, Filters)}
     */
    @Override
    @Deprecated
    public Status launchTasks(OfferID offerId, Collection<TaskInfo> tasks, Filters filters) {
        return driver.launchTasks(offerId, tasks, filters);
    }

    /**
     * Launches tasks on one offer.
     *
     * @deprecated by Mesos; use {@link #launchTasks(Collection, Collection)}
     */
    @Override
    @Deprecated
    public Status launchTasks(OfferID offerId, Collection<TaskInfo> tasks) {
        return driver.launchTasks(offerId, tasks);
    }

    @Override
    public Status killTask(TaskID taskId) {
        return driver.killTask(taskId);
    }

    @Override
    public Status acceptOffers(Collection<OfferID> offerIds, Collection<Offer.Operation> operations, Filters filters) {
        return driver.acceptOffers(offerIds, operations, filters);
    }

    @Override
    public Status declineOffer(OfferID offerId, Filters filters) {
        return driver.declineOffer(offerId, filters);
    }

    @Override
    public Status declineOffer(OfferID offerId) {
        return driver.declineOffer(offerId);
    }

    @Override
    public Status reviveOffers() {
        return driver.reviveOffers();
    }

    @Override
    public Status reviveOffers(Collection<String> roles) {
        return driver.reviveOffers(roles);
    }

    @Override
    public Status suppressOffers() {
        return driver.suppressOffers();
    }

    @Override
    public Status suppressOffers(Collection<String> roles) {
        return driver.suppressOffers(roles);
    }

    @Override
    public Status acknowledgeStatusUpdate(TaskStatus status) {
        return driver.acknowledgeStatusUpdate(status);
    }

    @Override
    public Status sendFrameworkMessage(ExecutorID executorId, SlaveID slaveId, byte[] data) {
        return driver.sendFrameworkMessage(executorId, slaveId, data);
    }

    @Override
    public Status reconcileTasks(Collection<TaskStatus> statuses) {
        return driver.reconcileTasks(statuses);
    }

    @Override
    public Status updateFramework(
            FrameworkInfo framework, Collection<String> suppressedRoles, OfferConstraints constraints) {
        return driver.updateFramework(framework, suppressedRoles, constraints);
    }

    /**
     * Replaces the framework's description, without constraints on offers.
     *
     * @deprecated by Mesos; use {@link #updateFramework(FrameworkInfo, Collection, OfferConstraints)}
     */
    @Override
    @Deprecated
    public Status updateFramework(FrameworkInfo framework, Collection<String> suppressedRoles) {
        return driver.updateFramework(framework, suppressedRoles);
    }
}
