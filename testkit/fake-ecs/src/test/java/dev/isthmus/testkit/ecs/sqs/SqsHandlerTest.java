package dev.isthmus.testkit.ecs.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.events.FakeQueue;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import dev.isthmus.testkit.time.ManualClock;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A consumer of the queue of a fake cluster, over AWS JSON 1.0. */
@Timeout(30)
class SqsHandlerTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final ManualClock clock = new ManualClock();
    private final FakeEcs ecs = FakeEcs.start(FakeEcsConfig.builder()
            .clock(clock)
            .runtime(ScriptedRuntime.running())
            .eventQueue("events")
            .build());
    private final FakeQueue queue = ecs.events().queue("events");

    @AfterEach
    void stop() {
        ecs.close();
    }

    private record Answer(int status, JsonNode body, String contentType, String queryError) {
        String type() {
            return body.path("__type").asText();
        }

        String body(int index) {
            return body.path("Messages").path(index).path("Body").asText();
        }

        String handle(int index) {
            return body.path("Messages").path(index).path("ReceiptHandle").asText();
        }
    }

    private HttpRequest request(String operation, String members) {
        String body = ("{'QueueUrl':'" + queue.url() + "'" + (members.isEmpty() ? "" : "," + members) + "}")
                .replace('\'', '"');
        return HttpRequest.newBuilder(ecs.endpoint())
                .header("X-Amz-Target", "AmazonSQS." + operation)
                .header("Content-Type", "application/x-amz-json-1.0")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static Answer answer(HttpResponse<String> response) {
        try {
            return new Answer(
                    response.statusCode(),
                    new JsonMapper().readTree(response.body()),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.headers().firstValue("x-amzn-query-error").orElse(""));
        } catch (IOException e) {
            throw new AssertionError(response.body(), e);
        }
    }

    private Answer send(String operation, String members) throws Exception {
        return answer(HTTP.send(request(operation, members), HttpResponse.BodyHandlers.ofString()));
    }

    private CompletableFuture<Answer> sendAsync(String operation, String members) {
        return HTTP.sendAsync(request(operation, members), HttpResponse.BodyHandlers.ofString())
                .thenApply(SqsHandlerTest::answer);
    }

    @Test
    void events_are_received_and_deleted() throws Exception {
        ecs.addInstance(InstanceSpec.of(1024, 1024));
        assertThat(send("GetQueueUrl", "'QueueName':'events'")
                        .body()
                        .path("QueueUrl")
                        .asText())
                .isEqualTo(ecs.endpoint() + "/123456789012/events");
        Answer received = send(
                "ReceiveMessage", "'MaxNumberOfMessages':10,'MessageSystemAttributeNames':['ApproximateReceiveCount']");
        assertThat(received.status()).isEqualTo(200);
        assertThat(received.contentType()).isEqualTo("application/x-amz-json-1.0");
        JsonNode message = received.body().path("Messages").get(0);
        assertThat(message.path("Body").asText()).contains("ECS Container Instance State Change");
        assertThat(message.path("MD5OfBody").asText()).matches("[0-9a-f]{32}");
        assertThat(message.path("Attributes").path("ApproximateReceiveCount").asText())
                .isEqualTo("1");
        assertThat(message.path("Attributes").has("SentTimestamp")).isFalse();
        assertThat(send("ReceiveMessage", "").body().isEmpty())
                .as("it is hidden")
                .isTrue();
        assertThat(attribute("ApproximateNumberOfMessagesNotVisible")).isEqualTo("1");

        Answer deleted = send(
                "DeleteMessageBatch",
                "'Entries':[{'Id':'a','ReceiptHandle':'" + received.handle(0) + "'},{'Id':'b','ReceiptHandle':'x'}]");
        assertThat(deleted.body().path("Successful").path(0).path("Id").asText())
                .isEqualTo("a");
        assertThat(deleted.body().path("Failed").path(0).path("Code").asText()).isEqualTo("ReceiptHandleIsInvalid");
        clock.advance(Duration.ofSeconds(60));
        assertThat(send("ReceiveMessage", "").body().isEmpty()).isTrue();
    }

    private String attribute(String name) throws Exception {
        return send("GetQueueAttributes", "'AttributeNames':['All']")
                .body()
                .path("Attributes")
                .path(name)
                .asText();
    }

    @Test
    void what_is_not_deleted_comes_again_when_its_visibility_ends_or_is_ended() throws Exception {
        queue.send("poison");
        String handle = send("ReceiveMessage", "'VisibilityTimeout':60").handle(0);
        clock.advance(Duration.ofSeconds(59));
        assertThat(send("ReceiveMessage", "").body().isEmpty()).isTrue();
        assertThat(send("ChangeMessageVisibility", "'VisibilityTimeout':0,'ReceiptHandle':'" + handle + "'")
                        .status())
                .isEqualTo(200);
        Answer again = send("ReceiveMessage", "'AttributeNames':['All']");
        assertThat(again.body(0)).isEqualTo("poison");
        assertThat(again.body()
                        .path("Messages")
                        .get(0)
                        .path("Attributes")
                        .path("ApproximateReceiveCount")
                        .asText())
                .isEqualTo("2");
        assertThat(send("DeleteMessage", "'ReceiptHandle':'" + again.handle(0) + "'")
                        .status())
                .isEqualTo(200);
        assertThat(queue.inFlight()).isZero();
    }

    @Test
    void a_long_poll_ends_with_the_first_message() throws Exception {
        CompletableFuture<Answer> polled = sendAsync("ReceiveMessage", "'WaitTimeSeconds':20");
        ecs.addInstance(InstanceSpec.of(1024, 1024));
        assertThat(polled.get().body(0)).contains("ECS Container Instance State Change");
    }

    @Test
    void a_long_poll_ends_when_a_hidden_message_comes_back() throws Exception {
        queue.send("again");
        send("ReceiveMessage", "'VisibilityTimeout':10");
        CompletableFuture<Answer> polled = sendAsync("ReceiveMessage", "'WaitTimeSeconds':20");
        clock.advance(Duration.ofSeconds(10));
        assertThat(polled.get().body(0)).isEqualTo("again");
    }

    @Test
    void a_long_poll_without_a_message_ends_with_its_wait() throws Exception {
        CompletableFuture<Answer> polled = sendAsync("ReceiveMessage", "'WaitTimeSeconds':20");
        while (!polled.isDone() && !Thread.currentThread().isInterrupted()) {
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(polled.get().status()).isEqualTo(200);
        assertThat(polled.get().body().isEmpty()).isTrue();
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            ReceiveMessage          | 'MaxNumberOfMessages':0    | com.amazon.coral.service#InvalidParameterValueException | InvalidParameterValue
            ReceiveMessage          | 'MaxNumberOfMessages':11   | com.amazon.coral.service#InvalidParameterValueException | InvalidParameterValue
            ReceiveMessage          | 'WaitTimeSeconds':21       | com.amazon.coral.service#InvalidParameterValueException | InvalidParameterValue
            ReceiveMessage          | 'VisibilityTimeout':43201  | com.amazon.coral.service#InvalidParameterValueException | InvalidParameterValue
            ReceiveMessage          | 'VisibilityTimeout':-1     | com.amazon.coral.service#InvalidParameterValueException | InvalidParameterValue
            DeleteMessage           | 'ReceiptHandle':'nothing'  | com.amazonaws.sqs#ReceiptHandleIsInvalid | ReceiptHandleIsInvalid
            DeleteMessage           | 'X':1                      | com.amazon.coral.service#MissingRequiredParameterException | MissingParameter
            DeleteMessageBatch      | 'Entries':[]               | com.amazonaws.sqs#EmptyBatchRequest | AWS.SimpleQueueService.EmptyBatchRequest
            DeleteMessageBatch      | 'Entries':[{'Id':'a','ReceiptHandle':'x'},{'Id':'a','ReceiptHandle':'x'}] | com.amazonaws.sqs#BatchEntryIdsNotDistinct | AWS.SimpleQueueService.BatchEntryIdsNotDistinct
            DeleteMessageBatch      | 'Entries':[{'Id':'a b','ReceiptHandle':'x'}] | com.amazonaws.sqs#InvalidBatchEntryId | AWS.SimpleQueueService.InvalidBatchEntryId
            ChangeMessageVisibility | 'ReceiptHandle':'x','VisibilityTimeout':1 | com.amazonaws.sqs#ReceiptHandleIsInvalid | ReceiptHandleIsInvalid
            GetQueueUrl             | 'QueueName':'other'        | com.amazonaws.sqs#QueueDoesNotExist | AWS.SimpleQueueService.NonExistentQueue
            SendMessage             | 'MessageBody':'x'          | com.amazon.coral.service#UnknownOperationException | InvalidAction
            """)
    void what_sqs_does_not_take_is_refused(String operation, String members, String type, String queryError)
            throws Exception {
        Answer refused = send(operation, members);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.type()).isEqualTo(type);
        assertThat(refused.queryError()).isEqualTo(queryError + ";Sender");
        assertThat(refused.body().path("message").asText()).isNotBlank();
    }

    @Test
    void a_batch_has_ten_entries() throws Exception {
        for (int count : new int[] {10, 11}) {
            String entries = IntStream.range(0, count)
                    .mapToObj(i -> "{'Id':'" + i + "','ReceiptHandle':'x'}")
                    .collect(Collectors.joining(",", "'Entries':[", "]"));
            assertThat(send("DeleteMessageBatch", entries).queryError())
                    .isEqualTo(count == 10 ? "" : "AWS.SimpleQueueService.TooManyEntriesInBatchRequest;Sender");
        }
    }

    @Test
    void a_queue_is_lost_emptied_and_refused_when_its_operator_says_so() throws Exception {
        queue.send("a");
        queue.purge();
        assertThat(queue.waiting()).isZero();
        queue.refuse("com.amazonaws.sqs#KmsAccessDenied", "The caller may not use the key.");
        assertThat(send("ReceiveMessage", "").type()).isEqualTo("com.amazonaws.sqs#KmsAccessDenied");
        queue.serve();
        assertThat(send("ReceiveMessage", "").status()).isEqualTo(200);
        queue.remove();
        assertThat(send("ReceiveMessage", "").type()).isEqualTo("com.amazonaws.sqs#QueueDoesNotExist");
        assertThatThrownBy(queue::waiting)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("There is no queue 'events'");
        queue.create();
        assertThat(send("ReceiveMessage", "").status()).isEqualTo(200);
    }
}
