package dev.isthmus.testkit.ecs.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.testkit.ecs.EcsRequests;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.time.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.HealthStatus;
import software.amazon.awssdk.services.ecs.model.Task;

/** Containers as real processes, on the wall's clock. Scripts tell the test of their progress through a named pipe. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LocalProcessesTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private Path pipe;
    private FakeEcs ecs;

    @BeforeEach
    void start() throws Exception {
        pipe = directory.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        ecs = FakeEcs.start(FakeEcsConfig.builder()
                .instance(InstanceSpec.of(4096, 4096))
                .image("greeter", "/bin/sh", "-c", "echo from the image")
                .unknownImage("nowhere/nothing:1")
                .build());
    }

    @AfterEach
    void stop() {
        ecs.close();
    }

    private String run(ContainerDefinition.Builder container) {
        ecs.client().registerTaskDefinition(EcsRequests.define("app", container));
        return ecs.client()
                .runTask(r -> r.taskDefinition("app")
                        .overrides(EcsRequests.override(ContainerOverride.builder()
                                .name("main")
                                .environment(EcsRequests.variable("PIPE", pipe.toString())))))
                .tasks()
                .get(0)
                .taskArn();
    }

    /** Blocks until a script has written to the pipe. */
    private long pidFromPipe() throws IOException {
        return Long.parseLong(Files.readString(pipe).trim());
    }

    private Task stopped(String arn) throws InterruptedException {
        return ecs.awaitStatus(arn, "STOPPED", SOON);
    }

    private Task stop(String arn) throws InterruptedException {
        ecs.client().stopTask(r -> r.task(arn));
        return stopped(arn);
    }

    private static boolean alive(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            // What nobody reaps stays in the table as a zombie; it does not run.
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException e) {
            return false;
        }
    }

    /** The kernel signals the end of a process to its parent only, and we are not its parent: so this looks again and again. */
    private static void assertGone(long pid) {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (alive(pid) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(alive(pid)).as("process %s still runs", pid).isFalse();
    }

    @Test
    void a_stop_ends_the_whole_tree() throws Exception {
        String arn = run(EcsRequests.main("sleep 60 & echo $! > $PIPE; sleep 60"));
        long child = pidFromPipe();
        assertThat(alive(child)).isTrue();
        Task task = stop(arn);
        assertGone(child);
        assertThat(task.containers().get(0).exitCode()).isEqualTo(143);
        assertThat(task.stopCodeAsString()).isEqualTo("UserInitiated");
    }

    @Test
    void a_stop_ends_what_was_left_to_init_too() throws Exception {
        String arn = run(EcsRequests.main("(sleep 60 & echo $! > $PIPE); sleep 60"));
        long orphan = pidFromPipe();
        stop(arn);
        assertGone(orphan);
    }

    @Test
    void the_end_of_the_first_process_ends_the_rest() throws Exception {
        String arn = run(EcsRequests.main("sleep 60 & echo $! > $PIPE; exit 4"));
        long child = pidFromPipe();
        assertThat(stopped(arn).containers().get(0).exitCode()).isEqualTo(4);
        assertGone(child);
    }

    @Test
    void a_process_that_handles_sigterm_chooses_its_exit_code() throws Exception {
        // A shell that waits for a command in the foreground may hear of a signal only at the command's end.
        String arn = run(EcsRequests.main("trap 'echo bye; exit 7' TERM; sleep 60 & echo $$ > $PIPE; wait"));
        pidFromPipe();
        assertThat(stop(arn).containers().get(0).exitCode()).isEqualTo(7);
        assertThat(ecs.output(arn, "main")).as("the last words are kept").endsWith("bye\n");
    }

    @Test
    void a_process_that_ignores_sigterm_is_killed_after_the_stop_timeout() throws Exception {
        String arn = run(EcsRequests.main("trap '' TERM; echo $$ > $PIPE; while :; do sleep 60; done")
                .stopTimeout(1));
        long pid = pidFromPipe();
        Task task = stop(arn);
        assertThat(task.containers().get(0).exitCode()).isEqualTo(137);
        assertThat(Duration.between(task.stoppingAt(), task.stoppedAt())).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertGone(pid);
    }

    @Test
    void a_signal_becomes_its_exit_code() throws Exception {
        assertThat(stopped(run(EcsRequests.main("kill -KILL $$")))
                        .containers()
                        .get(0)
                        .exitCode())
                .isEqualTo(137);
    }

    @Test
    void closing_the_fake_ends_all_processes() throws Exception {
        run(EcsRequests.main("trap '' TERM; sleep 60 & echo $! > $PIPE; wait"));
        long child = pidFromPipe();
        ecs.close();
        assertGone(child);
    }

    @Test
    void the_environment_is_that_of_the_definition_and_the_override_only() throws Exception {
        String arn = run(EcsRequests.main("unset PWD OLDPWD SHLVL _; env | cut -d= -f1 | sort | tr '\\n' ' '")
                .environment(EcsRequests.variable("A", "1"), EcsRequests.variable("PIPE", "overridden")));
        stopped(arn);
        assertThat(ecs.output(arn, "main").split(" "))
                .contains("A", "PIPE", "PATH")
                .doesNotContain("JAVA_HOME", "USER");
    }

    @Test
    void entry_point_and_command_are_one_and_the_working_directory_is_taken() throws Exception {
        String arn = run(EcsRequests.main("unused")
                .entryPoint("/bin/sh", "-c")
                .command("pwd")
                .workingDirectory(directory.toString()));
        stopped(arn);
        assertThat(ecs.output(arn, "main")).isEqualTo(directory.toRealPath() + "\n");
    }

    @Test
    void each_container_has_an_empty_directory_of_its_own_that_goes_with_it() throws Exception {
        String script = "ls -A; mkdir -p sub && echo x > sub/file && ln -s / sub/link && pwd";
        String one = run(EcsRequests.main(script));
        stopped(one);
        String other = run(EcsRequests.main(script));
        stopped(other);
        // Had the first left anything where the second starts, ls would have shown it.
        assertThat(ecs.output(one, "main")).hasLineCount(1);
        assertThat(ecs.output(other, "main")).hasLineCount(1).isNotEqualTo(ecs.output(one, "main"));
        assertThat(Path.of(ecs.output(one, "main").strip())).doesNotExist();
        assertThat(Path.of(ecs.output(other, "main").strip())).doesNotExist();
    }

    @Test
    void a_directory_that_the_definition_names_stays() throws Exception {
        stopped(run(EcsRequests.main("echo x > kept").workingDirectory(directory.toString())));
        assertThat(directory.resolve("kept")).hasContent("x");
    }

    @Test
    void only_the_last_part_of_a_long_output_is_kept() throws Exception {
        String arn = run(EcsRequests.main("head -c 200000 /dev/zero | tr '\\0' x; echo end >&2"));
        stopped(arn);
        assertThat(ecs.output(arn, "main")).hasSize(65536).endsWith("xend\n");
    }

    @Test
    void an_image_stands_for_a_command_where_the_configuration_says_so() throws Exception {
        String arn =
                run(ContainerDefinition.builder().name("main").image("greeter").memory(64));
        assertThat(stopped(arn).containers().get(0).exitCode()).isZero();
        assertThat(ecs.output(arn, "main")).isEqualTo("from the image\n");
    }

    @Test
    void without_any_command_a_task_fails_to_start() throws Exception {
        assertFailedStart(
                ContainerDefinition.builder().name("main").image("nginx").memory(64),
                "CannotStartContainerError",
                "no command is configured for the image 'nginx'");
    }

    @Test
    void what_cannot_be_executed_fails_to_start() throws Exception {
        assertFailedStart(
                EcsRequests.main("x").command("no-such-program"),
                "CannotStartContainerError",
                "\"no-such-program\": executable file not found in $PATH");
        assertFailedStart(
                EcsRequests.main("x").command("/no/such/program"), "CannotStartContainerError", "/no/such/program");
        assertFailedStart(
                EcsRequests.main("x").workingDirectory("/no/such/directory"),
                "CannotStartContainerError",
                "working directory /no/such/directory");
    }

    @Test
    void an_unknown_image_cannot_be_pulled() throws Exception {
        assertFailedStart(
                EcsRequests.main("x").image("nowhere/nothing:1"), "CannotPullContainerError", "nowhere/nothing:1");
    }

    private void assertFailedStart(ContainerDefinition.Builder container, String prefix, String text)
            throws InterruptedException {
        Task task = stopped(run(container));
        assertThat(task.stopCodeAsString()).isEqualTo("TaskFailedToStart");
        assertThat(task.stoppedReason()).startsWith(prefix + ": ").contains(text);
        assertThat(task.containers().get(0).reason()).isEqualTo(task.stoppedReason());
        assertThat(task.containers().get(0).exitCode()).isNull();
    }

    @Test
    void a_process_can_be_made_to_run_out_of_memory() throws Exception {
        String arn = run(EcsRequests.main("exec sleep 1000"));
        ecs.awaitStatus(arn, "RUNNING", SOON);
        ecs.outOfMemory(arn, "main");
        Task stopped = stopped(arn);
        assertThat(stopped.stopCodeAsString()).isEqualTo("EssentialContainerExited");
        assertThat(stopped.containers().get(0).exitCode()).isEqualTo(137);
        assertThat(stopped.containers().get(0).reason())
                .isEqualTo("OutOfMemoryError: Container killed due to memory usage");
        assertThatThrownBy(() -> ecs.outOfMemory(arn, "main"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not run");
    }

    @Test
    void health_checks_are_run_as_processes() throws Exception {
        ManualClock clock = new ManualClock();
        Path well = directory.resolve("well");
        Files.createFile(well);
        try (FakeEcs other = FakeEcs.start(
                FakeEcsConfig.twoSmallInstances().toBuilder().clock(clock).build())) {
            other.client()
                    .registerTaskDefinition(EcsRequests.define(
                            "app",
                            EcsRequests.main("exec sleep 1000")
                                    .healthCheck(check -> check.command("CMD-SHELL", "test -f " + well)
                                            .interval(5)
                                            .retries(1)),
                            EcsRequests.main("exec sleep 1000")
                                    .name("words")
                                    .healthCheck(check -> check.command("CMD", "test", "-f", well.toString())
                                            .interval(5)
                                            .retries(1))));
            String arn = other.client()
                    .runTask(r -> r.taskDefinition("app"))
                    .tasks()
                    .get(0)
                    .taskArn();
            other.awaitStatus(arn, "RUNNING", SOON);
            assertThat(other.task(arn).orElseThrow().healthStatus()).isEqualTo(HealthStatus.UNKNOWN);
            clock.advance(Duration.ofSeconds(5));
            other.awaitTask(arn, task -> task.healthStatus() == HealthStatus.HEALTHY, SOON);
            Files.delete(well);
            clock.advance(Duration.ofSeconds(5));
            Task unwell = other.awaitTask(
                    arn,
                    task -> task.containers().stream()
                            .allMatch(container -> container.healthStatus() == HealthStatus.UNHEALTHY),
                    SOON);
            assertThat(unwell.lastStatus()).isEqualTo("RUNNING");
        }
    }
}
