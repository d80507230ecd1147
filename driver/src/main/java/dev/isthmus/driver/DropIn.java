package dev.isthmus.driver;

import java.util.Collection;
import org.apache.mesos.Protos.Credential;
import org.apache.mesos.Protos.FrameworkInfo;
import org.apache.mesos.Scheduler;
import org.apache.mesos.SchedulerDriver;

/**
 * Creates the drivers behind the drop-in class {@code org.apache.mesos.MesosSchedulerDriver}. The drop-in finds this class and its methods by name,
 * perhaps from a jar of another version: neither may change. Not for frameworks.
 */
public final class DropIn {

    private DropIn() {}

    /**
     * Creates a driver with the settings of this process's environment and system properties.
     *
     * @param face the driver that the framework knows and is called back with
     * @param scheduler the framework's scheduler
     * @param framework the framework's description
     * @param suppressedRoles roles of the framework that get no offers until they are revived
     * @param master the cluster: {@code ecs://name} or an ARN; empty leaves it to the settings
     * @param implicitAcknowledgements whether a status update is acknowledged when its callback returns
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
     * Creates a driver with the settings of this process's environment and system properties, with a credential.
     *
     * @param face the driver that the framework knows and is called back with
     * @param scheduler the framework's scheduler
     * @param framework the framework's description
     * @param suppressedRoles roles of the framework that get no offers until they are revived
     * @param master the cluster: {@code ecs://name} or an ARN; empty leaves it to the settings
     * @param implicitAcknowledgements whether a status update is acknowledged when its callback returns
     * @param credential accepted for compatibility and ignored
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
