package dev.isthmus.driver;

import dev.isthmus.driver.message.FrameworkMesos;
import dev.isthmus.mesos.FrameworkDriver;
import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import java.util.Collection;
import java.util.List;
import org.apache.mesos.Protos;
import org.apache.mesos.Scheduler;
import org.apache.mesos.SchedulerDriver;

/** {@link ECSSchedulerDriver} with another driver behind it, for kits that test frameworks. Not for frameworks. */
public final class Border {

    private Border() {}

    /** Creates the driver behind the border. */
    @FunctionalInterface
    public interface Behind {

        /**
         * Creates a driver that has not been started.
         *
         * @param framework the framework's description
         * @param suppressedRoles roles that get no offers until they are revived
         * @param implicitAcknowledgements whether a status update is acknowledged when its callback returns
         * @param mesosVersion the newest version of Mesos whose messages the framework's classes have
         * @param callbacks the callbacks, which lead to the framework's scheduler
         */
        FrameworkDriver create(
                FrameworkInfo framework,
                List<String> suppressedRoles,
                boolean implicitAcknowledgements,
                String mesosVersion,
                SchedulerCallbacks callbacks);
    }

    /**
     * Creates a driver for a framework's scheduler, in the framework's own Mesos classes.
     *
     * @param scheduler the framework's scheduler
     * @param framework the framework's description
     * @param suppressedRoles roles of the framework that get no offers until they are revived
     * @param implicitAcknowledgements whether a status update is acknowledged when its callback returns
     * @param behind creates the driver behind the border
     * @return a driver that has not been started
     */
    public static SchedulerDriver driver(
            Scheduler scheduler,
            Protos.FrameworkInfo framework,
            Collection<String> suppressedRoles,
            boolean implicitAcknowledgements,
            Behind behind) {
        return new ECSSchedulerDriver(
                scheduler,
                DriverArguments.of(scheduler, framework, suppressedRoles, "", implicitAcknowledgements),
                (subscription, callbacks) -> behind.create(
                        subscription.framework(),
                        subscription.suppressedRoles(),
                        subscription.implicitAcknowledgements(),
                        FrameworkMesos.version(),
                        callbacks));
    }
}
