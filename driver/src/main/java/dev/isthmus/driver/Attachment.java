package dev.isthmus.driver;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.mesos.FrontendDriver;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.JMException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a running driver hangs on its JVM: a bean that shows its figures, and a hook that holds the JVM's end until a stop has been drained, so
 * that {@code stop()} followed by {@code System.exit} still kills the framework's tasks.
 */
final class Attachment {

    private static final Logger LOG = LoggerFactory.getLogger(Attachment.class);
    private static final AtomicLong IDS = new AtomicLong();
    // Beyond the drain's own limit, for what comes after it: closing the client.
    private static final Duration MARGIN = Duration.ofSeconds(2);

    private final Thread hook;
    private final Optional<ObjectName> bean;

    private Attachment(Thread hook, Optional<ObjectName> bean) {
        this.hook = hook;
        this.bean = bean;
    }

    /** Hangs a driver on its JVM. */
    static Attachment of(String framework, FrontendDriver driver, Backend backend, Duration drain) {
        Thread hook = new Thread(() -> await(driver, drain.plus(MARGIN)), "isthmus-drain");
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.debug("the JVM is ending already; the driver will not be waited for");
        }
        return new Attachment(hook, register(framework, new DriverFigures(driver.counters(), backend)));
    }

    /** Takes it off again, when the driver has drained. */
    void detach() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.trace("the JVM is ending, and the hook is running or has run", e);
        }
        bean.ifPresent(name -> {
            try {
                ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
            } catch (JMException e) {
                LOG.warn("cannot take {} out of JMX", name, e);
            }
        });
    }

    private static void await(FrontendDriver driver, Duration limit) {
        try {
            if (!driver.awaitDrained(limit)) {
                LOG.warn("the JVM ends before every task of the framework was stopped; they go on running");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Optional<ObjectName> register(String framework, DriverFigures figures) {
        try {
            ObjectName name = new ObjectName("dev.isthmus:type=Driver,framework=" + ObjectName.quote(framework) + ",id="
                    + IDS.incrementAndGet());
            ManagementFactory.getPlatformMBeanServer().registerMBean(figures, name);
            return Optional.of(name);
        } catch (JMException e) {
            LOG.warn("the driver's figures cannot be read by JMX", e);
            return Optional.empty();
        }
    }
}
