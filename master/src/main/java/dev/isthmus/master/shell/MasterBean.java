package dev.isthmus.master.shell;

import dev.isthmus.api.metric.MetricFamily;
import dev.isthmus.master.api.MasterInspection;
import dev.isthmus.master.metric.SnapshotFigures;
import dev.isthmus.master.snapshot.ToldHistory;
import dev.isthmus.mesos.shell.MetricsBean;
import java.lang.management.ManagementFactory;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a master measures, in JMX, under {@code dev.isthmus:type=Master,cluster="<name>"}: the same as its page {@code /metrics}. Thread-safe. */
final class MasterBean implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger("dev.isthmus.master.Master");

    /** Whoever reads waits for a look at the master, but not without end. */
    private static final long PATIENCE_SECONDS = 5;

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final String cluster;

    private MasterBean(String cluster) {
        this.cluster = cluster;
    }

    /** Registers the bean, in place of that of an earlier master of the same cluster. */
    static MasterBean publish(String cluster, MasterLoop master, InstantSource clock) {
        MasterBean bean = new MasterBean(cluster);
        bean.close();
        try {
            bean.server.registerMBean(new MetricsBean(() -> families(master, clock)), name(cluster));
        } catch (JMException e) {
            log.warn("what the master measures cannot be read by JMX", e);
        }
        return bean;
    }

    static ObjectName name(String cluster) throws JMException {
        return new ObjectName("dev.isthmus:type=Master,cluster=" + ObjectName.quote(cluster));
    }

    private static List<MetricFamily> families(MasterLoop master, InstantSource clock) {
        CompletableFuture<Supplier<MasterInspection>> look = new CompletableFuture<>();
        master.look(look::complete);
        try {
            MasterInspection seen = look.get(PATIENCE_SECONDS, TimeUnit.SECONDS).get();
            List<MetricFamily> all =
                    new ArrayList<>(SnapshotFigures.of(seen.master(), ToldHistory.seconds(clock.instant())));
            all.addAll(seen.measured());
            return all;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        } catch (ExecutionException | TimeoutException e) {
            log.warn("the master did not say within {} s what it measures", PATIENCE_SECONDS, e);
            return List.of();
        }
    }

    @Override
    public void close() {
        try {
            server.unregisterMBean(name(cluster));
        } catch (InstanceNotFoundException e) {
            log.trace("there is no bean of cluster {}", cluster, e);
        } catch (JMException e) {
            log.warn("the bean of cluster {} cannot be removed from JMX", cluster, e);
        }
    }
}
