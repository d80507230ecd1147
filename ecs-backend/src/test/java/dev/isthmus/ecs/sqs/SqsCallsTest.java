package dev.isthmus.ecs.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.backend.Fence;
import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.journal.Standing;
import dev.isthmus.ecs.OpenBackend;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.event.QueueMessage;
import dev.isthmus.ecs.event.StateChange;
import dev.isthmus.ecs.sdk.SignedPost;
import dev.isthmus.ecs.sdk.Target;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The two requests of SQS, over the wire. */
@Timeout(60)
class SqsCallsTest {

    private static final Target TARGET =
            new Target("batch", "eu-west-1", Optional.of(URI.create("http://127.0.0.1:1")));

    private FakeSqs sqs;
    private Standing standing = Standing.STANDS;
    private SqsCalls calls;

    @BeforeEach
    void start() throws Exception {
        OpenBackend.useCredentials();
        sqs = FakeSqs.start();
        calls = calls(sqs.url());
    }

    private SqsCalls calls(String url) {
        Fence fence = () -> standing;
        return new SqsCalls(
                new QueueUrl(URI.create(url)), TARGET, new SignedPost.Rim(Duration.ofSeconds(10), 2, fence, () -> 0));
    }

    @AfterEach
    void stop() {
        calls.close();
        sqs.close();
    }

    private CallFailure failure() {
        return calls.receive().problem().orElseThrow();
    }

    @Test
    void messages_are_received_read_and_deleted() {
        sqs.send("{\"detail-type\":\"ECS Service Action\"}");
        sqs.send("no \"event\"\nat all");
        List<QueueMessage> messages = ((Answer.Ok<List<QueueMessage>>) calls.receive()).value();
        assertThat(messages).extracting(QueueMessage::id).containsExactly("m-10", "m-11");
        assertThat(messages).extracting(QueueMessage::bytes).containsExactly(36, 17);
        assertThat(messages).extracting(QueueMessage::received).containsExactly(2, 2);
        assertThat(messages)
                .extracting(QueueMessage::change)
                .containsExactly(
                        new StateChange.OfOtherType("ECS Service Action"),
                        new StateChange.Unreadable("it is no JSON object"));
        assertThat(calls.delete(List.of("r/m-10", "r/\"11"))).isEqualTo(new Answer.Ok<>(2));
        assertThat(sqs.deleted()).containsExactly("r/m-10", "r/\"11");
        assertThat(sqs.requests())
                .containsExactly(
                        "AmazonSQS.ReceiveMessage {\"QueueUrl\":\"" + sqs.url()
                                + "\",\"MaxNumberOfMessages\":10,\"WaitTimeSeconds\":20,\"VisibilityTimeout\":120,"
                                + "\"MessageSystemAttributeNames\":[\"ApproximateReceiveCount\"]}",
                        "AmazonSQS.DeleteMessageBatch {\"QueueUrl\":\"" + sqs.url()
                                + "\",\"Entries\":[{\"Id\":\"0\",\"ReceiptHandle\":\"r/m-10\"},{\"Id\":\"1\",\"ReceiptHandle\":\"r/\\\"11\"}]}");
        assertThat(sqs.authorizations())
                .allSatisfy(header -> assertThat(header).contains("/eu-west-1/sqs/aws4_request"));
    }

    @Test
    void nothing_is_no_failure() {
        assertThat(calls.receive()).isEqualTo(new Answer.Ok<>(List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "DENIES, DENIED, AccessDeniedException, 'not allowed to call sqs:ReceiveMessage at'",
        "DENIES, DENIED, AccessDeniedException, statement ReceiveEvents in docs/reference/iam-policy.md",
        "HAS_NO_SUCH_QUEUE, CALLER, QueueDoesNotExist, 'check ISTHMUS_EVENTS, or make the queue, see docs/guide/events.md'",
        "THROTTLES, THROTTLED, RequestThrottled, too often",
        "IS_FULL, THROTTLED, OverLimit, somebody else receives from the queue",
        "LACKS_THE_KEY, DENIED, KmsAccessDenied, allow kms:Decrypt",
        "DISTRUSTS, DENIED, UnrecognizedClientException, does not accept the credentials",
        "FAILS, TRANSIENT, ServiceUnavailable, 'SQS failed at'",
        "BABBLES, TRANSIENT, '', not the service's JSON",
        "BABBLES_IN_VAIN, CALLER, '', was refused",
    })
    void refusal_is_a_category_and_says_what_to_do(FakeSqs.Mode mode, Category category, String code, String words) {
        sqs.mode(mode);
        CallFailure failure = failure();
        assertThat(failure.category()).isEqualTo(category);
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.message()).contains(words).contains(sqs.url()).doesNotContain("secret");
    }

    @Test
    void server_that_is_not_there_is_no_answer() {
        sqs.close();
        assertThat(failure().category()).isEqualTo(Category.TRANSIENT);
        assertThat(failure().message()).contains("no answer of SQS from " + sqs.url(), "check the network");
    }

    /** It would take the events of the driver that has replaced it. */
    @ParameterizedTest
    @CsvSource({"FENCED, another driver has the framework now", "UNKNOWN, cannot be learnt just now"})
    void driver_that_was_replaced_receives_and_deletes_nothing(Standing now, String words) {
        standing = now;
        assertThat(failure().message()).contains("ReceiveMessage was not sent").contains(words);
        assertThat(calls.delete(List.of("r")).problem().orElseThrow().message()).contains(words);
        assertThat(sqs.requests()).isEmpty();
    }
}
