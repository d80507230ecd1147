package dev.isthmus.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchOutcome.Refusal;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.task.Command;
import dev.isthmus.api.task.Container;
import dev.isthmus.api.task.TaskSpec;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.fault.Fault;
import dev.isthmus.testkit.ecs.runtime.Script;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong between us and ECS: nothing is started twice, and nothing is lost. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT) // Each waits for the budget, or to try again, on a cluster of its own.
class EcsFaultsTest {

    private final ScriptedRuntime containers = ScriptedRuntime.running();

    private FakeEcs fake() {
        return OpenBackend.smallCluster(containers);
    }

    @Test
    void lost_answer_of_run_task_is_asked_for_again_and_starts_one_task() throws Exception {
        try (FakeEcs ecs = fake();
                OpenBackend open = new OpenBackend(ecs).started()) {
            ecs.injectNext("RunTask", 2, Fault.loseAnswer());
            Launch launch = OpenBackend.shell(open.agent(0), "t1", "sleep 9");
            open.launched(launch);
            open.await(launch.task().launch(), TaskPhase.Running.class);
            assertThat(ecs.tasks()).hasSize(1);
        }
    }

    @Test
    void lost_answer_of_start_task_is_settled_by_looking_and_not_asked_for_again() throws Exception {
        try (FakeEcs ecs = fake();
                OpenBackend open = new OpenBackend(ecs, Map.of(EcsSettings.LAUNCH, "start-task")).started()) {
            ecs.injectNext("StartTask", 1, Fault.loseAnswer());
            Launch launch = OpenBackend.shell(open.agent(0), "t1", "sleep 9");
            LaunchOutcome outcome = open.launch(launch);
            assertThat(outcome).isInstanceOfAny(LaunchOutcome.Unknown.class, LaunchOutcome.Launched.class);
            open.await(launch.task().launch(), TaskPhase.Running.class);
            assertThat(ecs.callCount("StartTask")).isEqualTo(1);
            assertThat(ecs.tasks()).hasSize(1);
        }
    }

    @Test
    void start_task_that_never_arrived_is_told_as_not_launched_after_the_window() throws Exception {
        try (FakeEcs ecs = fake();
                OpenBackend open = new OpenBackend(
                                ecs, Map.of(EcsSettings.LAUNCH, "start-task", EcsSettings.CONSISTENCY_WINDOW, "300ms"))
                        .started()) {
            ecs.injectNext("StartTask", 1, Fault.dropConnection());
            Launch launch = OpenBackend.shell(open.agent(0), "t1", "sleep 9");
            assertThat(open.launch(launch)).isInstanceOf(LaunchOutcome.Unknown.class);
            TaskPhase.Ended ended = open.awaitEnd(launch);
            assertThat(ended.ending()).isEqualTo(Ending.NOT_LAUNCHED);
            assertThat(ended.ran()).isFalse();
            assertThat(ecs.tasks()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"run-task", "start-task"})
    void throttled_start_is_asked_for_again(String mode) throws Exception {
        try (FakeEcs ecs = fake();
                OpenBackend open = new OpenBackend(ecs, Map.of(EcsSettings.LAUNCH, mode)).started()) {
            ecs.injectNext(mode.equals("run-task") ? "RunTask" : "StartTask", 2, Fault.throttling());
            open.launched(OpenBackend.shell(open.agent(0), "t1", "sleep 9"));
            assertThat(ecs.tasks()).hasSize(1);
        }
    }

    @Test
    void stop_of_a_task_whose_start_is_unknown_is_remembered() throws Exception {
        try (FakeEcs ecs = fake();
                OpenBackend open = new OpenBackend(ecs).started()) {
            ecs.injectNext("RunTask", 1, Fault.loseAnswer());
            Launch launch = OpenBackend.shell(open.agent(0), "t1", "sleep 9");
            var outcome = open.backend.launcher().launch(launch);
            assertThat(ecs.awaitCalls("RunTask", 1, Duration.ofSeconds(20))).isTrue();
            StopOutcome stopped = open.backend
                    .launcher()
                    .stop(launch.task().framework(), launch.task().launch(), "changed its mind")
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);
            assertThat(stopped).isInstanceOf(StopOutcome.Accepted.class);
            outcome.toCompletableFuture().get(20, TimeUnit.SECONDS);
            assertThat(open.awaitEnd(launch).ending()).isEqualTo(Ending.STOPPED);
            assertThat(ecs.tasks())
                    .hasSize(1)
                    .allSatisfy(task -> assertThat(task.desiredStatus()).isEqualTo("STOPPED"));
        }
    }

