package dev.isthmus.driver.client;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collection;
import org.apache.mesos.Protos.Credential;
import org.apache.mesos.Protos.FrameworkInfo;
import org.apache.mesos.Scheduler;
import org.apache.mesos.SchedulerDriver;

/**
 * Creates the drivers behind the drop-in class {@code org.apache.mesos.MesosSchedulerDriver} that are clients of a master. The drop-in finds this class and its
 * methods by name, perhaps from a jar of another version: neither may change. Not for frameworks.
 */
public final class ThinDriver {

    private static final ShutdownDrain<ThinSchedulerDriver> DRAIN = new ShutdownDrain<>(
            "isthmus-thin-drain",
            Duration.ofSeconds(15),
            "the JVM ends before the master has answered all that was asked of it",
            ThinSchedulerDriver::awaitDrained);

    private ThinDriver() {}

    /**
     * Creates a driver.
     *
     * @param face the driver that the framework knows and is called back with
     * @param scheduler the framework's scheduler
     * @param framework the framework's description
     * @param suppressedRoles roles of the framework that get no offers until they are revived
     * @param master where the master is; see {@link dev.isthmus.driver.client.leader.MasterReference}
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
        return watched(new ThinDriverParts(
                face, scheduler, framework, suppressedRoles, master, implicitAcknowledgements, null));
    }

    /**
     * Creates a driver with a credential.
     *
     * @param face the driver that the framework knows and is called back with
     * @param scheduler the framework's scheduler
     * @param framework the framework's description
     * @param suppressedRoles roles of the framework that get no offers until they are revived
     * @param master where the master is; see {@link dev.isthmus.driver.client.leader.MasterReference}
     * @param implicitAcknowledgements whether a status update is acknowledged when its callback returns
     * @param credential shown to the master by Basic authentication
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
        return watched(new ThinDriverParts(
                face,
                scheduler,
                framework,
                suppressedRoles,
                master,
                implicitAcknowledgements,
                requireNonNull(credential, "Not expecting a null credential")));
    }

    private static SchedulerDriver watched(ThinDriverParts parts) {
        ThinSchedulerDriver driver = new ThinSchedulerDriver(parts);
        DRAIN.watch(driver);
        return driver;
    }
}
