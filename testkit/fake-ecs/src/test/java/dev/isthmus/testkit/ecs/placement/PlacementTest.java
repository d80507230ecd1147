package dev.isthmus.testkit.ecs.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.testkit.ecs.EcsRequests;
import dev.isthmus.testkit.ecs.OverTheWire;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.ResourceRequirement;
import software.amazon.awssdk.services.ecs.model.ResourceType;
import software.amazon.awssdk.services.ecs.model.StartTaskResponse;

/** What StartTask takes from an instance, gives back, and refuses. */
class PlacementTest extends OverTheWire {
    private void define(String family, ContainerDefinition.Builder... containers) {
        client.registerTaskDefinition(EcsRequests.define(family, containers));
    }

    private StartTaskResponse start(String definition, String... instances) {
        return client.startTask(r -> r.taskDefinition(definition).containerInstances(instances));
    }

    private static ContainerDefinition.Builder sized(int cpu, int memory) {
        return EcsRequests.main("x").cpu(cpu).memory(memory);
    }

    @Test
    void cpu_and_memory_are_taken_and_given_back_once() {
        define("app", sized(300, 500));
        String task = startOn(instance(0), "app");
        assertThat(remaining(instance(0)).get("CPU").integerValue()).isEqualTo(724);
        assertThat(remaining(instance(0)).get("MEMORY").integerValue()).isEqualTo(1548);
        assertThat(remaining(instance(1)).get("CPU").integerValue()).isEqualTo(1024);
        assertThat(describeInstance(instance(0)).runningTasksCount()).isEqualTo(1);

        client.stopTask(r -> r.task(task));
        client.stopTask(r -> r.task(task));
        ecs.stopTaskFromOutside(task, "again");

        assertThat(describe(task).lastStatus()).isEqualTo("STOPPED");
        assertThat(remaining(instance(0)).get("CPU").integerValue()).isEqualTo(1024);
        assertThat(remaining(instance(0)).get("MEMORY").integerValue()).isEqualTo(2048);
        assertThat(describeInstance(instance(0)).runningTasksCount()).isZero();
    }

    @Test
    void the_reservation_counts_before_the_limit_and_overrides_win() {
        define("app", EcsRequests.main("x").cpu(100).memory(800).memoryReservation(200));
        startOn(instance(0), "app");
        assertThat(remaining(instance(0)).get("MEMORY").integerValue()).isEqualTo(1848);

        client.startTask(r -> r.taskDefinition("app")
                .containerInstances(instance(1))
                .overrides(EcsRequests.override(
                        ContainerOverride.builder().name("main").cpu(7).memoryReservation(300))));
        assertThat(remaining(instance(1)).get("MEMORY").integerValue()).isEqualTo(1748);
        assertThat(remaining(instance(1)).get("CPU").integerValue()).isEqualTo(1017);
    }

    @Test
    void amounts_of_the_task_count_instead_of_those_of_its_containers() {
        client.registerTaskDefinition(EcsRequests.define("app", sized(100, 100)).toBuilder()
                .cpu("0.5 vCPU")
                .memory("1 GB")
                .build());
        startOn(instance(0), "app");
        assertThat(remaining(instance(0)).get("CPU").integerValue()).isEqualTo(512);
        assertThat(remaining(instance(0)).get("MEMORY").integerValue()).isEqualTo(1024);
    }

    @Test
    void what_does_not_fit_is_refused_by_the_name_of_the_resource() {
        define("wide", sized(1025, 64));
        define("fat", sized(1, 2049));
        define("exact", sized(1024, 2048));
        assertThat(reasons(start("wide", instance(0)).failures())).containsExactly("RESOURCE:CPU");
        assertThat(reasons(start("fat", instance(0)).failures())).containsExactly("RESOURCE:MEMORY");
        assertThat(start("exact", instance(0)).failures()).isEmpty();
        assertThat(reasons(start("exact", instance(0)).failures())).containsExactly("RESOURCE:CPU");
    }

