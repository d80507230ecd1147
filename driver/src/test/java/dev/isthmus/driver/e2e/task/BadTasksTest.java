package dev.isthmus.driver.e2e.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.driver.e2e.Clusters;
import dev.isthmus.driver.e2e.FrameworkUnderTest;
import dev.isthmus.driver.e2e.TaskMessages;
import dev.isthmus.testkit.ecs.FakeEcs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.mesos.Protos.CommandInfo;
import org.apache.mesos.Protos.ContainerInfo;
import org.apache.mesos.Protos.ExecutorID;
import org.apache.mesos.Protos.ExecutorInfo;
import org.apache.mesos.Protos.TaskInfo;
import org.apache.mesos.Protos.TaskState;
import org.apache.mesos.Protos.TaskStatus;
import org.apache.mesos.Protos.TaskStatus.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks that cannot run: each gets one update that says what was wrong and what to do, and nothing is started. */
@Timeout(180)
class BadTasksTest {

    private final FakeEcs ecs = FakeEcs.start();
    private final FrameworkUnderTest framework =
            new FrameworkUnderTest("bad-tasks", Clusters.settings(ecs).build());

    @BeforeEach
    void start() {
        framework.started();
    }

    @AfterEach
    void nothing_was_started_and_the_driver_goes_on() {
        assertThat(ecs.tasks()).isEmpty();
        assertThat(framework.errors()).isEmpty();
        framework.close();
        ecs.close();
    }

    @Test
    void unknown_task_definition() throws Exception {
        assertThat(framework.refusal(TaskMessages.shell("t", "nowhere:7")))
                .contains("nowhere:7", "the task's command", "us-east-1", "register it");
    }

    @Test
    void more_than_was_offered() throws Exception {
        TaskInfo.Builder task = TaskMessages.bare("t", "true")
                .addResources(TaskMessages.scalar("cpus", 1.5))
                .addResources(TaskMessages.scalar("mem", 32));
        assertThat(framework.refusal(task)).contains("cpus:1.5", "is more than available", "cpus:1;");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, -1, Double.POSITIVE_INFINITY, 0.0004})
    void an_amount_that_is_none(double amount) throws Exception {
        TaskInfo.Builder task = TaskMessages.bare("t", "true")
                .addResources(TaskMessages.scalar("cpus", amount))
                .addResources(TaskMessages.scalar("mem", 32));
        assertThat(framework.refusal(task))
                .contains("'cpus'", "value " + amount, "want 0 or a number from 0.001", "'t'");
    }

    @Test
    void a_resource_that_nobody_translates() throws Exception {
        assertThat(framework.refusal(TaskMessages.shell("t", "true").addResources(TaskMessages.scalar("licences", 2))))
                .contains("'licences'", "has no translator", "ResourceTranslator", "cpus", "mem");
    }

    @Test
    void a_custom_executor() throws Exception {
        TaskInfo.Builder task = TaskMessages.shell("t", "true").clearCommand();
        task.setExecutor(ExecutorInfo.newBuilder()
                .setExecutorId(ExecutorID.newBuilder().setValue("e"))
                .setCommand(CommandInfo.newBuilder().setValue("./my-executor")));
        assertThat(framework.refusal(task))
                .contains(
                        "Custom executors cannot run on ECS",
                        "CommandInfo",
                        "Docker image",
                        "docs/guide/frameworks.md",
                        "'Executors of your own'");
        Path guide = Path.of("..", "docs", "guide", "frameworks.md");
        assertThat(Files.readString(guide)).contains("\n## Executors of your own\n");
    }

    @Test
    void a_shell_command_without_any_image() throws Exception {
        TaskStatus status =
                framework.launch(framework.offer(), TaskMessages.shell("t", "echo hello"), TaskState.TASK_ERROR);
        assertThat(status.getMessage())
                .contains("'t'")
                .contains("Docker image", "isthmus.task-definition", "nginx:2", "ISTHMUS_TASK_DEFINITION_RULES")
                .contains("ISTHMUS_DEFAULT_IMAGE");
        assertThat(status.getReason()).isEqualTo(Reason.REASON_TASK_INVALID);
    }

    private static TaskInfo.Builder fetching(String uri) {
        TaskInfo.Builder task = TaskMessages.shell("t", "./run");
        task.getCommandBuilder().addUris(CommandInfo.URI.newBuilder().setValue(uri));
        task.setContainer(ContainerInfo.newBuilder()
                .setType(ContainerInfo.Type.DOCKER)
                .setDocker(ContainerInfo.DockerInfo.newBuilder().setImage("app")));
        return task;
    }

    @Test
    void files_to_be_fetched_without_an_image_to_fetch_them_in() throws Exception {
        assertThat(framework.refusal(fetching("http://files/run")))
                .contains("uris", "http://files/run", "set ISTHMUS_FETCH_IMAGE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hdfs://files/run", "ftp://files/run", "file:///etc/shadow", "run"})
    void files_that_nothing_can_fetch(String uri) throws Exception {
        assertThat(framework.refusal(fetching(uri))).contains("uri '" + uri + "' cannot be fetched");
    }

    @Test
    void an_offer_that_does_not_stand() throws Exception {
        var offer = framework.offer();
        framework.driver().declineOffer(offer.getId());
        TaskStatus status = framework.launch(offer, TaskMessages.shell("t", "true"), TaskState.values());
        assertThat(status.getState()).isEqualTo(TaskState.TASK_LOST);
        assertThat(status.getMessage()).contains("invalid offers", offer.getId().getValue());
        assertThat(List.of(Reason.REASON_INVALID_OFFERS)).contains(status.getReason());
    }
}
