package dev.isthmus.master.shell;

import dev.isthmus.master.shared.RecentFigures;
import dev.isthmus.mesos.shell.MetricsBean;
import java.lang.management.ManagementFactory;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a master measures, in JMX, under {@code dev.isthmus:type=Master,cluster="<name>"}: the same as its page {@code /metrics}, at most a second old. Thread-safe. */
final class MasterBean implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger("dev.isthmus.master.Master");

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final String cluster;

    private MasterBean(String cluster) {
        this.cluster = cluster;
    }

    /** Registers the bean, in place of that of an earlier master of the same cluster. */
    static MasterBean publish(String cluster, RecentFigures<?> figures) {
        MasterBean bean = new MasterBean(cluster);
        bean.close();
        try {
            bean.server.registerMBean(new MetricsBean(figures::families), name(cluster));
        } catch (JMException e) {
            log.warn("what the master measures cannot be read by JMX", e);
        }
        return bean;
    }

    static ObjectName name(String cluster) throws JMException {
        return new ObjectName("dev.isthmus:type=Master,cluster=" + ObjectName.quote(cluster));
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
