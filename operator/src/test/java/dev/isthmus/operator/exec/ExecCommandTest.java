package dev.isthmus.operator.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.operator.CommandRun;
import dev.isthmus.operator.FakeFrameworkTasks;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.fault.Fault;
import dev.isthmus.testkit.ecs.runtime.Script;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code exec} over the fake cluster, with a script in place of the AWS CLI. */
@Timeout(60)
class ExecCommandTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path path;

    private static FakeEcs cluster() {
        return FakeEcs.start(FakeEcsConfig.builder()
                .runtime(ScriptedRuntime.running())
                .instance(InstanceSpec.of(4096, 8192))
                .build());
    }

    private static String running(FakeEcs ecs, String task, boolean readOnly) throws InterruptedException {
        String arn = FakeFrameworkTasks.startWithExec(ecs, "f", task, readOnly);
        ecs.awaitStatus(arn, "RUNNING", LONG);
        return arn;
    }

    private void program(String name, String... lines) throws IOException {
        Path file = Files.writeString(path.resolve(name), "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private Map<String, String> shell(FakeEcs ecs) {
        return CommandRun.shell(
                ecs, "PATH", path.toString(), "TOLD", path.resolve("told").toString());
    }

    @Test
    void command_is_run_by_aws_and_its_exit_code_handed_on() throws Exception {
        program("aws", "printf '%s\\n' \"$@\" > \"$TOLD\"", "exit 42");
        program("session-manager-plugin");
        try (FakeEcs ecs = cluster()) {
            String arn = running(ecs, "t-1", false);

            CommandRun run = CommandRun.of(shell(ecs), "exec", "t-1", "--", "sh", "-c", "it's $HOME");

            assertThat(run.exit()).as(run.err()).isEqualTo(42);
            assertThat(run.out()).isEmpty();
            assertThat(Files.readAllLines(path.resolve("told")))
                    .containsExactly(
                            "ecs",
                            "execute-command",
                            "--region",
                            "us-east-1",
                            "--cluster",
                            ecs.clusterName(),
                            "--task",
                            arn,
                            "--container",
                            "main",
                            "--interactive",
                            "--command",
                            "sh -c 'it'\\''s $HOME'",
                            "--endpoint-url",
                            ecs.endpoint().toString());
        }
    }

    @Test
    void without_the_programs_the_line_is_printed_and_what_is_missing_is_said() throws Exception {
        program("aws", "exit 42");
        try (FakeEcs ecs = cluster()) {
            String arn = running(ecs, "t-1", false);

            CommandRun run = CommandRun.of(shell(ecs), "exec", "t-1");

            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.out())
                    .startsWith("aws ecs execute-command --region us-east-1 --cluster ")
                    .contains(arn);
            assertThat(run.err()).contains("error: not run: there is no session-manager-plugin on the PATH");
        }
    }

    @Test
    void printed_and_as_json_nothing_is_run() throws Exception {
        program("aws", "exit 42");
        program("session-manager-plugin");
        try (FakeEcs ecs = cluster()) {
            String arn = running(ecs, "t-1", false);

            CommandRun printed = CommandRun.of(shell(ecs), "exec", arn, "--print");
            assertThat(printed.exit()).as(printed.err()).isZero();
            assertThat(printed.out())
                    .contains(" --task " + arn + " --container main --interactive --command /bin/sh --endpoint-url ");
            CommandRun json = CommandRun.of(shell(ecs), "exec", "t-1", "--json", "--", "ls", "a b");
            assertThat(json.exit()).as(json.err()).isZero();
            assertThat(json.out()).contains("\"container\" : \"main\"", "\"ls 'a b'\"");
        }
    }

    @Test
    void why_a_task_takes_no_commands_is_said() throws Exception {
        try (FakeEcs ecs = cluster()) {
            ecs.awaitStatus(FakeFrameworkTasks.start(ecs, "f", "plain"), "RUNNING", LONG);
            running(ecs, "closed", true);
            String ended = running(ecs, "ended", false);
            running(ecs, "t-1", false);
            ecs.client().stopTask(request -> request.cluster(ecs.clusterName()).task(ended));
            ecs.awaitStatus(ended, "STOPPED", LONG);

            assertThat(refused(ecs, "plain"))
                    .contains("ECS Exec is not enabled for task plain", "started without ISTHMUS_EXEC", "exec:true");
            assertThat(refused(ecs, "closed"))
                    .contains("the agent of ECS Exec in container main of task closed is STOPPED (", "ssmmessages");
            assertThat(refused(ecs, "ended")).contains("task ended is STOPPED in ECS", "./isthmus why ended");
            assertThat(refused(ecs, "t-1", "--container", "side"))
                    .contains("task t-1 has no container 'side'", "it has [main]");
            assertThat(refused(ecs, "nobody")).contains("ECS knows no task 'nobody'");
        }
    }

    /** It is no fault of the task's role, its network or its file system. */
    @Test
    void a_container_that_has_ended_before_its_task_is_told_so() throws Exception {
        try (FakeEcs ecs = FakeEcs.start(FakeEcsConfig.builder()
                .runtime(ScriptedRuntime.following(container ->
                        container.image().equals("side:1") ? Script.exits(0, Duration.ofMillis(10)) : Script.runs()))
                .instance(InstanceSpec.of(4096, 8192))
                .build())) {
            String arn = FakeFrameworkTasks.startWithExecBeside(ecs, "f", "t-1", "side");
            ecs.awaitTask(
                    arn,
                    task -> task.lastStatus().equals("RUNNING")
                            && task.containers().stream()
                                    .anyMatch(each -> each.lastStatus().equals("STOPPED")),
                    LONG);

            assertThat(refused(ecs, "t-1", "--container", "side"))
                    .contains("container side of task t-1 is STOPPED in ECS", "it has ended", "./isthmus why t-1")
                    .doesNotContain("ssmmessages");
        }
    }

    private String refused(FakeEcs ecs, String task, String... more) {
        List<String> words = new ArrayList<>(List.of("exec", task));
        words.addAll(List.of(more));
        CommandRun run = CommandRun.of(shell(ecs), words.toArray(String[]::new));
        assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        return run.err();
    }

    @Test
    void who_may_not_look_at_tasks_is_told_so() throws Exception {
        try (FakeEcs ecs = cluster()) {
            String arn = running(ecs, "t-1", false);
            ecs.injectNext("DescribeTasks", 100, Fault.accessDenied());
            CommandRun denied = CommandRun.of(shell(ecs), "exec", arn);
            assertThat(denied.exit()).isEqualTo(3);
            assertThat(denied.err()).contains("not allowed to call ecs:DescribeTasks");
        }
    }
}
