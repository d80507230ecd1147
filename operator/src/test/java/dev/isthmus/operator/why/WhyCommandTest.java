package dev.isthmus.operator.why;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.discovery.Discovery;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.journal.Standing;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.operator.CommandRun;
import dev.isthmus.operator.FakeFrameworkTasks;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.fault.Fault;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code why} of tasks that ended, run, wait, and that nobody knows. */
@Timeout(60)
class WhyCommandTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final ScriptedRuntime containers = ScriptedRuntime.running();

    @TempDir
    private Path directory;

    private FakeEcs cluster() {
        InstanceSpec instance = InstanceSpec.of(2048, 4096).withAttribute("isthmus.hostname", "node.test");
        return FakeEcs.start(
                FakeEcsConfig.builder().runtime(containers).instance(instance).build());
    }

    @Test
    void a_task_that_failed_is_told_from_its_start_to_its_end() throws Exception {
        try (FakeEcs ecs = cluster()) {
            String arn = FakeFrameworkTasks.start(ecs, "f", "t-1");
            ecs.awaitStatus(arn, "RUNNING", SOON);
            containers.exits(arn, 3);
            ecs.awaitStatus(arn, "STOPPED", SOON);

            CommandRun run = CommandRun.of(CommandRun.shell(ecs), "why", "t-1");

            assertThat(run.exit()).as(run.err()).isZero();
            assertThat(run.out())
                    .contains("task t-1 of framework f is TASK_FAILED (STOPPED in ECS)\n")
                    .contains(
                            "  ECS task   " + arn, "  container  main exited with 3", "  asked for  cpus:0.5; mem:256")
                    .containsSubsequence("ECS accepted the start", "it ran\n", "it was stopped\n")
                    .contains("it was told to stop: EssentialContainerExited");
            assertThat(CommandRun.of(CommandRun.shell(ecs), "why", arn, "--json")
                            .out())
                    .contains("\"mesosState\" : \"TASK_FAILED\"", "\"events\" : [");
        }
    }

    @Test
    void the_journal_says_when_its_end_was_acknowledged_and_when_its_driver_was_last_there() throws Exception {
        try (FakeEcs ecs = cluster()) {
            String arn = FakeFrameworkTasks.start(ecs, "f", "t-1");
            ecs.awaitStatus(arn, "RUNNING", SOON);
            containers.exits(arn, 0);
            ecs.awaitStatus(arn, "STOPPED", SOON);
            Map<String, String> shell =
                    CommandRun.shell(ecs, "ISTHMUS_JOURNAL", "file", "ISTHMUS_JOURNAL_DIR", directory.toString());
            Settings settings = Settings.builder().environment(shell).build();
            JournalProvider provider =
                    JournalProvider.select(Discovery.installed(), settings).orElseThrow();
            InstantSource clock = InstantSource.system();
            try (Journal journal = provider.open(new JournalProvider.Context(
                    new JournalKey(ecs.clusterName(), new FrameworkId("f")), settings, clock, () -> {}))) {
                journal.write(new JournalEntry.Acknowledged(
                                LaunchId.of(new FrameworkId("f"), new TaskId("t-1"), "offer"), clock.instant()))
                        .toCompletableFuture()
                        .join();
                journal.write(new JournalEntry.Lease(clock.instant(), Duration.ofDays(1), Map.of()))
                        .toCompletableFuture()
                        .join();

                assertThat(CommandRun.of(shell, "why", "t-1").out())
                        .contains("is TASK_FINISHED", "the framework acknowledged its end")
                        .contains("  journal    its driver was last there at ");
                assertThat(journal.standing()).isEqualTo(Standing.STANDS);
            }
        }
    }

    @Test
    void a_task_that_waits_is_told_by_the_log_and_by_the_room_that_agents_have() throws Exception {
        Path log = Files.writeString(directory.resolve("log"), """
                INFO task t-9 on agent a is TASK_STAGING: launch 1
                INFO task t-99 is something else
                WARN launch of t-9 waits: RESOURCE:CPU
                """);
        try (FakeEcs ecs = cluster()) {
            CommandRun run = CommandRun.of(
                    CommandRun.shell(ecs), "why", "t-9", "--log", log.toString(), "--needs", "cpus:3; mem:128; gpus:1");

            assertThat(run.exit()).isZero();
            assertThat(run.out())
                    .contains("ECS knows no task 't-9' in cluster " + ecs.clusterName())
                    .containsSubsequence("log:\n  INFO task t-9 on agent", "WARN launch of t-9 waits")
                    .doesNotContain("t-99")
                    .contains("(node.test) is ruled out: cpus:3 of cpus:2, gpus:1 of ");
            assertThat(CommandRun.of(CommandRun.shell(ecs), "why", "t-9", "--needs", "cpus:1")
                            .out())
                    .contains("(node.test) has room");
        }
    }

    @Test
    void a_log_is_UTF_8_whatever_else_is_in_it() throws Exception {
        Path log = directory.resolve("driver.log");
        Files.write(log, new byte[] {(byte) 0xff, '\n'});
        Files.writeString(log, "task caf\u00e9 is TASK_STAGING\n", StandardOpenOption.APPEND);
        try (FakeEcs ecs = cluster()) {
            CommandRun run = CommandRun.of(CommandRun.shell(ecs), "why", "caf\u00e9", "--log", log.toString());

            assertThat(run.exit()).isZero();
            assertThat(run.out()).contains("  task caf\u00e9 is TASK_STAGING\n");
            assertThat(CommandRun.of(CommandRun.shell(ecs), "why", "th\u00e9", "--log", log.toString())
                            .out())
                    .contains("log: no line of it names the task");
        }
    }

    @Test
    void a_task_that_nobody_knows_is_told_with_what_to_ask_next() {
        try (FakeEcs ecs = cluster()) {
            FakeFrameworkTasks.start(ecs, "f", "t-1");
            CommandRun run = CommandRun.of(CommandRun.shell(ecs), "why", "t-2");

            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.out()).contains("ECS knows no task 't-2'", "  next: --log with the log of its driver");
            assertThat(CommandRun.of(CommandRun.shell(ecs), "why", "t-1", "--needs", "much")
                            .err())
                    .contains("--needs much: ");
            assertThat(CommandRun.of(CommandRun.shell(ecs), "why", "t-1", "--log", "/nosuch")
                            .err())
                    .contains("error: there is no file /nosuch");
            assertThat(CommandRun.of(CommandRun.shell(ecs), "why", "t-1", "--log", directory.toString())
                            .err())
                    .contains("error: " + directory + " is a directory", "  next:   ");
            ecs.injectNext("DescribeTasks", 100, Fault.accessDenied());
            assertThat(CommandRun.of(CommandRun.shell(ecs), "why", "t-1").exit())
                    .isEqualTo(3);
        }
    }
}
