package dev.isthmus.testkit.ecs.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.testkit.ecs.EcsRequests;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.time.ManualClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ecs.model.ContainerCondition;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.HealthStatus;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.Volume;
import software.amazon.awssdk.services.ecs.model.VolumeFrom;

/** The volumes of tasks whose containers are processes: nothing is mounted, and yet they find their files. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ContainerVolumesTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String SANDBOX = "/mnt/mesos/sandbox";

    @TempDir
    Path directory;

    private FakeEcs ecs;

    @BeforeEach
    void start() {
        ecs = FakeEcs.start(FakeEcsConfig.builder()
                .instance(InstanceSpec.of(4096, 4096))
                .unknownImage("nowhere/nothing:1")
                .build());
    }

    @AfterEach
    void stop() {
        ecs.close();
    }

    private static ContainerDefinition.Builder sandboxed(ContainerDefinition.Builder container) {
        return container
                .mountPoints(EcsRequests.mount("sandbox", SANDBOX))
                .environment(EcsRequests.variable("MESOS_SANDBOX", SANDBOX));
    }

    private static ContainerDefinition.Builder fetcher(String script) {
        return sandboxed(EcsRequests.main(script).name("fetch").essential(false));
    }

    private static ContainerDefinition.Builder afterFetcher(String script) {
        return sandboxed(EcsRequests.main(script))
                .dependsOn(EcsRequests.dependency("fetch", ContainerCondition.SUCCESS));
    }

    private String run(List<Volume> volumes, ContainerDefinition.Builder... containers) {
        RegisterTaskDefinitionRequest request = EcsRequests.define("app", containers);
        ecs.client().registerTaskDefinition(request.toBuilder().volumes(volumes).build());
        return ecs.client().runTask(r -> r.taskDefinition("app")).tasks().get(0).taskArn();
    }

    private static Volume empty(String name) {
        return Volume.builder().name(name).host(host -> {}).build();
    }

    private Task stopped(String arn) throws InterruptedException {
        return ecs.awaitStatus(arn, "STOPPED", SOON);
    }

    /** It goes once the task has stopped, of which nobody is told: so this looks again and again. */
    private static void assertGone(Path sandbox) {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (Files.exists(sandbox) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(sandbox).doesNotExist();
    }

    @Test
    void the_containers_of_a_task_share_its_sandbox_and_no_other_task_does() throws Exception {
        ContainerDefinition.Builder[] containers = {
            fetcher("echo \"$MESOS_SANDBOX\"; ls -A \"$MESOS_SANDBOX\"; echo fetched > \"$MESOS_SANDBOX/file\""),
            afterFetcher("cat file; pwd; echo \"$MESOS_DIRECTORY\"; ls -A")
                    .workingDirectory(SANDBOX)
                    .environment(
                            EcsRequests.variable("MESOS_SANDBOX", SANDBOX),
                            EcsRequests.variable("MESOS_DIRECTORY", SANDBOX))
        };
        String one = run(List.of(empty("sandbox")), containers);
        stopped(one);
        String other = run(List.of(empty("sandbox")), containers);
        stopped(other);
        for (String arn : List.of(one, other)) {
            String sandbox = ecs.output(arn, "fetch").strip();
            assertThat(ecs.output(arn, "fetch")).as("empty at first").hasLineCount(1);
            assertThat(ecs.output(arn, "main")).isEqualTo("fetched\n" + sandbox + "\n" + sandbox + "\nfile\n");
            assertGone(Path.of(sandbox));
        }
        assertThat(ecs.output(one, "fetch")).isNotEqualTo(ecs.output(other, "fetch"));
    }

    @Test
    void the_sandbox_outlives_the_container_that_made_it_and_goes_with_the_task() throws Exception {
        String arn = run(
                List.of(empty("sandbox")),
                fetcher("echo x > \"$MESOS_SANDBOX/file\"; echo \"$MESOS_SANDBOX\""),
                afterFetcher("exec sleep 1000"));
        ecs.awaitStatus(arn, "RUNNING", SOON);
        Path sandbox = Path.of(ecs.output(arn, "fetch").strip());
        assertThat(sandbox.resolve("file")).hasContent("x");
        ecs.client().stopTask(r -> r.task(arn));
        stopped(arn);
        assertGone(sandbox);
    }

    @Test
    void closing_the_fake_removes_the_sandboxes() throws Exception {
        String arn =
                run(List.of(empty("sandbox")), fetcher("echo \"$MESOS_SANDBOX\""), afterFetcher("exec sleep 1000"));
        ecs.awaitStatus(arn, "RUNNING", SOON);
        Path sandbox = Path.of(ecs.output(arn, "fetch").strip());
        assertThat(sandbox).isDirectory();
        ecs.close();
        assertThat(sandbox).doesNotExist();
    }

    @Test
    void a_machine_that_is_gone_takes_the_sandboxes_with_it() throws Exception {
        String arn =
                run(List.of(empty("sandbox")), fetcher("echo \"$MESOS_SANDBOX\""), afterFetcher("exec sleep 1000"));
        ecs.awaitStatus(arn, "RUNNING", SOON);
        Path sandbox = Path.of(ecs.output(arn, "fetch").strip());
        ecs.terminate(ecs.instances().get(0).containerInstanceArn());
        assertGone(sandbox);
    }

    @Test
    void paths_in_a_mount_lead_to_the_volume_where_they_are_a_whole_value_or_word() throws Exception {
        String arn = run(
                List.of(empty("sandbox")),
                fetcher("printf '#!/bin/sh\\necho ran \"$0\" in \"$(pwd)\"\\n' > \"$MESOS_SANDBOX/run.sh\" && "
                        + "chmod +x \"$MESOS_SANDBOX/run.sh\"; echo \"$MESOS_SANDBOX\""),
                afterFetcher("unused").command(SANDBOX + "/run.sh").workingDirectory(SANDBOX + "/deeper/still"));
        stopped(arn);
        String sandbox = ecs.output(arn, "fetch").strip();
        assertThat(ecs.output(arn, "main")).isEqualTo("ran " + sandbox + "/run.sh in " + sandbox + "/deeper/still\n");
    }

    @Test
    void what_only_holds_the_path_is_left_alone() throws Exception {
        String arn = run(
                List.of(empty("sandbox")),
                sandboxed(EcsRequests.main("echo \"$OTHER $LIST\"; echo " + SANDBOX))
                        .environment(
                                EcsRequests.variable("OTHER", SANDBOX + "es"),
                                EcsRequests.variable("LIST", "/bin:" + SANDBOX)));
        stopped(arn);
        assertThat(ecs.output(arn, "main")).isEqualTo(SANDBOX + "es /bin:" + SANDBOX + "\n" + SANDBOX + "\n");
    }

    @Test
    void a_word_relative_to_the_working_directory_is_found_there() throws Exception {
        String arn = run(
                List.of(empty("sandbox")),
                fetcher(
                        "printf '#!/bin/sh\\necho here\\n' > \"$MESOS_SANDBOX/run.sh\"; chmod +x \"$MESOS_SANDBOX/run.sh\""),
                afterFetcher("unused").command("./run.sh").workingDirectory(SANDBOX));
        stopped(arn);
        assertThat(ecs.output(arn, "main")).isEqualTo("here\n");
    }

    @Test
    void a_directory_of_the_host_is_reached_by_its_own_path_and_by_the_mounts() throws Exception {
        Files.writeString(directory.resolve("data"), "of the host\n");
        Volume host = Volume.builder()
                .name("host")
                .host(h -> h.sourcePath(directory.toString()))
                .build();
        String arn = run(
                List.of(host),
                EcsRequests.main("cat \"$DATA\" " + directory + "/data; echo new > \"$DATA.new\"")
                        .mountPoints(EcsRequests.mount("host", "/data").toBuilder()
                                .readOnly(true)
                                .build())
                        .environment(EcsRequests.variable("DATA", "/data/data")));
        stopped(arn);
        assertThat(ecs.output(arn, "main")).isEqualTo("of the host\nof the host\n");
        assertThat(directory.resolve("data")).as("it stays").exists();
        assertThat(directory.resolve("data.new")).as("readOnly is not enforced").exists();
    }

    @Test
    void a_directory_of_the_host_is_taken_as_it_is_and_not_made() throws Exception {
        Path inside = Files.createDirectory(directory.resolve("inside"));
        Volume host = Volume.builder()
                .name("host")
                .host(h -> h.sourcePath(directory.toString()))
                .build();
        String there = run(
                List.of(host),
                EcsRequests.main("pwd")
                        .mountPoints(EcsRequests.mount("host", "/data/"))
                        .workingDirectory("/data/inside"));
        stopped(there);
        assertThat(ecs.output(there, "main")).isEqualTo(inside.toRealPath() + "\n");
        String missing = run(
                List.of(host),
                EcsRequests.main("pwd")
                        .mountPoints(EcsRequests.mount("host", "/data"))
                        .workingDirectory("/data/other"));
        assertThat(stopped(missing).stoppedReason())
                .startsWith("CannotStartContainerError: ")
                .contains("the working directory " + directory.resolve("other") + " does not exist here");
        assertThat(directory.resolve("other")).doesNotExist();
    }

    @Test
    void a_health_check_finds_the_files_of_a_volume_too() throws Exception {
        ManualClock clock = new ManualClock();
        try (FakeEcs other = FakeEcs.start(
                FakeEcsConfig.twoSmallInstances().toBuilder().clock(clock).build())) {
            other.client()
                    .registerTaskDefinition(EcsRequests.define(
                                    "app",
                                    sandboxed(EcsRequests.main("echo x > \"$MESOS_SANDBOX/ready\"; exec sleep 1000"))
                                            .healthCheck(check -> check.command("CMD", "test", "-s", SANDBOX + "/ready")
                                                    .interval(5)
                                                    .retries(10)))
                            .toBuilder()
                            .volumes(empty("sandbox"))
                            .build());
            String arn = other.client()
                    .runTask(r -> r.taskDefinition("app"))
                    .tasks()
                    .get(0)
                    .taskArn();
            other.awaitStatus(arn, "RUNNING", SOON);
            // The first check is planned somewhat after the container is seen to run.
            long deadline = System.nanoTime() + SOON.toNanos();
            while (other.task(arn).orElseThrow().healthStatus() != HealthStatus.HEALTHY
                    && System.nanoTime() < deadline) {
                clock.advance(Duration.ofSeconds(5));
                LockSupport.parkNanos(10_000_000);
            }
            assertThat(other.task(arn).orElseThrow().healthStatus()).isEqualTo(HealthStatus.HEALTHY);
        }
    }

    @Test
    void the_volumes_of_another_container_are_seen_with_volumes_from() throws Exception {
        String arn = run(
                List.of(empty("sandbox")),
                fetcher("echo fetched > \"$MESOS_SANDBOX/file\""),
                EcsRequests.main("cat \"$FILE\"")
                        .environment(EcsRequests.variable("FILE", SANDBOX + "/file"))
                        .volumesFrom(VolumeFrom.builder()
                                .sourceContainer("fetch")
                                .readOnly(true)
                                .build())
                        .dependsOn(EcsRequests.dependency("fetch", ContainerCondition.SUCCESS)));
        stopped(arn);
        assertThat(ecs.output(arn, "main")).isEqualTo("fetched\n");
    }

    @Test
    void a_fetcher_that_fails_keeps_the_task_from_running() throws Exception {
        Path proof = directory.resolve("ran");
        String arn = run(List.of(empty("sandbox")), fetcher("exit 9"), afterFetcher("echo ran > " + proof));
        Task task = stopped(arn);
        assertThat(task.stopCodeAsString()).isEqualTo("TaskFailedToStart");
        assertThat(task.containers().get(0).exitCode()).isEqualTo(9);
        assertThat(task.containers().get(1).exitCode()).isEqualTo(143);
        assertThat(task.containers().get(1).reason()).startsWith("CannotStartContainerError: dependency graph: ");
        assertThat(proof).doesNotExist();
    }

    @Test
    void a_fetcher_whose_image_cannot_be_pulled_keeps_the_task_from_running() throws Exception {
        String arn =
                run(List.of(empty("sandbox")), fetcher("true").image("nowhere/nothing:1"), afterFetcher("echo ran"));
        Task task = stopped(arn);
        assertThat(task.containers().get(0).reason()).startsWith("CannotPullContainerError: ");
        assertThat(task.containers().get(0).exitCode()).isNull();
        assertThat(task.containers().get(1).exitCode()).isEqualTo(143);
        assertThat(ecs.output(arn, "main")).isEmpty();
    }

    @Test
    void an_entry_point_of_many_words_and_a_large_script_take_the_command_as_arguments() throws Exception {
        String script = "#" + "x".repeat(50_000) + "\nprintf '%s|' \"$0\" \"$@\"";
        String arn = run(
                List.of(),
                EcsRequests.main("unused")
                        .entryPoint("/bin/sh", "-c", script, "isthmus")
                        .command("echo 'a  b' \"$X\"", ""));
        stopped(arn);
        assertThat(ecs.output(arn, "main")).isEqualTo("isthmus|echo 'a  b' \"$X\"||");
    }
}