    @Test
    void one_call_answers_for_each_instance_by_itself() {
        define("app", sized(1024, 64));
        startOn(instance(0), "app");
        String gone = instance(0);
        String third = ecs.addInstance(InstanceSpec.of(2048, 2048));
        String inactive = ecs.addInstance(InstanceSpec.of(2048, 2048));
        String away = ecs.addInstance(InstanceSpec.of(2048, 2048));
        String draining = ecs.addInstance(InstanceSpec.of(2048, 2048));
        ecs.deregister(inactive);
        ecs.disconnectAgent(away);
        ecs.drain(draining);

        StartTaskResponse answer = start("app", gone, instance(1), "nope", third, inactive, away, draining);

        assertThat(reasons(answer.failures()))
                .containsExactly("RESOURCE:CPU", "MISSING", "INACTIVE", "AGENT", "INACTIVE");
        assertThat(answer.failures().get(0).arn()).isEqualTo(gone);
        assertThat(answer.tasks())
                .extracting(task -> task.containerInstanceArn())
                .containsExactly(instance(1), third);
    }

    @Test
    void host_ports_are_taken_by_protocol_in_host_and_bridge_mode() {
        define(
                "bridge",
                sized(1, 64).portMappings(EcsRequests.port(80, 8080, "tcp"), EcsRequests.port(53, 8080, "udp")));
        define("tcp", sized(1, 64).portMappings(EcsRequests.port(80, 8080, "tcp")));
        define("udp", sized(1, 64).portMappings(EcsRequests.port(53, 8080, "udp")));
        define("ssh", sized(1, 64).portMappings(EcsRequests.port(22, 22, "tcp")));
        String task = startOn(instance(0), "bridge");
        assertThat(remaining(instance(0)).get("PORTS").stringSetValue()).contains("8080");
        assertThat(remaining(instance(0)).get("PORTS_UDP").stringSetValue()).containsExactly("8080");
        for (String family : List.of("tcp", "udp", "ssh")) {
            assertThat(reasons(start(family, instance(0)).failures())).containsExactly("RESOURCE:PORTS");
        }
        client.stopTask(r -> r.task(task));
        assertThat(remaining(instance(0)).get("PORTS").stringSetValue()).doesNotContain("8080");
        assertThat(remaining(instance(0)).get("PORTS_UDP").stringSetValue()).isEmpty();
        startOn(instance(0), "tcp");
        startOn(instance(0), "udp");
    }

    @Test
    void a_hundred_ports_are_the_ceiling_with_the_reserved_ones() {
        List<PortMapping> mappings = new ArrayList<>();
        for (int i = 0; i < 95; i++) {
            mappings.add(EcsRequests.port(1000 + i, 31000 + i, "tcp"));
        }
        define("many", sized(1, 64).portMappings(mappings));
        define("one", sized(1, 64).portMappings(EcsRequests.port(1, 32000, "udp")));
        define("dynamic", sized(1, 64).portMappings(EcsRequests.port(1, 0, "tcp")));
        startOn(instance(0), "many");
        assertThat(reasons(start("one", instance(0)).failures())).containsExactly("RESOURCE:PORTS");
        startOn(instance(0), "dynamic");
    }

    @Test
    void dynamic_ports_are_bound_but_not_counted() {
        define("app", sized(1, 64).portMappings(EcsRequests.port(80, 0, "tcp")));
        String first = startOn(instance(0), "app");
        String second = startOn(instance(0), "app");
        List<Integer> ports = List.of(first, second).stream()
                .map(arn -> describe(arn)
                        .containers()
                        .get(0)
                        .networkBindings()
                        .get(0)
                        .hostPort())
                .toList();
        assertThat(ports).doesNotHaveDuplicates().allMatch(port -> port >= 49153);
        assertThat(remaining(instance(0)).get("PORTS").stringSetValue()).hasSize(5);
    }

