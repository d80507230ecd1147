package dev.isthmus.ecs.wire.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchOutcome.Refusal;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.ecs.OpenBackend;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.RecordedCall;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;

/** Over the wire: somebody fills an agent just before a launch on it, and leaves it again, or does not. */
@Timeout(60)
class EcsPatienceTest {

    private final ScriptedRuntime containers = ScriptedRuntime.running();

    private FakeEcs fake() {
        return OpenBackend.smallCluster(containers);
    }

    /** Somebody else takes all the processors of an agent; the ARN of that task. */
    private static String fill(FakeEcs ecs, AgentId agent) {
        ecs.client()
                .registerTaskDefinition(request -> request.family("others")
                        .networkMode(NetworkMode.BRIDGE)
                        .containerDefinitions(ContainerDefinition.builder()
                                .name("main")
                                .image("busybox")
                                .cpu(1024)
                                .memory(64)
                                .build()));
        return ecs.client()
                .startTask(request -> request.taskDefinition("others").containerInstances(agent.value()))
                .tasks()
                .get(0)
                .taskArn();
    }

    private static List<String> tokens(FakeEcs ecs) {
        return ecs.calls().stream()
                .flatMap(EcsPatienceTest::request)
                .map(RunTaskRequest::clientToken)
                .toList();
    }

    private static Stream<RunTaskRequest> request(RecordedCall call) {
        return call.request().stream().filter(RunTaskRequest.class::isInstance).map(RunTaskRequest.class::cast);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run-task", "start-task"})
    void a_launch_waits_for_room_and_is_started_there(String mode) throws Exception {
        try (FakeEcs ecs = fake();
                OpenBackend open = new OpenBackend(ecs, Map.of(EcsSettings.LAUNCH, mode)).started()) {
            String other = fill(ecs, open.agent(0));
            Launch launch = OpenBackend.shell(open.agent(0), "t1", "sleep 9");
            assertThat(open.launch(launch))
                    .isInstanceOfSatisfying(
                            LaunchOutcome.Unknown.class,
                            waits -> assertThat(waits.message())
                                    .contains("RESOURCE:CPU")
                                    .contains(open.agent(0).value()));
            ecs.client().stopTask(request -> request.task(other));
            open.await(launch.task().launch(), TaskPhase.Running.class);
            String id = launch.task().launch().value();
            List<String> tokens = tokens(ecs);
            assertThat(tokens).doesNotHaveDuplicates().allMatch(token -> token.startsWith(id));
            assertThat(tokens.size() > 1).isEqualTo(mode.equals("run-task"));
            assertThat(ecs.tasks()).hasSize(2);
        }
    }

    @Test
    void a_launch_that_is_stopped_meanwhile_is_never_started() throws Exception {
        try (FakeEcs ecs = fake();
                OpenBackend open = new OpenBackend(ecs).started()) {
            String other = fill(ecs, open.agent(0));
            Launch launch = OpenBackend.shell(open.agent(0), "t1", "sleep 9");
            assertThat(open.launch(launch)).isInstanceOf(LaunchOutcome.Unknown.class);
            open.backend
                    .launcher()
                    .stop(launch.task().framework(), launch.task().launch(), "changed its mind");
            assertThat(open.awaitEnd(launch).ending()).isEqualTo(Ending.STOPPED);
            ecs.client().stopTask(request -> request.task(other));
            open.launched(OpenBackend.shell(open.agent(1), "t2", "sleep 9"));
            assertThat(ecs.tasks()).hasSize(2);
        }
    }

    @Test
    void a_launch_is_told_when_its_patience_is_over() throws Exception {
        try (FakeEcs ecs = fake();
                OpenBackend open = new OpenBackend(ecs, Map.of(EcsSettings.LAUNCH_PATIENCE, "300ms")).started()) {
            fill(ecs, open.agent(0));
            Launch launch = OpenBackend.shell(open.agent(0), "t1", "sleep 9");
            assertThat(open.launch(launch)).isInstanceOf(LaunchOutcome.Unknown.class);
            TaskPhase.Ended ended = open.awaitEnd(launch);
            assertThat(ended.ending()).isEqualTo(Ending.NO_ROOM);
            assertThat(ended.message()).contains("RESOURCE:CPU");
        }
    }

    @Test
    void without_patience_it_is_refused_at_once() throws Exception {
        try (FakeEcs ecs = fake();
                OpenBackend open = new OpenBackend(ecs, Map.of(EcsSettings.LAUNCH_PATIENCE, "0s")).started()) {
            fill(ecs, open.agent(0));
            assertThat(open.launch(OpenBackend.shell(open.agent(0), "t1", "sleep 9")))
                    .isInstanceOfSatisfying(
                            LaunchOutcome.Refused.class,
                            refused -> assertThat(refused.refusal()).isEqualTo(Refusal.RESOURCES));
        }
    }
}
