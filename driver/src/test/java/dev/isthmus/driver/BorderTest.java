package dev.isthmus.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.mesos.FrameworkDriver;
import dev.isthmus.mesos.messages.Protos.Status;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.apache.mesos.Protos;
import org.apache.mesos.Scheduler;
import org.apache.mesos.SchedulerDriver;
import org.junit.jupiter.api.Test;

/** Whoever stands behind the border is told what the framework said, calls its scheduler, and gets its calls. */
class BorderTest {

    private final List<String> seen = new ArrayList<>();

    @Test
    void another_driver_stands_behind_it() {
        Scheduler scheduler = fake(Scheduler.class, null);
        Protos.FrameworkInfo framework =
                Protos.FrameworkInfo.newBuilder().setName("one").setUser("").build();

        SchedulerDriver driver = Border.driver(
                scheduler, framework, List.of("role"), false, (info, roles, implicit, version, callbacks) -> {
                    seen.add(info.getName() + " " + roles + " " + implicit + " " + version);
                    callbacks.disconnected();
                    return fake(FrameworkDriver.class, Status.DRIVER_RUNNING);
                });

        assertThat(driver.reviveOffers()).isEqualTo(Protos.Status.DRIVER_RUNNING);
        assertThat(seen).containsExactly("one [role] false 1.11.0", "disconnected", "reviveOffers");
    }

    private <T> T fake(Class<T> type, Object answer) {
        return type.cast(
                Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
                    seen.add(method.getName());
                    return answer;
                }));
    }
}
