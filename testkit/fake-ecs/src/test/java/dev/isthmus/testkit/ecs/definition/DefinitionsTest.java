package dev.isthmus.testkit.ecs.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.testkit.ecs.EcsRequests;
import dev.isthmus.testkit.ecs.OverTheWire;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.ResourceRequirement;
import software.amazon.awssdk.services.ecs.model.ResourceType;
import software.amazon.awssdk.services.ecs.model.SortOrder;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionField;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;

/** Task definitions: registering, finding, listing, and the rules of their contents. */
class DefinitionsTest extends OverTheWire {
    private TaskDefinition register(String family) {
        return client.registerTaskDefinition(EcsRequests.define(family, EcsRequests.main("true")))
                .taskDefinition();
    }

    @Test
    void revisions_count_up_and_are_never_used_again() {
        assertThat(register("app").revision()).isEqualTo(1);
        assertThat(register("app").revision()).isEqualTo(2);
        client.deregisterTaskDefinition(r -> r.taskDefinition("app:2"));
        TaskDefinition third = register("app");
        assertThat(third.revision()).isEqualTo(3);
        assertThat(third.taskDefinitionArn()).isEqualTo("arn:aws:ecs:us-east-1:123456789012:task-definition/app:3");
        assertThat(third.registeredAt()).isEqualTo(clock.instant());
    }

    @Test
    void a_definition_is_found_by_family_revision_and_arn() {
        String first = register("app").taskDefinitionArn();
        String second = register("app").taskDefinitionArn();
        assertThat(find("app")).isEqualTo(second);
        assertThat(find("app:1")).isEqualTo(first);
        assertThat(find(first)).isEqualTo(first);
        client.deregisterTaskDefinition(r -> r.taskDefinition(second));
        assertThat(find("app")).as("newest ACTIVE").isEqualTo(first);
        assertThat(find("app:2")).as("INACTIVE is still described").isEqualTo(second);
        for (String unknown : List.of("other", "app:9", "app:x", first.replace("us-east-1", "eu-west-1"))) {
            assertError("ClientException", "Unable to describe task definition.", () -> find(unknown));
        }
    }

    private String find(String reference) {
        return client.describeTaskDefinition(r -> r.taskDefinition(reference))
                .taskDefinition()
                .taskDefinitionArn();
    }

    @Test
    void defaults_are_filled_in_as_ecs_does() {
        ContainerDefinition container = client.registerTaskDefinition(EcsRequests.define(
                        "app",
                        ContainerDefinition.builder()
                                .name("main")
                                .image("busybox")
                                .memory(64)
                                .portMappings(
                                        PortMapping.builder().containerPort(80).build(),
                                        PortMapping.builder()
                                                .containerPort(53)
                                                .protocol("UDP")
                                                .build())))
                .taskDefinition()
                .containerDefinitions()
                .get(0);
        assertThat(container.essential()).isTrue();
        assertThat(container.cpu()).isZero();
        assertThat(container.portMappings().get(0).hostPort()).isZero();
        assertThat(container.portMappings())
                .extracting(PortMapping::protocolAsString)
                .as("anything but 'udp' is silently tcp")
                .containsExactly("tcp", "tcp");
        assertThat(container.hasEnvironment()).isTrue();
    }

    @Test
    void in_host_mode_the_host_port_is_the_container_port() {
        TaskDefinition definition = client.registerTaskDefinition(
                        EcsRequests.define("app", EcsRequests.main("x").portMappings(port(8080, null))).toBuilder()
                                .networkMode(NetworkMode.HOST)
                                .build())
                .taskDefinition();
        assertThat(definition
                        .containerDefinitions()
                        .get(0)
                        .portMappings()
                        .get(0)
                        .hostPort())
                .isEqualTo(8080);
    }

    @Test
    void tags_are_kept_and_given_on_request() {
        Tag tag = Tag.builder().key("hash").value("1").build();
        client.registerTaskDefinition(EcsRequests.define("app", EcsRequests.main("x")).toBuilder()
                .tags(tag)
                .build());
        assertThat(client.describeTaskDefinition(r -> r.taskDefinition("app")).tags())
                .isEmpty();
        assertThat(client.describeTaskDefinition(r -> r.taskDefinition("app").include(TaskDefinitionField.TAGS))
                        .tags())
                .containsExactly(tag);
    }

