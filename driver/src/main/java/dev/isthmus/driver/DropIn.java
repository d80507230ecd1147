package dev.isthmus.driver;

import java.util.Collection;
import org.apache.mesos.Protos.Credential;
import org.apache.mesos.Protos.FrameworkInfo;
import org.apache.mesos.Scheduler;
import org.apache.mesos.SchedulerDriver;

/**
 * What the drop-in class {@code org.apache.mesos.MesosSchedulerDriver} hands on to. It finds this class and its methods by name, perhaps from
 * a jar of another version: neither may change. A framework has no use for it.
 */
public final class DropIn {

    private DropIn() {}

    /**
     * A driver set by this process's environment and system properties.
     *
     * @param face the driver that the framework knows and is called back with
     * @param scheduler who is called back
     * @param framework what the framework says of itself
     * @param suppressedRoles roles of the framework that get no offers until they are revived
     * @param master the cluster: {@code ecs://name} or an ARN; empty leaves it to the settings
     * @param implicitAcknowledgements whether the return of the callback acknowledges a status update
     * @return a driver that has not been started
     */
    public static SchedulerDriver driver(
            SchedulerDriver face,
            Scheduler scheduler,
            FrameworkInfo framework,
            Collection<String> suppressedRoles,
            String master,
            boolean implicitAcknowledgements) {
        return new ECSSchedulerDriver(
                face,
                scheduler,
                DriverArguments.of(scheduler, framework, suppressedRoles, master, implicitAcknowledgements),
                BundledDriver.ofProcess());
    }

    /**
     * A driver set by this process's environment and system properties, with a credential.
     *
     * @param face the driver that the framework knows and is called back with
     * @param scheduler who is called back
     * @param framework what the framework says of itself
     * @param suppressedRoles roles of the framework that get no offers until they are revived
     * @param master the cluster: {@code ecs://name} or an ARN; empty leaves it to the settings
     * @param implicitAcknowledgements whether the return of the callback acknowledges a status update
     * @param credential taken for compatibility
     * @return a driver that has not been started
     */
    public static SchedulerDriver driver(
            SchedulerDriver face,
            Scheduler scheduler,
            FrameworkInfo framework,
            Collection<String> suppressedRoles,
            String master,
            boolean implicitAcknowledgements,
            Credential credential) {
        return new ECSSchedulerDriver(
                face,
                scheduler,
                DriverArguments.of(scheduler, framework, suppressedRoles, master, implicitAcknowledgements)
                        .with(credential),
                BundledDriver.ofProcess());
    }
}
