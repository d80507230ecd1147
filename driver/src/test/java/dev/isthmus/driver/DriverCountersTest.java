package dev.isthmus.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.isthmus.mesos.shell.MetricsBean;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.InstanceAlreadyExistsException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class DriverCountersTest {

    private final MBeanServer real = MBeanServerFactory.newMBeanServer();
    private final AtomicInteger registered = new AtomicInteger();

    /** A server where others of the same name come first, as drivers of other class loaders do. */
    private MBeanServer crowded(ObjectName name, int others) {
        return (MBeanServer) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {MBeanServer.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("registerMBean") && registered.getAndIncrement() < others) {
                        real.registerMBean(bean(), name);
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static MetricsBean bean() {
        return new MetricsBean(List::of);
    }

    @Test
    void beans_are_replaced_though_others_of_the_name_come_in_between() throws Exception {
        ObjectName name = DriverCounters.metrics("crowded");

        DriverCounters.replace(crowded(name, 3), name, bean());

        assertThat(real.isRegistered(name)).isTrue();
        assertThat(registered).hasValue(4);
    }

    @Test
    void it_is_not_tried_for_ever() throws Exception {
        ObjectName name = DriverCounters.metrics("full");
        MBeanServer full = crowded(name, Integer.MAX_VALUE);

        assertThatExceptionOfType(InstanceAlreadyExistsException.class)
                .isThrownBy(() -> DriverCounters.replace(full, name, bean()));
    }
}
