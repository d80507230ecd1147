package dev.isthmus.ecs.wire.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.settings.Setting;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.ecs.OpenBackend;
import dev.isthmus.ecs.log.CapturedLog;
import dev.isthmus.ecs.plan.LogSettings;
import dev.isthmus.ecs.view.InstanceView;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.cluster.TaskPace;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** What a task that failed printed last, over the wire of ECS and of CloudWatch Logs. */
@Isolated("it counts warnings of the whole JVM")
@Timeout(60)
class EcsLogTailTest {

    /** As on Fargate, though not as long. */
    private static final Duration DOWN = Duration.ofSeconds(10);

    private static final Map<Setting<?>, String> SETTINGS = Map.of(
            LogSettings.GROUP,
            "mesos",
            LogSettings.TAIL,
            "true",
            EcsSettings.SUBNETS,
            "subnet-a",
            EcsSettings.TASK_RULES,
            "*/own-*=network:awsvpc");

    private final ManualClock clock = new ManualClock();
    private final ScriptedRuntime containers = ScriptedRuntime.running();

    private FakeEcs fake() {
        TaskPace none = TaskPace.immediate();
        return FakeEcs.start(FakeEcsConfig.twoSmallInstances().toBuilder()
                .clock(clock)
                .runtime(containers)
                .subnet("subnet-a", "us-east-1a")
                .pace(new TaskPace(
                        none.provisioning(),
                        none.pending(),
                        none.activating(),
                        none.deactivating(),
                        none.stopping(),
                        DOWN,
                        false))
                .build());
    }

    /** Runs a task that prints something and exits with 3. */
    private String fail(FakeEcs ecs, OpenBackend open, Launch launch) throws Exception {
        String arn = open.launched(launch).backendId();
        open.await(launch.task().launch(), TaskPhase.Running.class);
        String stream = "isthmus/main/" + InstanceView.idOf(arn);
        ecs.logs().send("mesos", stream, "opening \"db\"");
        ecs.logs().send("mesos", stream, "\u001B[31mno such table\u001B[0m");
        containers.exits(arn, 3);
        return stream;
    }

    /** Several looks later. */
    private static void look(FakeEcs ecs) throws InterruptedException {
        int looks = ecs.callCount("DescribeTasks");
        assertThat(ecs.awaitCalls("DescribeTasks", looks + 8, Duration.ofSeconds(20)))
                .isTrue();
    }

    @Test
    void it_is_in_the_message_where_the_exit_is_seen_before_the_end() throws Exception {
        try (FakeEcs ecs = fake();
                OpenBackend open = new OpenBackend(ecs, SETTINGS).started()) {
            Launch launch = OpenBackend.shell(open.agent(0), "own-1", "sleep 9");
            String stream = fail(ecs, open, launch);
            look(ecs);
            clock.advance(DOWN);
            assertThat(open.awaitEnd(launch).printed())
                    .isEqualTo("the end of its log, stream " + stream
                            + " of group mesos:\n  opening \"db\"\n  no such table");
            assertThat(open.backend.callCounts()).containsEntry("GetLogEvents", 1L);
        }
    }

    @Test
    void an_end_that_is_seen_with_the_exit_has_none_and_is_told_at_once() throws Exception {
        try (FakeEcs ecs = fake();
                OpenBackend open = new OpenBackend(ecs, SETTINGS).started()) {
            Launch launch = OpenBackend.shell(open.agent(0), "bridge-1", "sleep 9");
            fail(ecs, open, launch);
            assertThat(open.awaitEnd(launch).printed()).isEmpty();
            assertThat(open.backend.callCounts()).doesNotContainKey("GetLogEvents");
        }
    }

    @Test
    void denied_reading_is_told_once_with_the_statement_of_the_policy_and_ends_are_told() throws Exception {
        try (CapturedLog log = CapturedLog.open();
                FakeEcs ecs = fake();
                OpenBackend open = new OpenBackend(ecs, SETTINGS).started()) {
            ecs.logs().refuse("AccessDeniedException", "User: x is not authorized to perform: logs:GetLogEvents");
            Launch launch = OpenBackend.shell(open.agent(0), "own-1", "sleep 9");
            fail(ecs, open, launch);
            assertThat(log.await("WARN dev.isthmus"))
                    .contains(
                            "could not be read",
                            "not allowed to call logs:GetLogEvents on log group mesos",
                            "statement ReadLogs",
                            "docs/reference/iam-policy.md")
                    .doesNotContain("no such table");
            look(ecs);
            clock.advance(DOWN);
            assertThat(open.awaitEnd(launch).printed()).isEmpty();
            assertThat(log.warnings()).hasSize(1);
        }
    }

    @Test
    void a_tail_of_no_group_is_refused_by_name() {
        try (FakeEcs ecs = fake()) {
            assertThat(catchThrowable(() -> new OpenBackend(ecs, Map.of(LogSettings.TAIL, "true"))))
                    .hasMessageContaining("ISTHMUS_LOG_TAIL is for logs in ISTHMUS_LOG_GROUP, which is not set");
        }
    }
}
