package dev.isthmus.ecs.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.backend.Fence;
import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.event.QueueMessage;
import dev.isthmus.ecs.event.StateChange;
import dev.isthmus.ecs.sdk.SignedPost;
import dev.isthmus.ecs.sdk.Target;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The queue of events over an SQS that others wrote: what is sent is understood, and what is answered too. */
@Timeout(60)
class ElasticMqTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static SQSRestServer server;
    private static String endpoint;

    @BeforeAll
    static void start() {
        System.getProperties().putIfAbsent("aws.accessKeyId", "fake");
        System.getProperties().putIfAbsent("aws.secretAccessKey", "fake");
        server = SQSRestServerBuilder.withInterface("127.0.0.1").withPort(0).start();
        endpoint =
                "http://127.0.0.1:" + server.waitUntilStarted().localAddress().getPort();
    }

    @AfterAll
    static void stop() {
        server.stopAndWait();
    }

    private static String call(String operation, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create(endpoint + "/"))
                        .header("Content-Type", "application/x-amz-json-1.0")
                        .header("X-Amz-Target", "AmazonSQS." + operation)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static String queue(String name) throws IOException, InterruptedException {
        call("CreateQueue", "{\"QueueName\":\"" + name + "\"}");
        return endpoint + "/000000000000/" + name;
    }

    private static void send(String queue, String body) throws IOException, InterruptedException {
        String quoted = "\"" + body.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        call("SendMessage", "{\"QueueUrl\":\"" + queue + "\",\"MessageBody\":" + quoted + "}");
    }

    private static SqsEventQueue open(String queue) {
        Target target = new Target("c", "eu-west-1", Optional.of(URI.create("http://127.0.0.1:1")));
        return new SqsEventQueue(
                new QueueUrl(URI.create(queue)),
                target,
                new SignedPost.Rim(Duration.ofSeconds(10), SqsEventQueue.THREADS, Fence.NONE, () -> 0));
    }

    private static <T> T next(BlockingQueue<T> answers) throws InterruptedException {
        T answer = answers.poll(40, TimeUnit.SECONDS);
        assertThat(answer).as("an answer in time").isNotNull();
        return answer;
    }

    private static List<QueueMessage> received(Answer<List<QueueMessage>> answer) {
        assertThat(answer).isInstanceOf(Answer.Ok.class);
        return ((Answer.Ok<List<QueueMessage>>) answer).value();
    }

    private static String event(int version) {
        return "{\"detail-type\":\"ECS Task State Change\",\"detail\":{\"taskArn\":\"a/1\",\"lastStatus\":\"RUNNING\",\"version\":"
                + version + ",\"stoppedReason\":\"é \\\"quoted\\\"\"}}";
    }

    @Test
    void message_that_comes_while_it_is_waited_for_is_received_read_and_deleted() throws Exception {
        String queue = queue("one");
        BlockingQueue<Answer<List<QueueMessage>>> answers = new LinkedBlockingQueue<>();
        BlockingQueue<Answer<Integer>> deletions = new LinkedBlockingQueue<>();
        try (SqsEventQueue events = open(queue)) {
            events.receive(answers::add);
            assertThat(answers.poll(300, TimeUnit.MILLISECONDS)).as("it waits").isNull();
            send(queue, event(7));
            QueueMessage message = received(next(answers)).get(0);
            assertThat(message.received()).isEqualTo(1);
            assertThat(message.change()).isInstanceOfSatisfying(StateChange.OfTask.class, change -> {
                assertThat(change.task().version()).isEqualTo(7);
                assertThat(change.task().stoppedReason()).isEqualTo("é \"quoted\"");
            });
            assertThat(attributes(queue))
                    .as("hidden, and there")
                    .contains("\"ApproximateNumberOfMessagesNotVisible\":\"1\"");
            events.delete(List.of(message.receipt()), deletions::add);
            assertThat(next(deletions)).isEqualTo(new Answer.Ok<>(1));
            assertThat(attributes(queue))
                    .contains(
                            "\"ApproximateNumberOfMessages\":\"0\"", "\"ApproximateNumberOfMessagesNotVisible\":\"0\"");
        }
    }

    private static String attributes(String queue) throws IOException, InterruptedException {
        return call("GetQueueAttributes", "{\"QueueUrl\":\"" + queue + "\",\"AttributeNames\":[\"All\"]}");
    }

    @Test
    void message_that_was_received_before_says_so() throws Exception {
        String queue = queue("again");
        send(queue, event(1));
        call("ReceiveMessage", "{\"QueueUrl\":\"" + queue + "\",\"VisibilityTimeout\":0}");
        BlockingQueue<Answer<List<QueueMessage>>> answers = new LinkedBlockingQueue<>();
        try (SqsEventQueue events = open(queue)) {
            events.receive(answers::add);
            assertThat(received(next(answers)))
                    .singleElement()
                    .satisfies(message -> assertThat(message.received()).isEqualTo(2));
        }
    }

    @Test
    void many_come_ten_at_a_time_and_in_several_receives_at_once() throws Exception {
        String queue = queue("many");
        for (int i = 0; i < 200; i++) {
            send(queue, event(i));
        }
        BlockingQueue<Answer<List<QueueMessage>>> answers = new LinkedBlockingQueue<>();
        BlockingQueue<Answer<Integer>> deletions = new LinkedBlockingQueue<>();
        List<String> ids = new ArrayList<>();
        try (SqsEventQueue events = open(queue)) {
            for (int i = 0; i < 4; i++) {
                events.receive(answers::add);
            }
            while (ids.size() < 200) {
                List<QueueMessage> messages = received(next(answers));
                assertThat(messages).hasSizeLessThanOrEqualTo(10);
                events.receive(answers::add);
                messages.forEach(message -> ids.add(message.id()));
                events.delete(messages.stream().map(QueueMessage::receipt).toList(), deletions::add);
                next(deletions);
            }
        }
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(attributes(queue)).contains("\"ApproximateNumberOfMessages\":\"0\"");
    }

    @Test
    void queue_that_is_not_there_is_known_by_its_error() throws Exception {
        BlockingQueue<Answer<List<QueueMessage>>> answers = new LinkedBlockingQueue<>();
        try (SqsEventQueue events = open(endpoint + "/000000000000/nowhere")) {
            events.receive(answers::add);
            CallFailure failure = next(answers).problem().orElseThrow();
            assertThat(failure.code()).isEqualTo("QueueDoesNotExist");
            assertThat(failure.category()).isEqualTo(Category.CALLER);
            assertThat(failure.message()).contains("there is no queue at " + endpoint, "check ISTHMUS_EVENTS");
        }
    }
}
