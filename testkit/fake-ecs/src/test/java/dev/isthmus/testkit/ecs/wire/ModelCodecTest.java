package dev.isthmus.testkit.ecs.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.isthmus.testkit.ecs.operation.Operation;
import dev.isthmus.testkit.ecs.operation.Operations;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ListTasksRequest;
import software.amazon.awssdk.services.ecs.model.StartTaskRequest;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.utils.builder.Buildable;

class ModelCodecTest {
    static Stream<String> operations() {
        return Operations.all().stream().map(Operation::name);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void every_member_of_every_shape_survives_the_trip_through_json(String name) {
        Operation operation = Operations.named(name).orElseThrow();
        for (boolean request : new boolean[] {true, false}) {
            GeneratedPojo generator = new GeneratedPojo();
            SdkPojo shape = request ? operation.newRequest() : operation.newResponse();
            Object original = generator.fill(shape, 0);

            String json = ModelCodec.text(ModelCodec.encode((SdkPojo) original));
            SdkPojo decoded = ModelCodec.decode(
                    ModelCodec.parse(json), request ? operation.newRequest() : operation.newResponse());

            assertThat(((Buildable) decoded).build()).isEqualTo(original);
            assertThat(generator.members())
                    .isGreaterThanOrEqualTo(shape.sdkFields().size());
        }
    }

    @Test
    void timestamps_are_seconds_with_a_fraction() {
        Task task = Task.builder()
                .createdAt(Instant.parse("2026-01-01T00:00:00.250Z"))
                .startedAt(Instant.parse("2026-01-01T00:00:00Z"))
                .build();
        assertThat(ModelCodec.text(ModelCodec.encode(task)))
                .isEqualTo("{\"createdAt\":1767225600.25,\"startedAt\":1767225600}");
    }

    @Test
    void an_empty_list_is_not_an_absent_one() {
        StartTaskRequest absent = decodeStartTask("{}");
        StartTaskRequest empty = decodeStartTask("{\"containerInstances\":[]}");
        assertThat(absent.hasContainerInstances()).isFalse();
        assertThat(empty.hasContainerInstances()).isTrue();
        assertThat(ModelCodec.text(ModelCodec.encode(absent))).isEqualTo("{}");
        assertThat(ModelCodec.text(ModelCodec.encode(empty))).isEqualTo("{\"containerInstances\":[]}");
    }

    @Test
    void unknown_members_and_nulls_are_passed_over() {
        assertThat(decodeStartTask("{\"somethingNew\":{\"a\":[1]},\"group\":null,\"startedBy\":\"me\"}"))
                .isEqualTo(StartTaskRequest.builder().startedBy("me").build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"maxResults\":\"7\"}",
                "{\"maxResults\":7.5}",
                "{\"maxResults\":3000000000}",
                "{\"family\":7}",
                "{\"family\":[]}"
            })
    void aMemberOfTheWrongTypeIsRefusedByName(String json) {
        ObjectNode node = ModelCodec.parse(json);
        assertThatThrownBy(() -> ModelCodec.decode(node, ListTasksRequest.builder()))
                .isInstanceOfSatisfying(
                        ServiceError.class, error -> assertThat(error.code()).isEqualTo("SerializationException"))
                .hasMessageMatching("Member /(maxResults|family) must be .*");
    }

    @Test
    void a_wrong_type_inside_a_list_is_refused_with_its_place() {
        ObjectNode node = ModelCodec.parse("{\"command\":[\"a\",2]}");
        assertThatThrownBy(() -> ModelCodec.decode(node, ContainerDefinition.builder()))
                .hasMessage("Member /command/1 must be a string, not NUMBER");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "nonsense", "{\"a\":", "7"})
    void whatIsNoJsonObjectIsRefused(String text) {
        assertThatThrownBy(() -> ModelCodec.parse(text))
                .isInstanceOfSatisfying(
                        ServiceError.class, error -> assertThat(error.code()).isEqualTo("SerializationException"));
    }

    @Test
    void an_error_carries_its_type_its_message_and_its_members() {
        assertThat(ModelCodec.text(ModelCodec.encode(ServiceError.conflict("again", List.of("a", "b")))))
                .isEqualTo("{\"__type\":\"ConflictException\",\"message\":\"again\",\"resourceIds\":[\"a\",\"b\"]}");
    }

    private static StartTaskRequest decodeStartTask(String json) {
        return ModelCodec.decode(ModelCodec.parse(json), StartTaskRequest.builder())
                .build();
    }
}
