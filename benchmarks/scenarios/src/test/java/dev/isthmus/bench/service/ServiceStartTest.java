package dev.isthmus.bench.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** On a simulated clock, and the same each time: how busy the machine is makes no difference. */
class ServiceStartTest {

    private static final Duration LATENCY = Duration.ofMillis(50);

    /** Of what the framework and the budget take together, which can only be less if they overlap. */
    private static final double MARGIN = 1.05;

    @Test
    void a_service_on_the_hosts_network_costs_one_registration_and_starts_as_fast_as_its_framework_goes() {
        ServiceStart.Shape shape = new ServiceStart.Shape(500, Network.HOST, 20);
        ServiceStart.OnEcs onEcs = ServiceStart.onEcs(shape, LATENCY);
        assertThat(onEcs.registrations()).isEqualTo(1);
        assertThat(onEcs.starts()).isEqualTo(500);
        assertThat(onEcs.budget()).isEqualTo(Duration.ofSeconds(10));
        isWithinMargin(onEcs, ServiceStart.alone(shape));
    }

    @Test
    void a_service_on_a_bridge_costs_a_registration_for_each_port_and_starts_as_fast_as_the_budget_allows() {
        ServiceStart.Shape shape = new ServiceStart.Shape(500, Network.BRIDGE, 20);
        ServiceStart.OnEcs onEcs = ServiceStart.onEcs(shape, LATENCY);
        assertThat(onEcs.registrations()).isEqualTo(95);
        assertThat(onEcs.starts()).isEqualTo(500);
        assertThat(onEcs.budget()).isEqualTo(Duration.ofSeconds(75));
        isWithinMargin(onEcs, ServiceStart.alone(shape));
    }

    private static void isWithinMargin(ServiceStart.OnEcs onEcs, Duration framework) {
        assertThat(onEcs.time().toMillis())
                .as("%s on ECS, where the framework alone takes %s", onEcs, framework)
                .isBetween(Math.max(framework.toMillis(), onEcs.budget().toMillis()), (long)
                        (MARGIN * (framework.toMillis() + onEcs.budget().toMillis())));
    }
}
