package dev.isthmus.driver.e2e.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.isthmus.driver.e2e.Clusters;
import dev.isthmus.driver.e2e.FrameworkUnderTest;
import dev.isthmus.driver.e2e.TaskMessages;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.ecs.SandboxSettings;
import dev.isthmus.testkit.ecs.FakeEcs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.mesos.Protos.CommandInfo;
import org.apache.mesos.Protos.ContainerInfo;
import org.apache.mesos.Protos.ContainerInfo.DockerInfo;
import org.apache.mesos.Protos.Offer;
import org.apache.mesos.Protos.TaskInfo;
import org.apache.mesos.Protos.TaskState;
import org.apache.mesos.Protos.TaskStatus;
import org.apache.mesos.Protos.TaskStatus.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a task wants to have fetched, through the whole driver and into its sandbox. Needs curl or wget; skipped where there is neither. */
@Timeout(180)
class UrisTest {

    private static final String SCRIPT = "#!/bin/sh\necho fetched into \"${MESOS_SANDBOX##*/}\" with $1\n";

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final FakeEcs ecs = FakeEcs.start();
    private final Path shared;
    private final FrameworkUnderTest framework;
    private HttpServer server;

    UrisTest(@TempDir Path shared) {
        this.shared = shared;
        this.framework = new FrameworkUnderTest(
                "uris",
                Clusters.settings(ecs)
                        .set(EcsSettings.DEFAULT_IMAGE, "busybox")
                        .set(SandboxSettings.FETCH_IMAGE, "curl")
                        .set(SandboxSettings.FETCH_PATHS, shared.toString())
                        .build());
    }

    @BeforeEach
    void start() throws IOException {
        boolean tool = Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(
                        path -> Files.isExecutable(Path.of(path, "curl")) || Files.isExecutable(Path.of(path, "wget")));
        assumeTrue(tool, "neither curl nor wget is on the PATH");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/run", exchange -> {
            byte[] bytes = SCRIPT.getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.createContext("/slow", exchange -> {
            asked.countDown();
            await(over);
            exchange.close();
        });
        server.start();
        framework.started();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void stop() {
        over.countDown();
        framework.close();
        ecs.close();
        if (server != null) {
            server.stop(0);
        }
        threads.shutdownNow();
    }

    private TaskInfo.Builder task(String id, boolean image, String path, String line) {
        TaskInfo.Builder task = TaskMessages.shell(id, line);
        task.getCommandBuilder()
                .addUris(CommandInfo.URI
                        .newBuilder()
                        .setValue("http://127.0.0.1:" + server.getAddress().getPort() + path)
                        .setOutputFile("bin/run")
                        .setExecutable(true));
        if (image) {
            task.setContainer(ContainerInfo.newBuilder()
                    .setType(ContainerInfo.Type.DOCKER)
                    .setDocker(DockerInfo.newBuilder().setImage("app")));
        }
        return task;
    }

    @ParameterizedTest(name = "with an image of its own: {0}")
    @ValueSource(booleans = {false, true})
    void a_file_is_there_when_the_command_begins(boolean image) throws Exception {
        framework.launch(
                framework.offer(),
                task("t", image, "/run?signature=beef", "\"$MESOS_SANDBOX\"/bin/run it"),
                TaskState.TASK_RUNNING);
        framework.update("t", TaskState.TASK_FINISHED);
        assertThat(ecs.output(ecs.tasks().get(0).taskArn(), "main"))
                .startsWith("fetched into ")
                .endsWith(" with it\n");
        assertThat(ecs.tasks().get(0).containers()).hasSize(image ? 2 : 1);
    }

    @ParameterizedTest(name = "with an image of its own: {0}")
    @ValueSource(booleans = {false, true})
    void a_file_of_the_agent_is_there_too(boolean image) throws Exception {
        Path file = Files.writeString(shared.resolve("run"), SCRIPT);
        TaskInfo.Builder task = task("t", image, "/run", "\"$MESOS_SANDBOX\"/bin/run it");
        task.getCommandBuilder().getUrisBuilder(0).setValue("file://" + file);
        framework.launch(framework.offer(), task, TaskState.TASK_RUNNING);
        framework.update("t", TaskState.TASK_FINISHED);
        assertThat(ecs.output(ecs.tasks().get(0).taskArn(), "main")).endsWith(" with it\n");
    }

    @Test
    void a_task_without_an_image_works_in_its_sandbox() throws Exception {
        framework.launch(framework.offer(), task("t", false, "/run", "./bin/run it"), TaskState.TASK_RUNNING);
        framework.update("t", TaskState.TASK_FINISHED);
    }

    @ParameterizedTest(name = "with an image of its own: {0}")
    @ValueSource(booleans = {false, true})
    void a_file_that_is_not_there_is_a_launch_that_failed(boolean image) throws Exception {
        TaskStatus failed = framework.launch(
                framework.offer(), task("t", image, "/none?signature=beef", "echo it ran"), TaskState.TASK_FAILED);
        assertThat(failed.getReason()).isEqualTo(Reason.REASON_CONTAINER_LAUNCH_FAILED);
        assertThat(failed.getSource()).isEqualTo(TaskStatus.Source.SOURCE_SLAVE);
        assertThat(failed.getMessage())
                .startsWith("Failed to launch container: uri http://127.0.0.1:")
                .contains("/none?... was not found")
                .doesNotContain("beef");
        assertThat(ecs.output(ecs.tasks().get(0).taskArn(), "main")).doesNotContain("it ran");
    }

    @Test
    void a_kill_while_it_is_fetched_for_is_a_kill() throws Exception {
        Offer offer = framework.offer();
        framework
                .driver()
                .launchTasks(
                        List.of(offer.getId()),
                        List.of(task("t", true, "/slow", "echo it ran")
                                .setSlaveId(offer.getSlaveId())
                                .build()));
        await(asked);
        TaskStatus killed = framework.kill("t");
        assertThat(killed.getState()).isEqualTo(TaskState.TASK_KILLED);
        assertThat(killed.getReason()).isEqualTo(Reason.REASON_TASK_KILLED_DURING_LAUNCH);
    }
}
