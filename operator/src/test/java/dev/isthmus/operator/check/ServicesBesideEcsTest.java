package dev.isthmus.operator.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.settings.Setting;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.ecs.plan.LogSettings;
import dev.isthmus.ecs.sdk.Target;
import dev.isthmus.ecs.sqs.QueueUrl;
import dev.isthmus.operator.AwsStub;
import dev.isthmus.operator.check.finding.Finding;
import dev.isthmus.operator.check.finding.PolicyStatements;
import dev.isthmus.operator.check.finding.Verdict;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.events.FakeQueue;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@code check} says of the queue of events and of reading logs: each answer of the services is a line. */
@Timeout(60)
class ServicesBesideEcsTest {

    private static final Target TARGET =
            new Target("mesos", "eu-west-1", Optional.of(URI.create("http://127.0.0.1:1")));

    private static String error(String type, String message) {
        return "{\"__type\":\"com.amazonaws#" + type + "\",\"message\":\"" + message + "\"}";
    }

    private static Settings settings(Map<Setting<?>, String> set) {
        Settings.Builder settings = Settings.builder();
        set.forEach(settings::set);
        return settings.build();
    }

    private static List<Finding> ofQueue(String url) {
        return QueueCheck.of(
                TARGET, settings(Map.of(QueueUrl.EVENTS, url)), new PolicyStatements(TARGET, Optional.empty()));
    }

    private static Optional<Finding> ofLogs(AwsStub logs, String group, String tail) {
        return LogTailCheck.of(
                TARGET,
                settings(Map.of(LogSettings.GROUP, group, LogSettings.TAIL, tail)),
                Optional.of(URI.create(logs.endpoint())),
                new PolicyStatements(TARGET, Optional.empty()));
    }

    private static List<String> lines(List<Finding> findings) {
        return findings.stream()
                .map(finding -> finding.verdict() + " " + finding.subject())
                .toList();
    }

    @Test
    void a_queue_that_is_there_is_asked_and_no_message_is_taken() {
        FakeEcsConfig config = FakeEcsConfig.builder().eventQueue("events").build();
        try (FakeEcs ecs = FakeEcs.start(config)) {
            FakeQueue queue = ecs.events().queue("events");
            String url = queue.url();
            queue.send("an event");
            assertThat(lines(ofQueue(url)))
                    .containsExactly(
                            "OK queue of events", "OK action sqs:ReceiveMessage", "OK action sqs:DeleteMessage");
            assertThat(queue.waiting()).as("to be received").isEqualTo(1);
            assertThat(ofQueue(url + "-2")).singleElement().satisfies(missing -> {
                assertThat(missing.verdict()).isEqualTo(Verdict.WRONG);
                assertThat(missing.text()).contains("there is no queue at " + url + "-2");
            });
        }
        assertThat(ofQueue("")).isEmpty();
    }

    @Test
    void a_queue_that_may_not_be_received_from_is_red_and_one_that_does_not_answer_is_yellow() {
        try (AwsStub sqs = new AwsStub()
                .answer("ReceiveMessage", 400, error("InvalidParameterValue", "between 1 and 10"))
                .answer("DeleteMessageBatch", 403, error("AccessDeniedException", "not you"))) {
            String url = sqs.endpoint() + "/123456789012/events";
            List<Finding> undeletable = ofQueue(url);
            assertThat(lines(undeletable))
                    .containsExactly(
                            "OK queue of events", "OK action sqs:ReceiveMessage", "WRONG action sqs:DeleteMessage");
            assertThat(undeletable.get(2).text()).contains("not allowed to call sqs:DeleteMessage at " + url);
            assertThat(undeletable.get(2).remedy())
                    .first()
                    .asString()
                    .contains("statement ReceiveEvents of docs/reference/iam-policy.md");
            assertThat(sqs.bodies())
                    .contains("ReceiveMessage {\"QueueUrl\":\"" + url
                            + "\",\"MaxNumberOfMessages\":0,\"WaitTimeSeconds\":0,\"VisibilityTimeout\":0}");
            sqs.answer("ReceiveMessage", 403, error("AccessDeniedException", "not you"));
            assertThat(lines(ofQueue(url))).contains("WRONG action sqs:ReceiveMessage");
            sqs.answer("ReceiveMessage", 400, error("ThrottlingException", "slower"));
            assertThat(lines(ofQueue(url))).contains("UNKNOWN action sqs:ReceiveMessage");
            sqs.answer("ReceiveMessage", 200, "what?");
            assertThat(lines(ofQueue(url))).containsExactly("UNKNOWN queue of events");
        }
    }

    @Test
    void whether_logs_may_be_read_is_asked_by_a_stream_that_is_not_there() {
        try (AwsStub logs =
                new AwsStub().answer("GetLogEvents", 400, error("ResourceNotFoundException", "no such stream"))) {
            assertThat(lines(ofLogs(logs, "jobs", "true").stream().toList()))
                    .containsExactly("OK action logs:GetLogEvents");
            assertThat(logs.bodies())
                    .singleElement()
                    .asString()
                    .startsWith("GetLogEvents ")
                    .contains("\"jobs\"");
            logs.answer("GetLogEvents", 400, error("AccessDeniedException", "not you"));
            assertThat(ofLogs(logs, "jobs", "true")).hasValueSatisfying(denied -> {
                assertThat(denied.verdict()).isEqualTo(Verdict.UNKNOWN);
                assertThat(denied.text()).contains("not allowed on jobs (not you), so the ends");
                assertThat(denied.remedy()).first().asString().contains("statement ReadLogs");
            });
            assertThat(ofLogs(logs, "", "true"))
                    .hasValueSatisfying(wrong -> assertThat(wrong.verdict()).isEqualTo(Verdict.WRONG));
            assertThat(ofLogs(logs, "jobs", "false")).isEmpty();
        }
    }
}
