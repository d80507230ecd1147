package dev.isthmus.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.mesos.FrontendDriver;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShutdownDrainTest {

    private final List<Duration> waits = new ArrayList<>();

    @Test
    void every_driver_is_waited_for_within_one_limit() {
        ShutdownDrain.drain(List.of(driver(true), driver(false), driver(true)), Duration.ofMinutes(1));

        assertThat(waits).hasSize(3).isSortedAccordingTo((a, b) -> b.compareTo(a));
        assertThat(waits.get(0)).isBetween(Duration.ofSeconds(50), Duration.ofMinutes(1));
    }

    @Test
    void when_no_time_is_left_the_rest_are_asked_without_waiting() {
        ShutdownDrain.drain(List.of(driver(false), driver(true)), Duration.ZERO);

        assertThat(waits).containsExactly(Duration.ZERO, Duration.ZERO);
    }

    private FrontendDriver driver(boolean drained) {
        return (FrontendDriver) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {FrontendDriver.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("awaitDrained")) {
                        waits.add((Duration) arguments[0]);
                        return drained;
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }
}
