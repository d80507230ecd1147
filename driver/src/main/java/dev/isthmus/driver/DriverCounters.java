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
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        try {
            server.unregisterMBean(name);
        } catch (InstanceNotFoundException e) {
            log.trace("{} is the first of its name", name, e);
        }
        server.registerMBean(bean, name);
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