    @Test
    void stop_is_repeated_until_it_is_taken() throws Exception {
        try (FakeEcs ecs = fake();
                OpenBackend open = new OpenBackend(ecs).started()) {
            Launch launch = OpenBackend.shell(open.agent(0), "t1", "sleep 9");
            open.launched(launch);
            open.await(launch.task().launch(), TaskPhase.Running.class);
            ecs.injectNext("StopTask", 1, Fault.serverError());
            ecs.injectNext("StopTask", 1, Fault.throttling());
            open.backend
                    .launcher()
                    .stop(launch.task().framework(), launch.task().launch(), "enough");
            assertThat(open.awaitEnd(launch).ending()).isEqualTo(Ending.STOPPED);
            assertThat(ecs.callCount("StopTask")).isEqualTo(3);
        }
    }

    @Test
    void denied_start_names_the_action() throws Exception {
        try (FakeEcs ecs = fake();
                OpenBackend open = new OpenBackend(ecs).started()) {
            ecs.injectNext("RunTask", 1, Fault.accessDenied());
            LaunchOutcome outcome = open.launch(OpenBackend.shell(open.agent(0), "t1", "sleep 9"));
            assertThat(outcome).isInstanceOfSatisfying(LaunchOutcome.Refused.class, refused -> {
                assertThat(refused.refusal()).isEqualTo(Refusal.DENIED);
                assertThat(refused.message()).contains("ecs:RunTask").contains("policy");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"run-task", "start-task"})
    void more_than_there_is_is_refused_for_lack_of_resources(String mode) throws Exception {
        try (FakeEcs ecs = fake();
                OpenBackend open = new OpenBackend(ecs, Map.of(EcsSettings.LAUNCH, mode)).started()) {
            Launch launch = OpenBackend.launchOf(
                    open.agent(0),
                    "t1",
                    OpenBackend.shell(open.agent(0), "t1", "true").spec(),
                    128,
                    4096);
            assertThat(open.launch(launch)).isInstanceOfSatisfying(LaunchOutcome.Refused.class, refused -> {
                assertThat(refused.refusal()).isEqualTo(Refusal.RESOURCES);
                assertThat(refused.message())
                        .contains("RESOURCE:MEMORY")
                        .contains(open.agent(0).value());
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"run-task", "start-task"})
    void disconnected_agent_refuses(String mode) throws Exception {
        try (FakeEcs ecs = fake();
                OpenBackend open =
                        new OpenBackend(ecs, Map.of(EcsSettings.LAUNCH, mode, EcsSettings.POLL_IDLE, "1h")).started()) {
            ecs.disconnectAgent(arnOf(ecs, open));
            assertThat(open.launch(OpenBackend.shell(open.agent(0), "t1", "true")))
                    .isInstanceOfSatisfying(
                            LaunchOutcome.Refused.class,
                            refused -> assertThat(refused.refusal())
                                    .isIn(Refusal.AGENT_DISCONNECTED, Refusal.UNSUITABLE_AGENT));
            open.awaitInventory(
                    InventoryEvent.AgentSeen.class, seen -> seen.agent().state() == AgentState.DISCONNECTED);
            assertThat(open.launch(OpenBackend.shell(open.agent(0), "t2", "true")))
                    .isInstanceOfSatisfying(
                            LaunchOutcome.Refused.class,
                            refused -> assertThat(refused.refusal()).isEqualTo(Refusal.AGENT_DISCONNECTED));
        }
    }

    private static String arnOf(FakeEcs ecs, OpenBackend open) {
        return ecs.instances().stream()
                .map(instance -> instance.containerInstanceArn())
                .filter(arn -> arn.endsWith(open.agent(0).value()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void contact_that_is_lost_and_found_is_told() throws Exception {
        try (FakeEcs ecs = fake();
                OpenBackend open = new OpenBackend(ecs).started()) {
            ecs.injectNext("ListTasks", 10_000, Fault.serverError());
            InventoryEvent.ContactLost lost = open.awaitInventory(InventoryEvent.ContactLost.class, event -> true);
            ecs.clearFaults();
            assertThat(lost.failure().category()).isEqualTo(Category.TRANSIENT);
            assertThat(open.awaitInventory(InventoryEvent.Complete.class, event -> true))
                    .isNotNull();
        }
    }

    @Test
    void task_whose_image_cannot_be_pulled_never_started() throws Exception {
        ScriptedRuntime manual = ScriptedRuntime.manual();
        try (FakeEcs ecs = FakeEcs.start(FakeEcsConfig.twoSmallInstances().toBuilder()
                        .runtime(manual)
                        .build());
                OpenBackend open = new OpenBackend(ecs).started()) {
            Launch pull = OpenBackend.shell(open.agent(0), "pull", "true");
            manual.failsToPull(launchedAndBegun(open, pull, manual));
            TaskPhase.Ended ended = open.awaitEnd(pull);
            assertThat(ended.ending()).isEqualTo(Ending.NOT_STARTED);
            assertThat(ended.message()).contains("CannotPull");
            assertThat(ended.ran()).isFalse();

            Launch memory = OpenBackend.shell(open.agent(0), "memory", "true");
            String arn = launchedAndBegun(open, memory, manual);
            manual.starts(arn);
            manual.runsOutOfMemory(arn);
            assertThat(open.awaitEnd(memory).ending()).isEqualTo(Ending.OUT_OF_MEMORY);
            assertThat(open.phasesOf(memory)).endsWith("Running", "Ended").doesNotHaveDuplicates();
        }
    }

    private static String launchedAndBegun(OpenBackend open, Launch launch, ScriptedRuntime runtime) throws Exception {
        String arn = open.launched(launch).backendId();
        runtime.awaitLaunch(Duration.ofSeconds(20));
        return arn;
    }

    @Test
    void terminated_machine_takes_its_tasks_along() throws Exception {
        try (FakeEcs ecs = fake();
                OpenBackend open = new OpenBackend(ecs).started()) {
            Launch launch = OpenBackend.shell(open.agent(0), "t1", "sleep 9");
            open.launched(launch);
            open.await(launch.task().launch(), TaskPhase.Running.class);
            ecs.terminate(arnOf(ecs, open));
            assertThat(open.awaitEnd(launch).ending()).isEqualTo(Ending.AGENT_GONE);
            open.awaitInventory(
                    InventoryEvent.AgentGone.class, gone -> gone.agent().equals(open.agent(0)));
        }
    }

    @Test
    void fifty_tasks_cost_fifty_starts_and_one_registration() throws Exception {
        try (FakeEcs ecs = FakeEcs.start(FakeEcsConfig.threeInstances().toBuilder()
                        .runtime(ScriptedRuntime.following(launch -> Script.exits(0, Duration.ofMillis(200))))
                        .build());
                OpenBackend open = new OpenBackend(
                                ecs, Map.of(EcsSettings.POLL_BUSY, "1s", EcsSettings.POLL_IDLE, "5s"))
                        .started()) {
            List<Launch> launches = IntStream.range(0, 50)
                    .mapToObj(i -> OpenBackend.shell(open.agent(i % 3), "task-" + i, "sleep 0.2"))
                    .toList();
            launches.forEach(launch -> open.backend.launcher().launch(launch));
            for (Launch launch : launches) {
                assertThat(open.awaitEnd(launch).ending()).isEqualTo(Ending.EXITED);
            }
            Map<String, Long> counts = open.backend.callCounts();
            assertThat(counts).containsEntry("RunTask", 50L).containsEntry("RegisterTaskDefinition", 1L);
            assertThat(counts.values().stream().mapToLong(Long::longValue).sum())
                    .isLessThan(90);
            assertThat(ecs.tasks()).hasSize(50);
        }
    }

    private static final String UNKNOWN = "Words that nobody has seen before.";

    @Test
    void registration_that_others_contend_for_is_looked_for_and_made_again() throws Exception {
        try (FakeEcs ecs = fake();
                OpenBackend open = new OpenBackend(ecs).started()) {
            ecs.injectNext("RegisterTaskDefinition", 3, Fault.concurrentRegistration());
            open.launched(OpenBackend.shell(open.agent(0), "t1", "sleep 9"));
            assertThat(ecs.callCount("RegisterTaskDefinition")).isEqualTo(4);
            assertThat(ecs.callCount("DescribeTaskDefinition"))
                    .as("looked for before each try")
                    .isEqualTo(4);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run-task RegisterTaskDefinition",
                "run-task DescribeTaskDefinition",
                "run-task RunTask",
                "start-task StartTask"
            })
    void refusal_in_unknown_words_is_tried_three_times_before_it_is_final(String modeAndOperation) throws Exception {
        String[] words = modeAndOperation.split(" ", 2);
        Fault fault = Fault.refuse("ClientException", 400, UNKNOWN);
        try (FakeEcs ecs = fake();
                OpenBackend open = new OpenBackend(ecs, Map.of(EcsSettings.LAUNCH, words[0])).started()) {
            ecs.injectNext(words[1], 2, fault);
            open.launched(OpenBackend.shell(open.agent(0), "passes", "sleep 9"));
            assertThat(ecs.callCount(words[1])).isEqualTo(3);
            if (!words[1].startsWith("Describe")) {
                ecs.injectNext(words[1], 3, fault);
                LaunchOutcome outcome = open.launch(OpenBackend.launchOf(
                        open.agent(0),
                        "lasts",
                        new TaskSpec(
                                "lasts",
                                Command.ofShell("true"),
                                new Container(
                                        Optional.of("other:1"),
                                        Optional.empty(),
                                        List.of(),
                                        List.of(),
                                        List.of(),
                                        false,
                                        false),
                                new TreeMap<>(),
                                Optional.empty(),
                                Optional.empty()),
                        128,
                        64));
                assertThat(outcome).isInstanceOfSatisfying(LaunchOutcome.Refused.class, refused -> {
                    assertThat(refused.refusal()).isEqualTo(Refusal.INVALID);
                    assertThat(refused.message()).contains(UNKNOWN);
                });
                assertThat(ecs.callCount(words[1])).isEqualTo(6);
            }
        }
    }

    @Test
    void stop_that_is_refused_in_unknown_words_is_tried_again() throws Exception {
        try (FakeEcs ecs = fake();
                OpenBackend open = new OpenBackend(ecs).started()) {
            Launch launch = OpenBackend.shell(open.agent(0), "t1", "sleep 9");
            open.launched(launch);
            open.await(launch.task().launch(), TaskPhase.Running.class);
            ecs.injectNext("StopTask", 2, Fault.refuse("ClientException", 400, UNKNOWN));
            open.backend
                    .launcher()
                    .stop(launch.task().framework(), launch.task().launch(), "test");
            assertThat(open.awaitEnd(launch).ending()).isEqualTo(Ending.STOPPED);
            assertThat(ecs.callCount("StopTask")).isEqualTo(3);
        }
    }

    @Test
    void refusal_that_the_table_knows_is_final_at_once_and_the_setting_extends_the_table() throws Exception {
        try (FakeEcs ecs = fake();
                OpenBackend open = new OpenBackend(
                                ecs, Map.of(EcsSettings.ECS_FAILURES, "contended ClientException 400 nobody has seen"))
                        .started()) {
            ecs.injectNext("RegisterTaskDefinition", 1, Fault.refuse("ClientException", 400, "Role is not valid"));
            Launch launch = OpenBackend.shell(open.agent(0), "t1", "sleep 9");
            assertThat(open.launch(launch)).isInstanceOf(LaunchOutcome.Refused.class);
            assertThat(ecs.callCount("RegisterTaskDefinition")).isEqualTo(1);
            ecs.injectNext("RegisterTaskDefinition", 5, Fault.refuse("ClientException", 400, UNKNOWN));
            open.launched(OpenBackend.shell(open.agent(0), "t2", "sleep 9"));
            assertThat(ecs.callCount("RegisterTaskDefinition")).isEqualTo(7);
        }
    }
}
