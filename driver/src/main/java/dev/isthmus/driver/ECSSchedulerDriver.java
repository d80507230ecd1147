package dev.isthmus.driver;

import static java.util.Objects.requireNonNull;

import dev.isthmus.api.settings.Settings;
import java.util.Collection;
import java.util.List;
import org.apache.mesos.Protos.Credential;
import org.apache.mesos.Protos.FrameworkInfo;
import org.apache.mesos.Scheduler;
import org.apache.mesos.SchedulerDriver;

/**
 * A Mesos scheduler driver for a cluster of Amazon ECS. A framework creates it in place of its {@code org.apache.mesos.MesosSchedulerDriver}: it has
 * the same constructors, and its methods do the same.
 *
 * <p>Works with the Mesos classes that the framework brings, of any version from 0.21. A method that those do not have cannot be called and does no
 * harm.
 *
 * <p><b>Threading.</b> Every method may be called from any thread; the scheduler is called back serially on a thread of the driver's own. Only {@link
 * #join} and {@link #run} block.
 *
 * <p><b>Errors.</b> What is wrong with the settings, the cluster or the framework's description is told by {@link Scheduler#error}, never by an
 * exception; null arguments are refused with Mesos's own texts.
 *
 * <p><b>The master argument</b> names the cluster. What is nearly {@code ecs://name} is an error; what is something else, such as {@code zk://...},
 * is one unless {@code AWS_ECS_CLUSTER} names the cluster, which is then used with a warning.
 */
public class ECSSchedulerDriver extends BorderSchedulerDriver {

    /**
     * Creates a driver that acknowledges status updates by itself.
     *
     * @param scheduler the framework's scheduler
     * @param framework the framework's description
     * @param master the cluster: {@code ecs://name} or an ARN; empty leaves it to the settings
     */
    public ECSSchedulerDriver(Scheduler scheduler, FrameworkInfo framework, String master) {
        this(scheduler, DriverArguments.of(scheduler, framework, List.of(), master, true), BundledDriver.ofProcess());
    }

    /**
     * Creates a driver that acknowledges status updates by itself, with a credential.
     *
     * @param scheduler the framework's scheduler
     * @param framework the framework's description
     * @param master the cluster: {@code ecs://name} or an ARN; empty leaves it to the settings
     * @param credential accepted for compatibility and ignored; AWS credentials decide who may use the cluster
     */
    public ECSSchedulerDriver(Scheduler scheduler, FrameworkInfo framework, String master, Credential credential) {
        this(
                scheduler,
                DriverArguments.of(scheduler, framework, List.of(), master, true)
                        .with(credential),
                BundledDriver.ofProcess());
    }

    /**
     * Creates a driver that may leave acknowledgements to the framework.
     *
     * @param scheduler the framework's scheduler
     * @param framework the framework's description
     * @param master the cluster: {@code ecs://name} or an ARN; empty leaves it to the settings
     * @param implicitAcknowledgements whether a status update is acknowledged when its callback returns
     */
    public ECSSchedulerDriver(
            Scheduler scheduler, FrameworkInfo framework, String master, boolean implicitAcknowledgements) {
        this(
                scheduler,
                DriverArguments.of(scheduler, framework, List.of(), master, implicitAcknowledgements),
                BundledDriver.ofProcess());
    }

    /**
     * Creates a driver that may leave acknowledgements to the framework, with a credential.
     *
     * @param scheduler the framework's scheduler
     * @param framework the framework's description
     * @param master the cluster: {@code ecs://name} or an ARN; empty leaves it to the settings
     * @param implicitAcknowledgements whether a status update is acknowledged when its callback returns
     * @param credential accepted for compatibility and ignored; AWS credentials decide who may use the cluster
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
     * Creates a driver that starts with some roles suppressed.
     *
     * @param scheduler the framework's scheduler
     * @param framework the framework's description
     * @param suppressedRoles roles of the framework that get no offers until they are revived
     * @param master the cluster: {@code ecs://name} or an ARN; empty leaves it to the settings
     * @param implicitAcknowledgements whether a status update is acknowledged when its callback returns
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
     * Creates a driver that starts with some roles suppressed, with a credential.
     *
     * @param scheduler the framework's scheduler
     * @param framework the framework's description
     * @param suppressedRoles roles of the framework that get no offers until they are revived
     * @param master the cluster: {@code ecs://name} or an ARN; empty leaves it to the settings
     * @param implicitAcknowledgements whether a status update is acknowledged when its callback returns
     * @param credential accepted for compatibility and ignored; AWS credentials decide who may use the cluster
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
     * Creates a driver with settings made in code. It reads neither environment nor system properties, except for what the AWS SDK reads itself
     * (credentials, region). {@code Settings.ofProcess().toBuilder()} starts from those.
     *
     * @param scheduler the framework's scheduler
     * @param framework the framework's description
     * @param suppressedRoles roles of the framework that get no offers until they are revived
     * @param master the cluster: {@code ecs://name} or an ARN; empty leaves it to the settings
     * @param implicitAcknowledgements whether a status update is acknowledged when its callback returns
     * @param settings the settings
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
        super(scheduler, subscription, factory);
    }

    /** Behind another driver, which is the one that the framework knows. */
    ECSSchedulerDriver(SchedulerDriver face, Scheduler scheduler, DriverArguments subscription, DriverFactory factory) {
        super(face, scheduler, subscription, factory);
    }
}
