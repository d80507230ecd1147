package dev.isthmus.testkit.ecs.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.isthmus.testkit.ecs.EcsRequests;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.InMemoryEcs;
import dev.isthmus.testkit.ecs.cluster.FargateSettings;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.cluster.TaskPace;
import dev.isthmus.testkit.ecs.fault.FaultSchedule;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import dev.isthmus.testkit.time.ManualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStrategyItem;
import software.amazon.awssdk.services.ecs.model.HealthCheck;
import software.amazon.awssdk.services.ecs.model.HealthStatus;

/** What ECS tells EventBridge: facts D1. */
class EventsTest {
    private static final String TASK = "ECS Task State Change";
    private static final String INSTANCE = "ECS Container Instance State Change";

    private final ManualClock clock = new ManualClock();
    private final ScriptedRuntime containers = ScriptedRuntime.running();
    private final InMemoryEcs ecs = InMemoryEcs.start(
            FakeEcsConfig.builder()
                    .runtime(containers)
                    .fargate(FargateSettings.withProviders())
                    .pace(TaskPace.immediate().withDeactivating(Duration.ofSeconds(1)))
                    .build(),
            FaultSchedule.NONE,
            InMemoryEcs.Time.of(clock));
    private final EcsClient client = ecs.client();
    private final List<JsonNode> told = new ArrayList<>();

    @BeforeEach
    void watch() {
        ecs.events().watch(event -> told.add(read(event)));
        client.registerTaskDefinition(
                EcsRequests.define("app", EcsRequests.main("x").portMappings(EcsRequests.port(80, 31000, "tcp")))
                        .toBuilder()
                        .build());
    }

    private static JsonNode read(String json) {
        try {
            return new JsonMapper().readTree(json);
        } catch (IOException e) {
            throw new AssertionError(json, e);
        }
    }

    private List<JsonNode> details(String type) {
        return told.stream()
                .filter(event -> event.path("detail-type").asText().equals(type))
                .map(event -> event.path("detail"))
                .toList();
    }

    private static List<String> texts(List<JsonNode> details, String member) {
        return details.stream().map(detail -> detail.path(member).asText()).toList();
    }

    private String run() {
        return client.runTask(r -> r.taskDefinition("app").startedBy("isthmus/x"))
                .tasks()
                .get(0)
                .taskArn();
    }

    @Test
    void an_event_says_who_it_is_of_and_what_has_changed() {
        ecs.addInstance(InstanceSpec.of(1024, 2048));
        String arn = run();
        JsonNode event = told.get(told.size() - 1);
        assertThat(event.path("version").asText()).isEqualTo("0");
        assertThat(event.path("source").asText()).isEqualTo("aws.ecs");
        assertThat(event.path("account").asText()).isEqualTo("123456789012");
        assertThat(event.path("region").asText()).isEqualTo("us-east-1");
        assertThat(event.path("time").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(told.stream().map(one -> one.path("id").asText())).doesNotHaveDuplicates();
        List<JsonNode> tasks = details(TASK);
        JsonNode running = tasks.get(tasks.size() - 1);
        assertThat(running.path("taskArn").asText()).isEqualTo(arn);
        assertThat(running.path("clusterArn").asText()).endsWith(":cluster/default");
        assertThat(running.path("startedBy").asText()).isEqualTo("isthmus/x");
        assertThat(running.path("lastStatus").asText()).isEqualTo("RUNNING");
        assertThat(told.get(0).path("resources").get(0).asText()).contains(":container-instance/default/");
    }

    @Test
    void versions_are_those_of_the_api_and_each_change_is_an_event_of_its_own() {
        ecs.addInstance(InstanceSpec.of(1024, 2048));
        String arn = run();
        client.stopTask(r -> r.task(arn));
        clock.advance(Duration.ofSeconds(1));
        List<Long> versions = details(TASK).stream()
                .map(detail -> detail.path("version").asLong())
                .toList();
        assertThat(versions).doesNotHaveDuplicates().isSorted().startsWith(1L);
        assertThat(versions).last().isEqualTo(ecs.task(arn).orElseThrow().version());
        assertThat(versions).hasSize((int) (long) ecs.task(arn).orElseThrow().version());
        assertThat(texts(details(TASK), "lastStatus"))
                .containsSubsequence("PENDING", "RUNNING", "DEACTIVATING", "STOPPED");
    }

    @Test
    void the_shape_is_not_that_of_the_api() {
        ecs.addInstance(InstanceSpec.of(1024, 2048));
        run();
        JsonNode task = details(TASK).get(details(TASK).size() - 1);
        assertThat(task.path("createdAt").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,3})?Z");
        assertThat(task.path("updatedAt").isTextual()).isTrue();
        for (String absent : List.of("tags", "healthStatus", "enableExecuteCommand", "ephemeralStorage")) {
            assertThat(task.has(absent)).as(absent).isFalse();
        }
        JsonNode container = task.path("containers").get(0);
        assertThat(container.has("healthStatus")).isFalse();
        assertThat(container.path("cpu").isTextual()).isTrue();
        JsonNode binding = container.path("networkBindings").get(0);
        assertThat(binding.path("bindIp").asText()).isEqualTo("0.0.0.0");
        assertThat(binding.has("bindIP")).isFalse();
    }

