package dev.isthmus.driver;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.metric.MetricFamily;
import dev.isthmus.mesos.FrontendCounters;
import dev.isthmus.mesos.shell.MetricsBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.management.InstanceAlreadyExistsException;
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

    private static final int TRIES = 20;

    /** Registers the beans, in place of those of an earlier driver of the same framework. */
    static void publish(String framework, DriverCounters counters) {
        try {
            synchronized (DriverCounters.class) {
                publish(name(framework), counters);
                publish(metrics(framework), new MetricsBean(counters::families));
            }
        } catch (JMException e) {
            log.warn("the counters of framework {} cannot be read by JMX", framework, e);
        }
    }

    private static void publish(ObjectName name, Object bean) throws JMException {
        replace(ManagementFactory.getPlatformMBeanServer(), name, bean);
    }

    /** Registers a bean in place of another. In a JVM with several class loaders each has a class of ours, and they may do so at the same time. */
    static void replace(MBeanServer server, ObjectName name, Object bean) throws JMException {
        for (int left = TRIES; ; left--) {
            try {
                server.unregisterMBean(name);
            } catch (InstanceNotFoundException e) {
                log.trace("{} is the first of its name", name, e);
            }
            try {
                server.registerMBean(bean, name);
                return;
            } catch (InstanceAlreadyExistsException e) {
                if (left == 1) {
                    throw e;
                }
                log.trace("another {} came in between", name, e);
            }
        }
    }

    /** All that is measured, as it is now. */
    List<MetricFamily> families() {
        return DriverMetrics.of(counters, backend.get());
    }

    /** The name of all that is measured, figure by figure. */
    static ObjectName metrics(String framework) throws JMException {
        return new ObjectName("dev.isthmus:type=Metrics,framework=" + ObjectName.quote(framework));
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