    @Test
    void lists_are_sorted_filtered_and_paged() {
        for (int i = 0; i < 11; i++) {
            register("app");
        }
        register("app-two");
        client.deregisterTaskDefinition(r -> r.taskDefinition("app:1"));

        List<String> app =
                client.listTaskDefinitions(r -> r.familyPrefix("app")).taskDefinitionArns();
        assertThat(app).hasSize(10).first().asString().endsWith("/app:2");
        assertThat(app.get(9)).endsWith("/app:11");
        assertThat(client.listTaskDefinitions(r -> r.familyPrefix("app").sort(SortOrder.DESC))
                        .taskDefinitionArns()
                        .get(0))
                .endsWith("/app:11");
        assertThat(client.listTaskDefinitions(r -> r.status(TaskDefinitionStatus.INACTIVE))
                        .taskDefinitionArns())
                .hasSize(1);
        assertThat(client.listTaskDefinitionsPaginator(r -> r.maxResults(4)).taskDefinitionArns().stream())
                .hasSize(11);
        assertThat(client.listTaskDefinitionFamilies(r -> r.familyPrefix("app-"))
                        .families())
                .containsExactly("app-two");
        client.deregisterTaskDefinition(r -> r.taskDefinition("app-two:1"));
        assertThat(client.listTaskDefinitionFamilies(r -> r.status("ACTIVE")).families())
                .containsExactly("app");
        assertThat(client.listTaskDefinitionFamilies(r -> r.status("INACTIVE")).families())
                .containsExactly("app-two");
        assertThat(client.listTaskDefinitionFamilies().families()).containsExactly("app", "app-two");
    }

    @Test
    void deregistering_needs_a_revision_and_stops_new_runs() {
        register("app");
        assertError(
                "ClientException",
                "needs a revision",
                () -> client.deregisterTaskDefinition(r -> r.taskDefinition("app")));
        TaskDefinition gone =
                client.deregisterTaskDefinition(r -> r.taskDefinition("app:1")).taskDefinition();
        assertThat(gone.status()).isEqualTo(TaskDefinitionStatus.INACTIVE);
        assertThat(gone.deregisteredAt()).isEqualTo(clock.instant());
        assertError(
                "ClientException",
                "TaskDefinition is inactive",
                () -> client.startTask(r -> r.taskDefinition("app:1").containerInstances(instance(0))));
        assertError("ClientException", "TaskDefinition not found.", () -> client.runTask(r -> r.taskDefinition("app")));
    }

    @Test
    void an_inactive_definition_is_deleted_an_hour_after_its_last_task() {
        register("app");
        String task = startOn(instance(0), "app:1");
        var refused = client.deleteTaskDefinitions(r -> r.taskDefinitions("app:1", "app", "app:7"));
        assertThat(refused.taskDefinitions()).isEmpty();
        assertThat(reasons(refused.failures()))
                .satisfiesExactly(
                        active -> assertThat(active).contains("still in ACTIVE status"),
                        family -> assertThat(family).contains("identifier is invalid"),
                        unknown -> assertThat(unknown).contains("does not exist"));
        client.deregisterTaskDefinition(r -> r.taskDefinition("app:1"));
        TaskDefinition deleting = client.deleteTaskDefinitions(r -> r.taskDefinitions("app:1"))
                .taskDefinitions()
                .get(0);
        assertThat(deleting.status()).isEqualTo(TaskDefinitionStatus.DELETE_IN_PROGRESS);
        assertThat(deleting.deleteRequestedAt()).isEqualTo(clock.instant());
        assertThat(client.listTaskDefinitions(r -> r.status(TaskDefinitionStatus.DELETE_IN_PROGRESS))
                        .taskDefinitionArns())
                .hasSize(1);
        assertError(
                "ClientException", "TaskDefinition is inactive", () -> client.runTask(r -> r.taskDefinition("app:1")));

        clock.advance(Duration.ofHours(2));
        assertThat(find("app:1")).as("a task still runs it").endsWith("/app:1");
        client.stopTask(r -> r.task(task));
        clock.advance(Duration.ofHours(2));
        assertError("ClientException", "Unable to describe task definition.", () -> find("app:1"));
        assertThat(client.listTaskDefinitionFamilies().families()).isEmpty();
        assertThat(register("app").revision())
                .as("a number is never used again")
                .isEqualTo(2);
    }

    @Test
    void task_sizes_are_converted_to_units() {
        TaskDefinition definition = client.registerTaskDefinition(
                        EcsRequests.define("app", EcsRequests.main("x")).toBuilder()
                                .cpu("0.25 vCPU")
                                .memory("1 GB")
                                .build())
                .taskDefinition();
        assertThat(definition.cpu()).isEqualTo("256");
        assertThat(definition.memory()).isEqualTo("1024");
    }

