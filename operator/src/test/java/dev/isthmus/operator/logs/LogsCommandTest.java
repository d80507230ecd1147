package dev.isthmus.operator.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.operator.AwsStub;
import dev.isthmus.operator.CommandRun;
import dev.isthmus.operator.FakeFrameworkTasks;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.fault.Fault;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code logs} over the fake cluster and a stand-in for CloudWatch Logs. */
@Timeout(60)
class LogsCommandTest {

    private static final String EVENTS =
            "{\"events\": [{\"timestamp\": 1767225600000, \"message\": \"one\"}, {\"timestamp\": 1767225601000, \"message\": \"two\"}]}";

    private static Map<String, String> shell(FakeEcs ecs, AwsStub logs) {
        return CommandRun.shell(ecs, "AWS_ENDPOINT_URL_CLOUDWATCH_LOGS", logs.endpoint());
    }

    @Test
    void what_a_task_has_printed_is_shown_from_the_stream_of_its_container() {
        try (FakeEcs ecs = FakeEcs.start();
                AwsStub logs = new AwsStub().answer("GetLogEvents", 200, EVENTS)) {
            String arn = FakeFrameworkTasks.start(ecs, "f", "t-1");

            CommandRun run = CommandRun.of(shell(ecs, logs), "logs", "t-1", "--lines", "7");

            assertThat(run.exit()).as(run.err()).isZero();
            assertThat(run.out()).isEqualTo("2026-01-01T00:00:00Z  one\n2026-01-01T00:00:01Z  two\n");
            assertThat(logs.bodies())
                    .singleElement()
                    .satisfies(body -> assertThat(body)
                            .contains("\"logGroupName\" : \"mesos\"", "\"limit\" : 7")
                            .contains("\"logStreamName\" : \"web/main/" + arn.substring(arn.lastIndexOf('/') + 1)
                                    + "\""));
            assertThat(CommandRun.of(shell(ecs, logs), "logs", arn, "--json").out())
                    .contains("\"text\" : \"two\"");
        }
    }

    @Test
    void who_may_not_read_the_log_is_told_which_statement_grants_it() {
        try (FakeEcs ecs = FakeEcs.start();
                AwsStub logs = new AwsStub()
                        .answer("GetLogEvents", 400, "{\"__type\":\"AccessDeniedException\",\"message\":\"no\"}")) {
            FakeFrameworkTasks.start(ecs, "f", "t-1");

            CommandRun run = CommandRun.of(shell(ecs, logs), "logs", "t-1");

            assertThat(run.exit()).isEqualTo(3);
            assertThat(run.err())
                    .contains("error: not allowed to call logs:GetLogEvents on web/main/")
                    .contains("  next:   allow it, with statement ReadLogs of docs/reference/iam-policy.md");
        }
    }

    @Test
    void a_stream_task_or_container_that_is_not_there_is_told() {
        try (FakeEcs ecs = FakeEcs.start();
                AwsStub logs = new AwsStub()
                        .answer("GetLogEvents", 400, "{\"__type\":\"ResourceNotFoundException\",\"message\":\"x\"}")) {
            FakeFrameworkTasks.start(ecs, "f", "t-1");
            FakeFrameworkTasks.start(ecs, "g", "t-1");
            Map<String, String> shell = shell(ecs, logs);

            assertThat(CommandRun.of(shell, "logs", "t-1").err())
                    .contains("error: frameworks [", "each have a task 't-1'", "  next:   say which: --framework ");
            assertThat(CommandRun.of(shell, "logs", "t-1", "--framework", "f").err())
                    .contains("error: there is no stream web/main/", "has printed nothing yet");
            assertThat(CommandRun.of(shell, "logs", "t-1", "--framework", "f", "--container", "x")
                            .err())
                    .contains("error: task t-1 has no container 'x'", "it has [main]");
            CommandRun none = CommandRun.of(shell, "logs", "t-2");
            assertThat(none.exit()).isEqualTo(1);
            assertThat(none.err()).contains("error: ECS knows no task 't-2'", "  next:   ./isthmus tasks --all");
            assertThat(CommandRun.of(shell, "logs", "t-1", "--lines", "0").exit())
                    .isEqualTo(2);
            ecs.injectNext("DescribeTaskDefinition", 1, Fault.accessDenied());
            CommandRun denied = CommandRun.of(shell, "logs", "t-1", "--framework", "f");
            assertThat(denied.exit()).isEqualTo(3);
            assertThat(denied.err())
                    .contains("error: ECS does not say where task arn:aws:ecs:", "  next:   ./isthmus check");
        }
    }

    private static String events(String token, String... messages) {
        return "{\"nextForwardToken\": \"" + token + "\", \"events\": ["
                + Arrays.stream(messages)
                        .map(message -> "{\"timestamp\": 0, \"message\": \"" + message + "\"}")
                        .collect(Collectors.joining(", "))
                + "]}";
    }

    @Test
    void what_comes_is_followed_until_the_task_has_stopped_and_nothing_comes_any_more() throws Exception {
        try (FakeEcs ecs = FakeEcs.start();
                AwsStub logs = new AwsStub()
                        .answer("GetLogEvents", 200, events("f1", "one"))
                        .then("GetLogEvents", 200, events("f1"))
                        .then("GetLogEvents", 200, events("f2", "two", "three"))
                        .then("GetLogEvents", 500, "{}")
                        .then("GetLogEvents", 200, events("f2"))) {
            String arn = FakeFrameworkTasks.start(ecs, "f", "t-1");
            ecs.client().stopTask(request -> request.task(arn));
            ecs.awaitStatus(arn, "STOPPED", Duration.ofSeconds(30));

            CommandRun run = CommandRun.of(shell(ecs, logs), "logs", "t-1", "--lines", "7", "--follow=1ms");

            assertThat(run.exit()).as(run.err()).isZero();
            assertThat(run.out().lines().map(line -> line.replaceAll(".*  ", "")))
                    .containsExactly("one", "two", "three");
            assertThat(run.err()).as("a failure is told, and asked again").contains("error: CloudWatch Logs");
            assertThat(logs.bodies().get(0)).contains("\"limit\" : 7", "\"startFromHead\" : false");
            assertThat(logs.bodies().get(1)).contains("\"nextToken\" : \"f1\"", "\"startFromHead\" : true");
            assertThat(logs.bodies().get(3)).contains("\"nextToken\" : \"f2\"");
        }
    }

    @Test
    void a_task_that_has_printed_nothing_yet_is_waited_for_and_nobody_is_printed_to() {
        try (FakeEcs ecs = FakeEcs.start(FakeEcsConfig.builder()
                        .runtime(ScriptedRuntime.running())
                        .instance(InstanceSpec.of(2048, 4096))
                        .build());
                AwsStub logs = new AwsStub()
                        .answer("GetLogEvents", 400, "{\"__type\":\"ResourceNotFoundException\",\"message\":\"x\"}")
                        .then("GetLogEvents", 200, events("f1", "one"))) {
            FakeFrameworkTasks.start(ecs, "f", "t-1");

            assertThat(CommandRun.unread(shell(ecs, logs), "logs", "t-1", "--follow=1ms"))
                    .as("it ends, as nobody reads")
                    .isZero();
            assertThat(logs.bodies()).hasSizeGreaterThan(1);
            assertThat(CommandRun.of(shell(ecs, logs), "logs", "t-1", "--follow=0s")
                            .err())
                    .contains("--follow 0s: want a length of time above 0");
        }
    }
}
