package dev.isthmus.testkit.ecs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.ResourceRequirement;
import software.amazon.awssdk.services.ecs.model.ResourceType;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskOverride;

/** What a definition and its overrides take from an instance. */
class DemandTest {
    private static ContainerDefinition.Builder container(String name) {
        return ContainerDefinition.builder().name(name);
    }

    private static TaskDefinition.Builder definition(ContainerDefinition.Builder... containers) {
        ContainerDefinition[] built = new ContainerDefinition[containers.length];
        for (int i = 0; i < built.length; i++) {
            built[i] = containers[i].build();
        }
        return TaskDefinition.builder().containerDefinitions(built);
    }

    private static PortMapping port(Integer container, Integer host, String protocol) {
        return PortMapping.builder()
                .containerPort(container)
                .hostPort(host)
                .protocol(protocol)
                .build();
    }

    private static ResourceRequirement requirement(ResourceType type, String value) {
        return ResourceRequirement.builder().type(type).value(value).build();
    }

    @Test
    void the_amounts_of_all_containers_are_summed() {
        Demand demand = Demand.of(
                definition(
                                container("a").cpu(100).memory(200),
                                container("b").cpu(30).memory(400).memoryReservation(50),
                                container("c").memoryReservation(7))
                        .build(),
                null);
        assertThat(demand.cpu()).isEqualTo(130);
        assertThat(demand.memory()).as("the reservation where there is one").isEqualTo(257);
    }

    @Test
    void an_override_of_a_container_wins() {
        TaskDefinition definition = definition(
                        container("a").cpu(100).memory(200),
                        container("b").cpu(30).memory(400).memoryReservation(50))
                .build();
        Demand demand = Demand.of(
                definition,
                TaskOverride.builder()
                        .containerOverrides(
                                ContainerOverride.builder()
                                        .name("a")
                                        .cpu(5)
                                        .memory(300)
                                        .build(),
                                ContainerOverride.builder()
                                        .name("b")
                                        .memory(500)
                                        .build(),
                                ContainerOverride.builder().cpu(1000).build())
                        .build());
        assertThat(demand.cpu()).isEqualTo(35);
        assertThat(demand.memory()).as("b still has its reservation").isEqualTo(350);
        Demand reserved = Demand.of(
                definition,
                TaskOverride.builder()
                        .containerOverrides(ContainerOverride.builder()
                                .name("a")
                                .memoryReservation(10)
                                .build())
                        .build());
        assertThat(reserved.memory()).isEqualTo(60);
    }

    @Test
    void the_amount_of_the_task_stands_instead_and_its_override_before_that() {
        TaskDefinition definition = definition(container("a").cpu(100).memory(200))
                .cpu("512")
                .memory("1 GB")
                .build();
        assertThat(Demand.of(definition, null).cpu()).isEqualTo(512);
        assertThat(Demand.of(definition, null).memory()).isEqualTo(1024);
        Demand overridden = Demand.of(
                definition, TaskOverride.builder().cpu(".25 vCPU").memory("300").build());
        assertThat(overridden.cpu()).isEqualTo(256);
        assertThat(overridden.memory()).isEqualTo(300);
    }

    @Test
    void host_ports_are_taken_by_protocol_in_bridge_and_host_mode() {
        for (NetworkMode mode : new NetworkMode[] {null, NetworkMode.BRIDGE, NetworkMode.HOST}) {
            Demand demand = Demand.of(
                    definition(container("a")
                                    .portMappings(
                                            port(80, 8080, "tcp"),
                                            port(53, 5353, "udp"),
                                            port(81, 0, "tcp"),
                                            port(82, null, "udp"),
                                            port(null, null, "tcp")))
                            .networkMode(mode)
                            .build(),
                    null);
            assertThat(demand.tcp()).containsExactly(8080);
            assertThat(demand.udp()).containsExactly(5353);
            assertThat(demand.dynamicPorts()).isEqualTo(2);
            assertThat(demand.interfaces()).isZero();
        }
    }

    @Test
    void an_awsvpc_task_takes_an_interface_and_no_ports() {
        Demand demand = Demand.of(
                definition(container("a").portMappings(port(80, 80, "tcp"), port(81, 0, "tcp")))
                        .networkMode(NetworkMode.AWSVPC)
                        .build(),
                null);
        assertThat(demand.interfaces()).isEqualTo(1);
        assertThat(demand.tcp()).isEmpty();
        assertThat(demand.dynamicPorts()).isZero();
        Demand none = Demand.of(
                definition(container("a").portMappings(port(80, 80, "tcp")))
                        .networkMode(NetworkMode.NONE)
                        .build(),
                null);
        assertThat(none.tcp()).isEmpty();
        assertThat(none.interfaces()).isZero();
    }

    @Test
    void gpus_of_all_containers_are_counted_and_overrides_win() {
        TaskDefinition definition = definition(
                        container("a").resourceRequirements(requirement(ResourceType.GPU, "2")),
                        container("b")
                                .resourceRequirements(
                                        requirement(ResourceType.GPU, "1"),
                                        requirement(ResourceType.INFERENCE_ACCELERATOR, "device_1")),
                        container("c"))
                .build();
        assertThat(Demand.of(definition, null).gpus()).isEqualTo(3);
        assertThat(Demand.of(
                                definition,
                                TaskOverride.builder()
                                        .containerOverrides(ContainerOverride.builder()
                                                .name("a")
                                                .resourceRequirements(requirement(ResourceType.GPU, "4"))
                                                .build())
                                        .build())
                        .gpus())
                .isEqualTo(5);
    }
}
