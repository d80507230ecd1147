package dev.isthmus.driver;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.mesos.FrontendCounters;
import java.lang.management.ManagementFactory;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A driver's counters as a JMX bean.
 *
 * @param counters the counters of the frontend
 * @param backend the backend, for the counts of its calls; null before the driver has started
 */
record DriverCounters(FrontendCounters counters, Supplier<@Nullable Backend> backend) implements DriverCountersMXBean {

    private static final Logger log = LoggerFactory.getLogger("dev.isthmus.driver.Driver");

    /** Registers the bean, in place of that of an earlier driver of the same framework. */
    static void publish(String framework, DriverCounters counters) {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        try {
            ObjectName name = name(framework);
            synchronized (DriverCounters.class) {
                try {
                    server.unregisterMBean(name);
                } catch (InstanceNotFoundException e) {
                    log.trace("{} is the first of its name", name, e);
                }
                server.registerMBean(counters, name);
            }
        } catch (JMException e) {
            log.warn("the counters of framework {} cannot be read by JMX", framework, e);
        }
    }

    static ObjectName name(String framework) throws JMException {
        return new ObjectName("dev.isthmus:type=Driver,framework=" + ObjectName.quote(framework));
    }

    @Override
    public SortedMap<String, Long> getBackendCalls() {
        Backend opened = backend.get();
        return opened == null ? new TreeMap<>() : new TreeMap<>(opened.callCounts());
    }

    @Override
    public long getOffersSent() {
        return counters.offersSent();
    }

    @Override
    public long getOffersDeclined() {
        return counters.offersDeclined();
    }

    @Override
    public long getOffersRescinded() {
        return counters.offersRescinded();
    }

    @Override
    public long getTasksLaunched() {
        return counters.tasksLaunched();
    }

    @Override
    public long getTasksStopped() {
        return counters.tasksStopped();
    }

    @Override
    public SortedMap<String, Long> getStatesDelivered() {
        return counters.statesDelivered();
    }

    @Override
    public SortedMap<String, Long> getCallbacks() {
        return counters.callbacks();
    }
}
