package dev.isthmus.testkit.ecs.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.operation.Operation;
import dev.isthmus.testkit.ecs.operation.Operations;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import dev.isthmus.testkit.time.ManualClock;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;

/** Every operation of the SDK's client, sent as raw JSON: whatever is in it, the answer is never the fault of the server. */
class EveryOperationTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static FakeEcs ecs;

    @BeforeAll
    static void start() {
        ecs = FakeEcs.start(FakeEcsConfig.twoSmallInstances().toBuilder()
                .clock(new ManualClock())
                .runtime(ScriptedRuntime.running())
                .build());
        ecs.client()
                .registerTaskDefinition(r -> r.family("app")
                        .containerDefinitions(software.amazon.awssdk.services.ecs.model.ContainerDefinition.builder()
                                .name("main")
                                .image("busybox")
                                .memory(64)
                                .build()));
    }

    @AfterAll
    static void stop() {
        ecs.close();
    }

    private record Answer(int status, String type, String text) {}

    private static Answer send(String operation, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(ecs.endpoint())
                .header("X-Amz-Target", "AmazonEC2ContainerServiceV20141113." + operation)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.headers().firstValue("x-amzn-RequestId")).isPresent();
        JsonNode json = new JsonMapper().readTree(response.body());
        return new Answer(response.statusCode(), json.path("__type").asText(""), response.body());
    }

    static Stream<String> operationsOfTheSdk() {
        return Operations.ofTheSdk().stream();
    }

    static Stream<Operation> implemented() {
        return Operations.all().stream();
    }

    @ParameterizedTest
    @MethodSource("operationsOfTheSdk")
    void an_operation_that_is_not_implemented_says_so_by_name(String operation) throws Exception {
        Answer answer = send(operation, "{}");
        if (Operations.named(operation).isPresent()) {
            assertThat(answer.status()).as(answer.text()).isIn(200, 400);
        } else {
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.type()).isEqualTo("UnsupportedFeatureException");
            assertThat(answer.text()).contains(operation);
        }
    }

    @ParameterizedTest
    @MethodSource("operationsOfTheSdk")
    void what_is_not_json_is_refused_as_such(String operation) throws Exception {
        if (Operations.named(operation).isPresent()) {
            for (String body : List.of("{", "[]", "\"text\"", "{\"cluster\":}")) {
                Answer answer = send(operation, body);
                assertThat(answer.status()).isEqualTo(400);
                assertThat(answer.type()).isEqualTo("SerializationException");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("implemented")
    void no_member_whatever_it_holds_is_the_servers_fault(Operation operation) throws Exception {
        for (ObjectNode body : bodies(operation)) {
            Answer answer = send(operation.name(), ModelCodec.text(body));
            assertThat(answer.status())
                    .as("%s %s: %s", operation.name(), body, answer.text())
                    .isIn(200, 400);
            assertThat(answer.status() == 200 || !answer.type().isEmpty()).isTrue();
        }
    }

    @Test
    void a_name_that_ecs_does_not_know_is_an_unknown_operation() throws Exception {
        for (String name : List.of("MakeCoffee", "", "runTask", "RunTaskRequest")) {
            Answer answer = send(name, "{}");
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.type()).as(name).isEqualTo("UnknownOperationException");
        }
    }

    @Test
    void members_that_ecs_does_not_know_are_passed_over() throws Exception {
        assertThat(send("ListTasks", "{\"colour\":\"red\",\"cluster\":null}").status())
                .isEqualTo(200);
    }

    @Test
    void required_members_are_those_of_classes_of_the_sdk() throws Exception {
        String models = Operations.all().get(0).newRequest().getClass().getPackageName();
        for (var shape : RequiredMembers.byShape().entrySet()) {
            Class<?> type = Class.forName(models + "." + shape.getKey());
            SdkPojo builder = (SdkPojo) type.getMethod("builder").invoke(null);
            assertThat(builder.sdkFields().stream().map(SdkField::locationName))
                    .as(shape.getKey())
                    .containsAll(shape.getValue());
        }
    }

    @ParameterizedTest
    @MethodSource("implemented")
    void a_required_member_that_is_absent_is_named(Operation operation) throws Exception {
        for (String member : RequiredMembers.byShape().getOrDefault(operation.name() + "Request", List.of())) {
            ObjectNode body = good(operation);
            body.remove(member);
            Answer answer = send(operation.name(), ModelCodec.text(body));
            assertThat(answer.type()).isEqualTo("InvalidParameterException");
            assertThat(answer.text()).contains("'" + member + "' is required");
        }
    }

    /** Each member alone, beside the required ones: empty, generated, and nested as deep as it goes. */
    private static List<ObjectNode> bodies(Operation operation) {
        List<ObjectNode> bodies = new ArrayList<>();
        ObjectNode generated = ModelCodec.encode((SdkPojo) new GeneratedPojo().fill(operation.newRequest(), 0));
        bodies.add(generated);
        bodies.add(good(operation));
        for (SdkField<?> field : operation.newRequest().sdkFields()) {
            for (JsonNode value : values(field, generated.get(field.locationName()), 3)) {
                ObjectNode body = good(operation);
                body.set(field.locationName(), value);
                bodies.add(body);
            }
        }
        return bodies;
    }

    private static ObjectNode good(Operation operation) {
        ObjectNode body = NODES.objectNode();
        for (SdkField<?> field : operation.newRequest().sdkFields()) {
            boolean required = RequiredMembers.byShape()
                    .getOrDefault(operation.name() + "Request", List.of())
                    .contains(field.locationName());
            if (required) {
                body.set(field.locationName(), plain(field));
            }
        }
        if (operation.name().equals("RegisterTaskDefinition")) {
            body.putArray("containerDefinitions")
                    .addObject()
                    .put("name", "main")
                    .put("image", "busybox")
                    .put("memory", 64);
        }
        if (operation.name().equals("RegisterContainerInstance")) {
            for (String name : List.of("CPU", "MEMORY")) {
                body.withArray("totalResources")
                        .addObject()
                        .put("name", name)
                        .put("type", "INTEGER")
                        .put("integerValue", 10_000);
            }
        }
        return body;
    }

    private static JsonNode plain(SdkField<?> field) {
        return switch (field.marshallingType().getKnownType()) {
            case STRING ->
                NODES.textNode(
                        switch (field.locationName()) {
                            case "cluster" -> "default";
                            case "taskDefinition" -> "app";
                            case "targetType" -> "container-instance";
                            case "containerInstance" -> ecs.instances().get(0).containerInstanceArn();
                            case "resourceArn" -> ecs.instances().get(1).containerInstanceArn();
                            default -> "x";
                        });
            case INTEGER, LONG -> NODES.numberNode(1);
            case BOOLEAN -> NODES.booleanNode(true);
            case LIST -> NODES.arrayNode().add(plain(member(field)));
            default -> NODES.objectNode();
        };
    }

    private static List<JsonNode> values(SdkField<?> field, JsonNode generated, int depth) {
        List<JsonNode> values = new ArrayList<>();
        values.add(generated);
        values.add(NODES.nullNode());
        switch (field.marshallingType().getKnownType()) {
            case STRING ->
                List.of("", " ", ":", "/", "arn:", "arn:aws:ecs:us-east-1:1:task/", "a:b:c", "1e999")
                        .forEach(text -> values.add(NODES.textNode(text)));
            case INTEGER, LONG -> {
                values.add(NODES.numberNode(Integer.MIN_VALUE));
                values.add(NODES.numberNode(0));
                values.add(NODES.numberNode(Integer.MAX_VALUE));
                values.add(NODES.textNode("one"));
            }
            case SDK_POJO -> {
                values.add(NODES.objectNode());
                if (depth > 0) {
                    SdkPojo pojo = field.constructor().get();
                    for (SdkField<?> member : pojo.sdkFields()) {
                        JsonNode inner = generated == null ? null : generated.get(member.locationName());
                        for (JsonNode value : values(member, inner == null ? NODES.nullNode() : inner, depth - 1)) {
                            values.add(frame(pojo).set(member.locationName(), value));
                        }
                    }
                }
            }
            case LIST -> {
                values.add(NODES.arrayNode());
                values.add(NODES.arrayNode().addNull());
                JsonNode inner = generated == null || generated.isEmpty() ? NODES.nullNode() : generated.get(0);
                for (JsonNode value : values(member(field), inner, depth)) {
                    values.add(NODES.arrayNode().add(value));
                }
            }
            default -> values.add(NODES.objectNode());
        }
        return values;
    }

    /** What a structure needs so that the rest of it is looked at too. */
    private static ObjectNode frame(SdkPojo builder) {
        String shape = builder.getClass().getEnclosingClass().getSimpleName();
        ObjectNode frame = NODES.objectNode();
        List<String> required = RequiredMembers.byShape().getOrDefault(shape, List.of());
        for (SdkField<?> field : builder.sdkFields()) {
            if (required.contains(field.locationName())) {
                frame.set(field.locationName(), plain(field));
            }
        }
        switch (shape) {
            case "ContainerDefinition" ->
                frame.put("name", "main").put("image", "busybox").put("memory", 64);
            case "ContainerOverride" -> frame.put("name", "main");
            case "Attribute" -> frame.put("targetId", ecs.instances().get(0).containerInstanceArn());
            case "Tag" -> frame.put("key", "k");
            case "PortMapping" -> frame.put("containerPort", 80);
            case "Volume" -> frame.put("name", "v");
            case "LogConfiguration" -> frame.put("logDriver", "json-file");
            case "HealthCheck" -> frame.putArray("command").add("CMD").add("true");
            case "ResourceRequirement" -> frame.put("type", "GPU").put("value", "1");
            case "Ulimit" -> frame.put("name", "core");
            default -> {
                // Its required members are enough.
            }
        }
        return frame;
    }

    private static SdkField<?> member(SdkField<?> list) {
        return list.getRequiredTrait(ListTrait.class).memberFieldInfo();
    }
}
