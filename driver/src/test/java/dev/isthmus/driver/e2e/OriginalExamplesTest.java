package dev.isthmus.driver.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.runtime.ContainerLaunch;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import dev.isthmus.translators.TranslatorSettings;
import java.time.Duration;
import java.util.List;
import org.apache.mesos.Protos.Offer;
import org.apache.mesos.Protos.Resource;
import org.apache.mesos.Protos.TaskState;
import org.apache.mesos.Protos.TaskStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.ecs.model.Task;

/** The examples of the original driver's README: a command that is a task definition. */
@Timeout(180)
class OriginalExamplesTest {

    private static final String ID = "nginx.instance-0d1c8b4e-7a55-11f0-9d2e-0242ac110002._app.1";
    private static final List<String> OWN = List.of("nginx", "-g", "daemon off;");

    private final ScriptedRuntime containers = ScriptedRuntime.running();

    private FakeEcs scripted() {
        return FakeEcs.start(FakeEcsConfig.twoSmallInstances().toBuilder()
                .runtime(containers)
                .build());
    }

    @Test
    void marathons_nginx_runs_the_definition_that_its_command_names_until_it_is_killed() throws Exception {
        try (FakeEcs ecs = scripted()) {
            Clusters.register(ecs, "nginx", List.of("an", "older", "revision"), 80);
            Clusters.register(ecs, "nginx", OWN, 80);
            try (FrameworkUnderTest marathon = offering80(ecs)) {
                Offer offer = marathon.offer(OriginalExamplesTest::holds80);
                TaskStatus running = marathon.launch(
                        offer, TaskMessages.marathon(ID, "nginx:2", offer.getHostname()), TaskState.TASK_RUNNING);

                assertThat(running.getSlaveId()).isEqualTo(offer.getSlaveId());
                Task task = ecs.tasks().get(0);
                assertThat(task.taskDefinitionArn()).endsWith("/nginx:2");
                ContainerLaunch container = containers.awaitLaunch(Duration.ofSeconds(10));
                assertThat(container.command()).isEqualTo(OWN);
                assertThat(container.environment()).containsEntry("MARATHON_APP_ID", "/nginx");

                marathon.kill(ID);
                assertThat(ecs.tasks())
                        .singleElement()
                        .satisfies(ended -> assertThat(ended.lastStatus()).isEqualTo("STOPPED"));
                assertThat(ecs.callCount("RegisterTaskDefinition"))
                        .as("only those of the test")
                        .isEqualTo(2);
            }
        }
    }

    @Test
    void a_definition_without_the_port_is_an_error_that_names_both() throws Exception {
        try (FakeEcs ecs = scripted()) {
            Clusters.register(ecs, "nginx", OWN, 80);
            Clusters.register(ecs, "nginx", OWN);
            try (FrameworkUnderTest marathon = offering80(ecs)) {
                Offer offer = marathon.offer(OriginalExamplesTest::holds80);
                TaskStatus error = marathon.launch(
                        offer, TaskMessages.marathon(ID, "nginx:2", offer.getHostname()), TaskState.TASK_ERROR);

                assertThat(error.getMessage()).contains("nginx:2", "[80-80]");
                assertThat(ecs.tasks()).isEmpty();
            }
        }
    }

    @Test
    void a_command_alone_that_is_a_definition_runs_it_to_its_end() throws Exception {
        try (FakeEcs ecs = FakeEcs.start();
                FrameworkUnderTest framework =
                        new FrameworkUnderTest("sleeper", Clusters.settings(ecs).build()).started()) {
            Clusters.register(ecs, "sleep360", List.of("/bin/sh", "-c", "echo slept by itself; sleep 0.3"));

            framework.launch(framework.offer(), TaskMessages.shell("s-1", "sleep360:1"), TaskState.TASK_RUNNING);
            framework.update("s-1", TaskState.TASK_FINISHED);

            Task task = ecs.tasks().get(0);
            assertThat(task.taskDefinitionArn()).endsWith("/sleep360:1");
            assertThat(ecs.output(task.taskArn(), "main")).isEqualTo("slept by itself\n");
        }
    }

    private static FrameworkUnderTest offering80(FakeEcs ecs) {
        return new FrameworkUnderTest(
                        "marathon",
                        Clusters.settings(ecs)
                                .set(TranslatorSettings.PORTS, "80,31000-32000")
                                .build())
                .started();
    }

    private static boolean holds80(Offer offer) {
        return offer.getResourcesList().stream()
                .filter(resource -> resource.getName().equals("ports"))
                .map(Resource::getRanges)
                .flatMap(ranges -> ranges.getRangeList().stream())
                .anyMatch(range -> range.getBegin() == 80 && range.getEnd() == 80);
    }
}