    static Stream<Arguments> brokenContainers() {
        ContainerDefinition good = EcsRequests.main("x").build();
        return Stream.of(
                Arguments.of("name should not be null", good.toBuilder().name(null)),
                Arguments.of("must be 1 to 255 letters", good.toBuilder().name("a b")),
                Arguments.of("must be 1 to 255 letters", good.toBuilder().name("a".repeat(256))),
                Arguments.of("image should not be null", good.toBuilder().image("")),
                Arguments.of(
                        "At least one of 'memory' or 'memoryReservation'",
                        good.toBuilder().memory(null)),
                Arguments.of("at least 6 MiB", good.toBuilder().memory(5)),
                Arguments.of(
                        "must not be less than", good.toBuilder().memory(64).memoryReservation(65)),
                Arguments.of("'cpu' must not be negative", good.toBuilder().cpu(-1)),
                Arguments.of("must have a name", good.toBuilder().environment(EcsRequests.variable("", "x"))),
                Arguments.of(
                        "must be a whole number",
                        good.toBuilder()
                                .resourceRequirements(ResourceRequirement.builder()
                                        .type(ResourceType.GPU)
                                        .value("half")
                                        .build())),
                Arguments.of(
                        "hostPort must be from 0 to 65535", good.toBuilder().portMappings(port(80, 65536))),
                Arguments.of("containerPort must be from 1", good.toBuilder().portMappings(port(0, 80))),
                Arguments.of(
                        "container port 80/udp is mapped twice",
                        good.toBuilder().portMappings(EcsRequests.port(80, 1, "udp"), EcsRequests.port(80, 2, "udp"))),
                Arguments.of(
                        "Host port 7/tcp is mapped twice", good.toBuilder().portMappings(port(80, 7), port(81, 7))),
                Arguments.of(
                        "At least one container must be essential",
                        good.toBuilder().essential(false)),
                Arguments.of(
                        "Max allowed length is '65536' bytes.",
                        good.toBuilder().environment(EcsRequests.variable("BIG", "x".repeat(65536)))));
    }

    private static PortMapping port(int container, Integer host) {
        return PortMapping.builder().containerPort(container).hostPort(host).build();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenContainers")
    void a_broken_container_is_refused(String message, ContainerDefinition.Builder container) {
        assertError(
                "ClientException", message, () -> client.registerTaskDefinition(EcsRequests.define("app", container)));
        assertThat(client.listTaskDefinitionFamilies().families()).isEmpty();
    }

    @Test
    void the_rest_of_a_definition_is_checked_too() {
        assertError(
                "ClientException",
                "invalid characters",
                () -> client.registerTaskDefinition(EcsRequests.define("a.b", EcsRequests.main("x"))));
        assertError(
                "InvalidParameterException",
                "'family' is required",
                () -> client.registerTaskDefinition(r -> r.containerDefinitions(List.of())));
        assertError(
                "ClientException",
                "cannot be empty",
                () -> client.registerTaskDefinition(r -> r.family("a").containerDefinitions(List.of())));
        assertError(
                "ClientException",
                "at most 10 containers",
                () -> client.registerTaskDefinition(r -> r.family("a")
                        .containerDefinitions(
                                Collections.nCopies(11, EcsRequests.main("x").build()))));
        assertError(
                "ClientException",
                "is used twice",
                () -> client.registerTaskDefinition(
                        EcsRequests.define("a", EcsRequests.main("x"), EcsRequests.main("y"))));
        assertError(
                "ClientException",
                "networkMode should be one of",
                () -> client.registerTaskDefinition(EcsRequests.define("a", EcsRequests.main("x")).toBuilder()
                        .networkMode("flat")
                        .build()));
        assertError(
                "ClientException",
                "hostPort (81) must be absent or equal",
                () -> client.registerTaskDefinition(
                        EcsRequests.define("a", EcsRequests.main("x").portMappings(port(80, 81))).toBuilder()
                                .networkMode(NetworkMode.HOST)
                                .build()));
        assertError(
                "ClientException",
                "not allowed with network mode 'none'",
                () -> client.registerTaskDefinition(
                        EcsRequests.define("a", EcsRequests.main("x").portMappings(port(80, 81))).toBuilder()
                                .networkMode(NetworkMode.NONE)
                                .build()));
        assertError(
                "ClientException",
                "Invalid 'cpu' setting",
                () -> client.registerTaskDefinition(EcsRequests.define("a", EcsRequests.main("x")).toBuilder()
                        .cpu("lots")
                        .build()));
    }
}
