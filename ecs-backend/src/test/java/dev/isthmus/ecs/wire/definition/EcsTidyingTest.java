package dev.isthmus.ecs.wire.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.task.Command;
import dev.isthmus.api.task.Container;
import dev.isthmus.api.task.TaskSpec;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.ecs.OpenBackend;
import dev.isthmus.ecs.call.EcsOperation;
import dev.isthmus.ecs.log.CapturedLog;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.fault.Fault;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionFamilyStatus;

/** Definitions of ours beyond the number to keep are deregistered, and no others. */
@Timeout(60)
class EcsTidyingTest {

    private static Launch launch(OpenBackend open, String id, String image) {
        TaskSpec spec = new TaskSpec(
                id,
                Command.ofShell("true"),
                Container.ofImage(image),
                new TreeMap<>(),
                Optional.empty(),
                Optional.empty());
        return OpenBackend.launchOf(open.agent(0), id, spec, 64, 16);
    }

    private static List<String> families(FakeEcs ecs) {
        return ecs
                .client()
                .listTaskDefinitionFamilies(request -> request.status(TaskDefinitionFamilyStatus.ACTIVE))
                .families()
                .stream()
                .map(family -> family.replaceFirst("^isthmus-(.+)-[0-9a-f]{20}$", "$1"))
                .toList();
    }

    /** An earlier process has run a, b and c, of which b still runs; somebody else has a definition that is called like ours. */
    private static void past(FakeEcs ecs) throws Exception {
        ecs.client()
                .registerTaskDefinition(request -> request.family("isthmus-theirs")
                        .containerDefinitions(ContainerDefinition.builder()
                                .name("main")
                                .image("theirs")
                                .memory(16)
                                .build()));
        try (OpenBackend open = new OpenBackend(ecs).started()) {
            for (String image : List.of("a", "b", "c")) {
                open.launched(launch(open, image, image));
            }
        }
        for (int i : List.of(0, 2)) {
            String arn = ecs.tasks().get(i).taskArn();
            ecs.client().stopTask(request -> request.cluster(ecs.clusterName()).task(arn));
            ecs.awaitStatus(arn, "STOPPED", Duration.ofSeconds(20));
        }
    }

    @Test
    void oldest_that_nothing_runs_are_deregistered_down_to_the_number_to_keep() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(ScriptedRuntime.running())) {
            past(ecs);
            try (OpenBackend open = new OpenBackend(ecs, Map.of(EcsSettings.KEEP_DEFINITIONS, "2")).started()) {
                open.launched(launch(open, "d", "d"));
                assertThat(ecs.awaitCalls("DeregisterTaskDefinition", 2, Duration.ofSeconds(20)))
                        .isTrue();
                open.launched(launch(open, "e", "e"));
                assertThat(ecs.awaitCalls("ListTaskDefinitionFamilies", 2, Duration.ofSeconds(20)))
                        .isTrue();
                assertThat(families(ecs)).containsExactlyInAnyOrder("isthmus-theirs", "b", "d", "e");
                assertThat(ecs.callCount("DeregisterTaskDefinition"))
                        .as("a and c; b runs, d and e were just used")
                        .isEqualTo(2);
                open.launched(launch(open, "a2", "a"));
                assertThat(families(ecs)).as("registered again when needed").contains("a");
            }
        }
    }

    @Test
    void all_are_kept_where_nothing_is_set_and_a_driver_that_starts_again_registers_nothing() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(ScriptedRuntime.running())) {
            past(ecs);
            int registered = ecs.callCount("RegisterTaskDefinition");
            try (OpenBackend open = new OpenBackend(ecs).started()) {
                for (String image : List.of("a", "b", "c")) {
                    open.launched(launch(open, image + "2", image));
                }
                open.launched(launch(open, "new", "new"));
            }
            assertThat(ecs.callCount("RegisterTaskDefinition"))
                    .as("the new one only")
                    .isEqualTo(registered + 1);
            assertThat(ecs.callCounts()).doesNotContainKeys("ListTaskDefinitionFamilies", "DeregisterTaskDefinition");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = EcsOperation.class,
            names = {"LIST_TASK_DEFINITION_FAMILIES", "DEREGISTER_TASK_DEFINITION"})
    void denied_action_is_named_with_the_page_of_the_policy(EcsOperation denied) throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(ScriptedRuntime.running())) {
            past(ecs);
            ecs.injectNext(denied.awsName(), 1, Fault.accessDenied());
            try (CapturedLog log = CapturedLog.open();
                    OpenBackend open = new OpenBackend(ecs, Map.of(EcsSettings.KEEP_DEFINITIONS, "2")).started()) {
                open.launched(launch(open, "d", "d"));
                assertThat(log.await("WARN dev.isthmus"))
                        .contains(denied.iamAction(), "docs/reference/iam-policy.md", "are left for now");
            }
        }
    }
}