    @Test
    void times_have_no_zeros_at_their_end() {
        clock.advance(Duration.ofMillis(230));
        ecs.addInstance(InstanceSpec.of(1024, 2048));
        run();
        assertThat(texts(details(TASK), "createdAt").get(0)).endsWith(".23Z");
        assertThat(told.get(0).path("time").asText()).as("whole seconds").doesNotContain(".");
    }

    @Test
    void an_instance_is_told_of_with_each_task_that_comes_and_goes() {
        String instance = ecs.addInstance(InstanceSpec.of(1024, 2048));
        assertThat(details(INSTANCE)).hasSize(1);
        String arn = run();
        JsonNode taken = details(INSTANCE).get(details(INSTANCE).size() - 1);
        assertThat(taken.path("containerInstanceArn").asText()).isEqualTo(instance);
        assertThat(taken.path("clusterArn").asText()).endsWith(":cluster/default");
        assertThat(remaining(taken, "CPU")).isEqualTo(924);
        assertThat(taken.path("runningTasksCount").asInt()).isEqualTo(1);
        assertThat(taken.path("accountType").asText()).isEqualTo("standard");
        client.stopTask(r -> r.task(arn));
        clock.advance(Duration.ofSeconds(1));
        assertThat(remaining(details(INSTANCE).get(details(INSTANCE).size() - 1), "CPU"))
                .isEqualTo(1024);
        List<Long> versions = details(INSTANCE).stream()
                .map(detail -> detail.path("version").asLong())
                .toList();
        assertThat(versions).doesNotHaveDuplicates().isSorted();
        assertThat(versions)
                .last()
                .isEqualTo(ecs.instance(instance).orElseThrow().version());

        ecs.drain(instance);
        ecs.disconnectAgent(instance);
        ecs.terminate(instance);
        assertThat(texts(details(INSTANCE), "status")).containsSubsequence("ACTIVE", "DRAINING", "INACTIVE");
        assertThat(texts(details(INSTANCE), "agentConnected")).contains("true", "false");
    }

    private static int remaining(JsonNode instance, String resource) {
        return StreamSupport.stream(instance.path("remainingResources").spliterator(), false)
                .filter(one -> one.path("name").asText().equals(resource))
                .findFirst()
                .orElseThrow()
                .path("integerValue")
                .asInt();
    }

    @Test
    void health_is_not_told() {
        ecs.addInstance(InstanceSpec.of(1024, 2048));
        client.registerTaskDefinition(EcsRequests.define(
                "checked",
                EcsRequests.main("x")
                        .healthCheck(
                                HealthCheck.builder().command("CMD", "true").build())));
        String arn =
                client.runTask(r -> r.taskDefinition("checked")).tasks().get(0).taskArn();
        int before = told.size();
        ecs.health(arn, "main", HealthStatus.UNHEALTHY);
        assertThat(told).hasSize(before);
        assertThat(ecs.task(arn).orElseThrow().healthStatus()).isEqualTo(HealthStatus.UNHEALTHY);
    }

    @Test
    void a_spot_interruption_is_told_while_the_task_is_running() {
        client.registerTaskDefinition(EcsRequests.define("spot", EcsRequests.main("x")).toBuilder()
                .requiresCompatibilitiesWithStrings("FARGATE")
                .networkMode("awsvpc")
                .cpu("256")
                .memory("512")
                .build());
        client.runTask(r -> r.taskDefinition("spot")
                .capacityProviderStrategy(CapacityProviderStrategyItem.builder()
                        .capacityProvider("FARGATE_SPOT")
                        .build())
                .networkConfiguration(n -> n.awsvpcConfiguration(v -> v.subnets("subnet-1"))));
        told.clear();
        ecs.fargate().interruptSpot(1);
        JsonNode warning = details(TASK).get(0);
        assertThat(warning.path("lastStatus").asText()).isEqualTo("RUNNING");
        assertThat(warning.path("desiredStatus").asText()).isEqualTo("STOPPED");
        assertThat(warning.path("stopCode").asText()).isEqualTo("SpotInterruption");
        assertThat(warning.path("capacityProviderName").asText()).isEqualTo("FARGATE_SPOT");
        assertThat(warning.path("attachments").get(0).path("type").asText()).isEqualTo("eni");
        assertThat(details(INSTANCE)).isEmpty();
    }
}
