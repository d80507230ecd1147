package dev.isthmus.ecs.wire.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.settings.Setting;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.ecs.OpenBackend;
import dev.isthmus.ecs.log.CapturedLog;
import dev.isthmus.ecs.sqs.FakeSqs;
import dev.isthmus.ecs.sqs.QueueUrl;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.events.FakeQueue;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** Events over the wire of both, and who may not receive them. */
@Isolated("it counts warnings of the whole JVM")
@Timeout(60)
class EcsEventsTest {

    private static final String PAGE = "docs/reference/iam-policy.md";

    private static OpenBackend open(FakeEcs ecs, FakeSqs sqs) throws InterruptedException {
        Map<Setting<?>, String> settings = new HashMap<>();
        settings.put(QueueUrl.EVENTS, sqs.url());
        return new OpenBackend(ecs, settings).started();
    }

    private static String stopped(FakeEcs ecs, String arn) {
        return "{\"detail-type\":\"ECS Task State Change\",\"detail\":{\"taskArn\":\"" + arn
                + "\",\"clusterArn\":\"arn:aws:ecs:us-east-1:123456789012:cluster/" + ecs.clusterName()
                + "\",\"version\":99,\"lastStatus\":\"STOPPED\",\"desiredStatus\":\"STOPPED\",\"stopCode\":\"EssentialContainerExited\","
                + "\"startedAt\":\"2026-11-28T09:58:20.9Z\",\"containers\":[{\"name\":\"main\",\"exitCode\":7}]}}";
    }

    /** It polls once a minute, which is longer than anything here waits for. */
    @Test
    void what_becomes_of_a_task_is_told_by_the_events_of_the_cluster_alone() throws Exception {
        ScriptedRuntime containers = ScriptedRuntime.running();
        FakeEcsConfig config = FakeEcsConfig.twoSmallInstances().toBuilder()
                .runtime(containers)
                .eventQueue("isthmus-events")
                .build();
        try (FakeEcs ecs = FakeEcs.start(config)) {
            FakeQueue queue = ecs.events().queue("isthmus-events");
            Map<Setting<?>, String> settings =
                    Map.of(QueueUrl.EVENTS, queue.url(), EcsSettings.POLL_BUSY, "60s", EcsSettings.POLL_IDLE, "60s");
            try (OpenBackend open = new OpenBackend(ecs, settings).started()) {
                Launch launch = OpenBackend.shell(open.agent(0), "t1", "sleep 9");
                String arn = open.launched(launch).backendId();
                open.await(launch.task().launch(), TaskPhase.Running.class);
                containers.exits(arn, 3);
                assertThat(open.awaitEnd(launch).exitCode()).hasValue(3);
                assertThat(open.backend.callCounts().getOrDefault("DescribeTasks", 0L))
                        .as("if its first event overtakes the answer to its start")
                        .isLessThanOrEqualTo(1);
            }
        }
    }

    @Test
    void end_is_told_from_its_event_and_the_message_deleted() throws Exception {
        ScriptedRuntime containers = ScriptedRuntime.running();
        try (FakeSqs sqs = FakeSqs.start();
                FakeEcs ecs = OpenBackend.smallCluster(containers);
                OpenBackend open = open(ecs, sqs)) {
            Launch launch = OpenBackend.shell(open.agent(0), "t1", "sleep 9");
            LaunchOutcome.Launched launched = open.launched(launch);
            open.await(launch.task().launch(), TaskPhase.Running.class);
            sqs.send(stopped(ecs, launched.backendId()));
            TaskPhase.Ended end = open.awaitEnd(launch);
            assertThat(end.ending()).isEqualTo(Ending.EXITED);
            assertThat(end.exitCode())
                    .as("the fake itself would say nothing: it runs on")
                    .hasValue(7);
            sqs.awaitDeleted();
            assertThat(open.backend.callCounts()).containsKeys("ReceiveMessage", "DeleteMessageBatch");
        }
    }

    @Test
    void denied_receiving_is_told_with_the_statement_of_the_policy_and_nothing_else_changes() throws Exception {
        ScriptedRuntime containers = ScriptedRuntime.running();
        try (CapturedLog log = CapturedLog.open();
                FakeSqs sqs = FakeSqs.start()) {
            sqs.mode(FakeSqs.Mode.DENIES);
            try (FakeEcs ecs = OpenBackend.smallCluster(containers);
                    OpenBackend open = open(ecs, sqs)) {
                assertThat(log.await("WARN dev.isthmus"))
                        .contains("Events cannot be received", "sqs:ReceiveMessage", "statement ReceiveEvents", PAGE);
                Launch launch = OpenBackend.shell(open.agent(0), "t1", "sleep 9");
                open.launched(launch);
                open.await(launch.task().launch(), TaskPhase.Running.class);
                assertThat(log.warnings()).hasSize(1);
            }
        }
    }

    @Test
    void denied_deleting_is_told_once() throws Exception {
        ScriptedRuntime containers = ScriptedRuntime.running();
        try (CapturedLog log = CapturedLog.open();
                FakeSqs sqs = FakeSqs.start()) {
            sqs.mode(FakeSqs.Mode.DENIES_DELETING);
            try (FakeEcs ecs = OpenBackend.smallCluster(containers);
                    OpenBackend open = open(ecs, sqs)) {
                sqs.send("{\"detail-type\":\"ECS Service Action\"}");
                assertThat(log.await("WARN dev.isthmus"))
                        .contains("stay in their queue", "sqs:DeleteMessage", "statement ReceiveEvents", PAGE);
                assertThat(open.agents()).isNotEmpty();
                assertThat(log.warnings()).hasSize(1);
            }
        }
    }

    @Test
    void setting_that_is_no_queue_is_refused_by_name() {
        try (FakeEcs ecs = OpenBackend.smallCluster(ScriptedRuntime.running())) {
            assertThat(catchThrowable(() -> new OpenBackend(
                            ecs, Map.of(QueueUrl.EVENTS, "isthmus-events", EcsSettings.POLL_IDLE, "1s"))))
                    .hasMessageContaining("ISTHMUS_EVENTS")
                    .hasMessageContaining("want a whole URL");
        }
    }
}