    @Test
    void gpus_are_given_by_id_and_refused_when_gone() {
        String gpu = ecs.addInstance(InstanceSpec.of(1024, 2048).withGpus(2));
        define(
                "gpu",
                sized(1, 64)
                        .resourceRequirements(ResourceRequirement.builder()
                                .type(ResourceType.GPU)
                                .value("2")
                                .build()));
        assertThat(reasons(start("gpu", instance(0)).failures())).containsExactly("RESOURCE:GPU");
        String task = startOn(gpu, "gpu");
        assertThat(describe(task).containers().get(0).gpuIds()).hasSize(2);
        assertThat(remaining(gpu).get("GPU").stringSetValue()).isEmpty();
        assertThat(reasons(start("gpu", gpu).failures())).containsExactly("RESOURCE:GPU");
        client.stopTask(r -> r.task(task));
        assertThat(remaining(gpu).get("GPU").stringSetValue()).hasSize(2);
    }

    @Test
    void an_instance_without_a_capability_is_refused() {
        define("gelf", sized(1, 64).logConfiguration(log -> log.logDriver(LogDriver.GELF)));
        assertThat(reasons(start("gelf", instance(0)).failures())).containsExactly("ATTRIBUTE");
    }

    @Test
    void start_task_has_its_limits() {
        define("app", sized(1, 64));
        assertError("InvalidParameterException", "cannot be empty", () -> start("app"));
        assertError(
                "InvalidParameterException",
                "at most 10",
                () -> start("app", Collections.nCopies(11, instance(0)).toArray(String[]::new)));
        assertError(
                "InvalidParameterException",
                "startedBy longer than 36",
                () -> client.startTask(r ->
                        r.taskDefinition("app").containerInstances(instance(0)).startedBy("x".repeat(37))));
        assertError(
                "InvalidParameterException",
                "startedBy may hold letters",
                () -> client.startTask(r ->
                        r.taskDefinition("app").containerInstances(instance(0)).startedBy("a.b")));
        assertError(
                "InvalidParameterException",
                "'taskDefinition' is required",
                () -> client.startTask(r -> r.containerInstances(instance(0))));
        assertThat(ecs.tasks()).isEmpty();
        client.startTask(r ->
                r.taskDefinition("app").containerInstances(instance(0)).startedBy("m/" + "A-z_9".repeat(6) + "1234"));
    }

    @Test
    void overrides_have_their_limits() {
        define("app", sized(1, 64));
        String long8193 = "x".repeat(8193);
        assertError(
                "InvalidParameterException",
                "at most 8192",
                () -> startWith(ContainerOverride.builder().name("main").command(long8193)));
        assertError(
                "InvalidParameterException",
                "is not a container in the TaskDefinition",
                () -> startWith(ContainerOverride.builder().name("other")));
        assertError(
                "ClientException",
                "must not be less than",
                () -> startWith(ContainerOverride.builder().name("main").memoryReservation(65)));
        assertError(
                "ClientException",
                "at least 6 MiB",
                () -> startWith(ContainerOverride.builder().name("main").memory(5)));
        // {"containerOverrides":[{"name":"main","command":["..."]}]} has 55 characters beside the text.
        startWith(ContainerOverride.builder().name("main").command("x".repeat(8192 - 55)));
        assertError(
                "InvalidParameterException",
                "this one has 8193",
                () -> startWith(ContainerOverride.builder().name("main").command("x".repeat(8193 - 55))));
    }

    private void startWith(ContainerOverride.Builder override) {
        client.startTask(
                r -> r.taskDefinition("app").containerInstances(instance(0)).overrides(EcsRequests.override(override)));
    }

    @Test
    void network_configuration_goes_with_awsvpc_only() {
        define("bridge", sized(1, 64));
        client.registerTaskDefinition(EcsRequests.define("vpc", sized(1, 64)).toBuilder()
                .networkMode(NetworkMode.AWSVPC)
                .build());
        assertError("InvalidParameterException", "must be provided", () -> start("vpc", instance(0)));
        assertError(
                "InvalidParameterException",
                "is not valid for the given networkMode",
                () -> client.startTask(r -> r.taskDefinition("bridge")
                        .containerInstances(instance(0))
                        .networkConfiguration(n -> n.awsvpcConfiguration(v -> v.subnets("subnet-1")))));
        assertThat(client.startTask(r -> r.taskDefinition("vpc")
                                .containerInstances(instance(0))
                                .networkConfiguration(n -> n.awsvpcConfiguration(v -> v.subnets("subnet-1"))))
                        .tasks())
                .hasSize(1);
    }
}
