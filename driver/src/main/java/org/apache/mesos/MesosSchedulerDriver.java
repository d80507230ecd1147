package org.apache.mesos;

import dev.isthmus.driver.ECSSchedulerDriver;
import java.util.Collection;
import org.apache.mesos.Protos.Credential;
import org.apache.mesos.Protos.FrameworkInfo;
import org.jspecify.annotations.NullMarked;

/**
 * Stands where Mesos's own driver stood, so that a framework needs only this jar named first on its class path. See
 * {@link ECSSchedulerDriver}, which it is.
 */
@NullMarked
public class MesosSchedulerDriver extends ECSSchedulerDriver {

    /**
     * As {@link ECSSchedulerDriver#ECSSchedulerDriver(Scheduler, FrameworkInfo, String)}.
     *
     * @param scheduler who is called back
     * @param framework what the framework says of itself
     * @param master the cluster
     */
    public MesosSchedulerDriver(Scheduler scheduler, FrameworkInfo framework, String master) {
        super(scheduler, framework, master);
    }

    /**
     * As {@link ECSSchedulerDriver#ECSSchedulerDriver(Scheduler, FrameworkInfo, String, Credential)}.
     *
     * @param scheduler who is called back
     * @param framework what the framework says of itself
     * @param master the cluster
     * @param credential taken for compatibility
     */
    public MesosSchedulerDriver(Scheduler scheduler, FrameworkInfo framework, String master, Credential credential) {
        super(scheduler, framework, master, credential);
    }

    /**
     * As {@link ECSSchedulerDriver#ECSSchedulerDriver(Scheduler, FrameworkInfo, String, boolean)}.
     *
     * @param scheduler who is called back
     * @param framework what the framework says of itself
     * @param master the cluster
     * @param implicitAcknowledgements whether the return of the callback acknowledges a status update
     */
    public MesosSchedulerDriver(
            Scheduler scheduler, FrameworkInfo framework, String master, boolean implicitAcknowledgements) {
        super(scheduler, framework, master, implicitAcknowledgements);
    }

    /**
     * As {@link ECSSchedulerDriver#ECSSchedulerDriver(Scheduler, FrameworkInfo, String, boolean, Credential)}.
     *
     * @param scheduler who is called back
     * @param framework what the framework says of itself
     * @param master the cluster
     * @param implicitAcknowledgements whether the return of the callback acknowledges a status update
     * @param credential taken for compatibility
     */
    public MesosSchedulerDriver(
            Scheduler scheduler,
            FrameworkInfo framework,
            String master,
            boolean implicitAcknowledgements,
            Credential credential) {
        super(scheduler, framework, master, implicitAcknowledgements, credential);
    }

    /**
     * As {@link ECSSchedulerDriver#ECSSchedulerDriver(Scheduler, FrameworkInfo, Collection, String, boolean)}.
     *
     * @param scheduler who is called back
     * @param framework what the framework says of itself
     * @param suppressedRoles roles that get no offers until they are revived
     * @param master the cluster
     * @param implicitAcknowledgements whether the return of the callback acknowledges a status update
     */
    public MesosSchedulerDriver(
            Scheduler scheduler,
            FrameworkInfo framework,
            Collection<String> suppressedRoles,
            String master,
            boolean implicitAcknowledgements) {
        super(scheduler, framework, suppressedRoles, master, implicitAcknowledgements);
    }

    /**
     * As {@link ECSSchedulerDriver#ECSSchedulerDriver(Scheduler, FrameworkInfo, Collection, String, boolean, Credential)}.
     *
     * @param scheduler who is called back
     * @param framework what the framework says of itself
     * @param suppressedRoles roles that get no offers until they are revived
     * @param master the cluster
     * @param implicitAcknowledgements whether the return of the callback acknowledges a status update
     * @param credential taken for compatibility
     */
    public MesosSchedulerDriver(
            Scheduler scheduler,
            FrameworkInfo framework,
            Collection<String> suppressedRoles,
            String master,
            boolean implicitAcknowledgements,
            Credential credential) {
        super(scheduler, framework, suppressedRoles, master, implicitAcknowledgements, credential);
    }
}
