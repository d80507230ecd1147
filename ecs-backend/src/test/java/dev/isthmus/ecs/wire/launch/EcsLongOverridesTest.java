package dev.isthmus.ecs.wire.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchOutcome.Refusal;
import dev.isthmus.api.task.Command;
import dev.isthmus.api.task.Container;
import dev.isthmus.api.task.TaskSpec;
import dev.isthmus.ecs.OpenBackend;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;

/** Overrides up to ECS's bound of 8192 characters, and beyond it. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT) // Each waits for the budget, or to try again, on a cluster of its own.
class EcsLongOverridesTest {

    private final ScriptedRuntime containers = ScriptedRuntime.running();

    private static Launch launch(OpenBackend open, String id, String line, Map<String, String> environment) {
        TaskSpec spec = new TaskSpec(
                id,
                Command.ofShell(line).withEnvironment(environment),
                Container.ofImage("app:1"),
                new TreeMap<>(),
                Optional.empty(),
                Optional.empty());
        return OpenBackend.launchOf(open.agent(0), id, spec, 64, 16);
    }

    private static ContainerOverride override(FakeEcs ecs, int task) {
        return ecs.tasks().get(task).overrides().containerOverrides().get(0);
    }

    private static ContainerDefinition definition(FakeEcs ecs, int task) {
        return ecs.client()
                .describeTaskDefinition(
                        request -> request.taskDefinition(ecs.tasks().get(task).taskDefinitionArn()))
                .taskDefinition()
                .containerDefinitions()
                .get(0);
    }

    private static List<String> names(List<KeyValuePair> variables) {
        return variables.stream().map(KeyValuePair::name).toList();
    }

    @Test
    void longest_that_fits_is_an_override_and_one_character_more_is_not() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(containers);
                OpenBackend open = new OpenBackend(ecs).started()) {
            int least = 1;
            int most = 8192;
            // The launches say by themselves where the bound is: every one of them must be taken.
            while (least + 1 < most) {
                int middle = (least + most) / 2;
                open.launched(launch(open, "t" + middle, "true", Map.of("BIG", "x".repeat(middle))));
                int last = ecs.tasks().size() - 1;
                if (names(override(ecs, last).environment()).contains("BIG")) {
                    least = middle;
                } else {
                    most = middle;
                    assertThat(names(definition(ecs, last).environment())).containsExactly("BIG");
                    assertThat(definition(ecs, last).environment().get(0).value())
                            .isEqualTo("x".repeat(middle));
                }
                ecs.client()
                        .stopTask(request -> request.cluster(ecs.clusterName())
                                .task(ecs.tasks().get(last).taskArn()));
            }
            assertThat(least).as("what fits beside the identity").isBetween(7000, 8192);
        }
    }

    @Test
    void what_is_longest_goes_into_the_definition_and_equal_tasks_share_it() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(containers);
                OpenBackend open = new OpenBackend(ecs).started()) {
            for (int i = 0; i < 2; i++) {
                open.launched(launch(
                        open,
                        "t" + i,
                        "echo " + "long ".repeat(1800),
                        Map.of("CONFIG", "c".repeat(9000), "MESOS_TASK_ID", "t" + i)));
            }
            assertThat(ecs.callCount("RegisterTaskDefinition")).isEqualTo(1);
            assertThat(names(definition(ecs, 0).environment())).containsExactly("CONFIG");
            assertThat(definition(ecs, 0).command()).singleElement().asString().startsWith("echo long");
            assertThat(override(ecs, 1).hasCommand()).isFalse();
            assertThat(names(override(ecs, 1).environment()))
                    .contains("MESOS_TASK_ID", "ISTHMUS_TASK_ID", "ISTHMUS_LAUNCH_ID", "ISTHMUS_DEMAND")
                    .doesNotContain("CONFIG");
            var started = containers.awaitLaunch(Duration.ofSeconds(20));
            assertThat(started.command()).singleElement().asString().startsWith("echo long");
            assertThat(started.environment()).containsEntry("CONFIG", "c".repeat(9000));
        }
    }

    @Test
    void what_fits_no_definition_is_refused_with_both_numbers_and_without_a_call() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(containers);
                OpenBackend open = new OpenBackend(ecs).started()) {
            Launch huge = launch(open, "t", "true", Map.of("BIG", "é".repeat(33_000)));
            assertThat(open.launch(huge)).isInstanceOfSatisfying(LaunchOutcome.Refused.class, refused -> {
                assertThat(refused.refusal()).isEqualTo(Refusal.INVALID);
                assertThat(refused.message()).contains("65536").containsPattern("about 6[67]\\d{3} bytes");
            });
            assertThat(ecs.callCount("RegisterTaskDefinition")).isZero();
        }
    }

    @Test
    void largest_definition_that_is_not_refused_is_taken_by_ecs() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(containers);
                OpenBackend open = new OpenBackend(ecs).started()) {
            int length = 65_536;
            LaunchOutcome outcome = open.launch(launch(open, "t", "true", Map.of("BIG", "\"x".repeat(length / 3))));
            while (outcome instanceof LaunchOutcome.Refused) {
                length -= 100;
                outcome = open.launch(launch(open, "t" + length, "true", Map.of("BIG", "\"x".repeat(length / 3))));
            }
            assertThat(outcome).isInstanceOf(LaunchOutcome.Launched.class);
            assertThat(length).as("little is refused that ECS would take").isGreaterThan(64_000);
            assertThat(ecs.callCount("RegisterTaskDefinition"))
                    .as("ECS refused none")
                    .isEqualTo(1);
        }
    }
}
