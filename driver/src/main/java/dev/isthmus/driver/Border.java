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

/**
 * The border of {@link ECSSchedulerDriver} with something else behind it, for kits that test frameworks. A framework has no use
 * for it.
 */
public final class Border {

    private Border() {}

    /** Makes what stands behind the border. */
    @FunctionalInterface
    public interface Behind {

        /**
         * Makes a driver that has not been started.
         *
         * @param framework what the framework says of itself
         * @param suppressedRoles roles that get no offers until they are revived
         * @param implicitAcknowledgements whether the return of the callback acknowledges a status update
         * @param mesosVersion the newest version of Mesos that the framework's own classes have the messages of
         * @param callbacks whom it calls back: the framework's scheduler, behind the border
         */
        FrameworkDriver create(
                FrameworkInfo framework,
                List<String> suppressedRoles,
                boolean implicitAcknowledgements,
                String mesosVersion,
                SchedulerCallbacks callbacks);
    }

    /**
     * A driver for a framework's scheduler, in the framework's own Mesos classes.
     *
     * @param scheduler who is called back
     * @param framework what the framework says of itself
     * @param suppressedRoles roles of the framework that get no offers until they are revived
     * @param implicitAcknowledgements whether the return of the callback acknowledges a status update
     * @param behind makes what stands behind the border
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
