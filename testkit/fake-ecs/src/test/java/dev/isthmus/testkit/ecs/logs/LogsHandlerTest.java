package dev.isthmus.testkit.ecs.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.isthmus.testkit.ecs.wire.ModelCodec;
import dev.isthmus.testkit.ecs.wire.ServiceError;
import dev.isthmus.testkit.ecs.wire.WireHandler;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** GetLogEvents: pages of one stream. */
class LogsHandlerTest {
    private final Rim rim = new Rim();
    private final LogsHandler handler = new LogsHandler(rim);

    /** What a fake cluster is to the handler. */
    private static final class Rim implements LogsRim {
        Instant now = Instant.ofEpochSecond(1000);
        final SentLines streams = new SentLines();
        Optional<List<LogLine>> printed = Optional.empty();
        Optional<ServiceError> throttled = Optional.empty();

        @Override
        public <T> T ofStreams(BiFunction<Instant, SentLines, T> action) {
            return action.apply(now, streams);
        }

        @Override
        public Optional<List<LogLine>> printed(String group, String stream) {
            return printed;
        }

        @Override
        public Optional<ServiceError> throttled(String operation) {
            return throttled;
        }
    }

    private void send(int count) {
        IntStream.range(0, count)
                .forEach(i -> rim.streams.send("g", "s", new LogLine(rim.now.plusMillis(i), "line " + i), rim.now));
    }

    private JsonNode get(String members) {
        String body = ("{'logGroupName':'g','logStreamName':'s'" + (members.isEmpty() ? "" : "," + members) + "}")
                .replace('\'', '"');
        return ask(body);
    }

    private JsonNode ask(String body) {
        return ((WireHandler.Answer.Json) handler.handle("GetLogEvents", body)).body();
    }

    private static List<String> messages(JsonNode answer) {
        List<String> messages = new ArrayList<>();
        answer.path("events")
                .forEach(event -> messages.add(event.path("message").asText()));
        return messages;
    }

    private static String back(JsonNode answer) {
        return "'nextToken':'" + answer.path("nextBackwardToken").asText() + "'";
    }

    private void refused(String type, String members) {
        assertThatThrownBy(() -> get(members))
                .isInstanceOfSatisfying(
                        ServiceError.class, error -> assertThat(error.code()).isEqualTo(type));
    }

    @Test
    void without_a_token_the_latest_lines_come_in_order_of_time() {
        send(5);
        JsonNode tail = get("'limit':2");
        assertThat(messages(tail)).containsExactly("line 3", "line 4");
        assertThat(tail.path("events").get(1).path("timestamp").asLong()).isEqualTo(1_000_004);
        JsonNode before = get("'limit':2," + back(tail));
        assertThat(messages(before)).containsExactly("line 1", "line 2");
        JsonNode first = get(back(before));
        assertThat(messages(first)).containsExactly("line 0");
        assertThat(messages(get(back(first)))).isEmpty();
    }

    @Test
    void a_follower_gets_what_is_new_with_the_forward_token() {
        send(3);
        JsonNode all = get("'startFromHead':true");
        assertThat(messages(all)).containsExactly("line 0", "line 1", "line 2");
        String token = all.path("nextForwardToken").asText();
        JsonNode nothing = get("'startFromHead':true,'nextToken':'" + token + "'");
        assertThat(messages(nothing)).isEmpty();
        assertThat(nothing.path("nextForwardToken").asText()).as("at the end").isEqualTo(token);
        rim.streams.send("g", "s", new LogLine(rim.now, "more"), rim.now);
        assertThat(messages(get("'startFromHead':true,'nextToken':'" + token + "'")))
                .containsExactly("more");
        assertThat(messages(get("'startFromHead':true,'limit':1"))).containsExactly("line 0");
    }

    @Test
    void a_page_has_one_mebibyte() {
        String large = "x".repeat(600 * 1024);
        rim.streams.send("g", "s", new LogLine(rim.now, large), rim.now);
        rim.streams.send("g", "s", new LogLine(rim.now, large), rim.now);
        JsonNode tail = get("");
        assertThat(messages(tail)).hasSize(1);
        assertThat(messages(get(back(tail)))).hasSize(1);
    }

    @Test
    void lines_of_other_times_are_left_out() {
        send(10);
        assertThat(messages(get("'startTime':1000002,'endTime':1000004"))).containsExactly("line 2", "line 3");
    }

    @Test
    void a_late_line_and_its_stream_are_not_there_before_it_arrives() {
        rim.streams.send("g", "s", new LogLine(rim.now, "late"), rim.now.plusSeconds(3));
        refused("ResourceNotFoundException", "");
        rim.streams.send("g", "s", new LogLine(rim.now.plusMillis(1), "later"), rim.now);
        assertThat(messages(get(""))).containsExactly("later");
        rim.now = rim.now.plusSeconds(3);
        assertThat(messages(get(""))).as("by their times").containsExactly("late", "later");
    }

    @Test
    void what_a_container_has_printed_is_there_with_what_was_sent() {
        rim.printed = Optional.of(List.of());
        assertThat(messages(get(""))).as("it has started").isEmpty();
        rim.printed = Optional.of(List.of(new LogLine(rim.now, "printed")));
        send(1);
        assertThat(messages(get(""))).containsExactly("printed", "line 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'limit':0", "'limit':10001", "'nextToken':'mine'"})
    void what_logs_do_not_take_is_refused(String members) {
        send(1);
        refused("InvalidParameterException", members);
    }

    @Test
    void what_is_not_there_or_not_allowed_or_too_often_is_refused() {
        refused("ResourceNotFoundException", "");
        send(1);
        rim.streams.refuse("AccessDeniedException", "You may not.");
        refused("AccessDeniedException", "");
        rim.streams.serve();
        assertThat(messages(get(""))).hasSize(1);
        rim.throttled = Optional.of(ServiceError.of("ThrottlingException", "Rate exceeded"));
        refused("ThrottlingException", "");
        assertThatThrownBy(() -> handler.handle("PutLogEvents", "{}"))
                .isInstanceOfSatisfying(
                        ServiceError.class, error -> assertThat(error.code()).isEqualTo("UnknownOperationException"));
        rim.throttled = Optional.empty();
        assertThatThrownBy(() -> ask("{\"logGroupName\":\"g\"}")).hasMessageContaining("'logStreamName'");
    }

    @Test
    void a_group_may_be_named_by_its_arn() {
        send(1);
        assertThat(messages(ask(ModelCodec.text(ModelCodec.parse("{}")
                        .put("logGroupIdentifier", "arn:aws:logs:us-east-1:123456789012:log-group:g:*")
                        .put("logStreamName", "s")))))
                .containsExactly("line 0");
    }
}
