package dev.isthmus.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.api.backend.BackendContext;
import dev.isthmus.api.backend.Fence;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.inventory.OfferSource;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskLauncher;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.metric.MetricSample;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.task.TaskSpec;
import dev.isthmus.ecs.budget.RaisedQuota;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.Described;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.call.FailureEntry;
import dev.isthmus.ecs.engine.ScriptedEcs;
import dev.isthmus.ecs.host.HostLookup;
import dev.isthmus.ecs.log.CapturedLog;
import dev.isthmus.ecs.sdk.EcsCalls;
import dev.isthmus.ecs.sdk.Target;
import dev.isthmus.ecs.view.TaskView;
import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The shell around the engine: on one scheduler, with one clock, and with listeners that fail. */
class EcsShellTest {

    private final ManualClock clock = new ManualClock();
    private final ScriptedEcs ecs = new ScriptedEcs();
    private final List<EcsCall<?>> begun = new ArrayList<>();
    private final List<InventoryEvent> inventory = new ArrayList<>();
    private final List<TaskEvent> tasks = new ArrayList<>();
    private int recovered;
    private boolean failing;
    private boolean hidden;
    private int places;
    private final EcsBackend backend = open("");

    private EcsBackend open(String raised) {
        return (EcsBackend) new EcsBackendProvider(new InMemory())
                .open(new BackendContext(
                        Settings.builder()
                                .set(EcsSettings.DEFAULT_IMAGE, "busybox:1")
                                .set(EcsSettings.CLUSTER, "c")
                                .set(EcsSettings.ENDPOINT, "http://127.0.0.1:1")
                                .set(RaisedQuota.RAISED, raised)
                                .build(),
                        clock,
                        clock::steady,
                        clock.scheduler(),
                        Fence.NONE));
    }

    /** Reaches the scripted ECS in no time; the answer comes a little later. */
    private final class InMemory implements AwsAccess {

        @Override
        public EcsCalls ecs(BackendContext context, Target target, int most) {
            places = most;
            return new EcsCalls() {
                private boolean closed;

                @Override
                @SuppressWarnings("unchecked") // what is unknown has the type of the call
                public <T> void begin(EcsCall<T> call, Consumer<Answer<T>> then) {
                    if (closed) {
                        return;
                    }
                    begun.add(call);
                    Object result =
                            hidden && call instanceof EcsCall.DescribeTasks asked ? unknown(asked) : call.on(ecs);
                    Answer<T> answer = new Answer.Ok<>((T) result);
                    clock.after(Duration.ofMillis(10), () -> then.accept(answer));
                }

                @Override
                public void close() {
                    closed = true;
                }
            };
        }

        @Override
        public Optional<HostLookup> ec2(BackendContext context, Target target, Consumer<Runnable> steps) {
            return Optional.empty();
        }
    }

    /** What ECS says of tasks that it does not show yet. */
    private static Described<TaskView> unknown(EcsCall.DescribeTasks asked) {
        return new Described<>(
                List.of(),
                asked.arns().stream()
                        .map(arn -> new FailureEntry(arn, "MISSING", ""))
                        .toList());
    }

    private void start() {
        backend.offers().start(new OfferSource.Listener() {
            @Override
            public void inventoryChanged(InventoryEvent event) {
                inventory.add(event);
                if (failing) {
                    throw new IllegalStateException("a listener fails");
                }
            }
        });
        backend.launcher().watch(OpenBackend.FRAMEWORK, new TaskLauncher.Listener() {
            @Override
            public void taskChanged(TaskEvent event) {
                tasks.add(event);
            }

            @Override
            public void recovered() {
                recovered++;
            }
        });
    }

    private static <T> List<T> outcome(CompletionStage<T> stage) {
        List<T> outcomes = new ArrayList<>();
        stage.thenAccept(outcomes::add);
        return outcomes;
    }

    @AfterEach
    void close() {
        backend.close();
    }

    @Test
    void as_many_calls_are_made_at_once_as_a_raised_quota_takes() {
        assertThat(places).isEqualTo(10);
        open("cluster-resource-modify=200/80").close();
        assertThat(places).isEqualTo(22);
    }

    @Test
    void listener_that_fails_harms_neither_the_other_outputs_nor_the_rounds() {
        ecs.addInstance("a");
        ecs.addInstance("b");
        failing = true;
        try (CapturedLog log = CapturedLog.open()) {
            start();
            assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(1))).hasMessage("a listener fails");
            assertThat(inventory).as("all that the step had to tell").hasSize(3);
            assertThat(log.lines())
                    .filteredOn(line -> line.startsWith("ERROR dev.isthmus.ecs.EcsShell"))
                    .hasSize(3)
                    .allMatch(line -> line.contains("a listener fails"));
        }
        failing = false;
        ecs.addInstance("c");
        clock.advance(Duration.ofSeconds(10));
        assertThat(recovered).isOne();
        assertThat(inventory).as("the rounds go on").hasSize(4);
    }

    @Test
    void clock_that_is_set_back_stops_no_timer() {
        ecs.addInstance("a");
        start();
        clock.advance(Duration.ofSeconds(1));
        clock.jump(Duration.ofHours(-1));
        begun.clear();
        ecs.addInstance("b");
        clock.advance(Duration.ofSeconds(30));
        assertThat(begun).filteredOn(EcsCall.ListTasks.class::isInstance).hasSizeBetween(5, 40);
        assertThat(inventory)
                .filteredOn(InventoryEvent.AgentSeen.class::isInstance)
                .hasSize(2);
    }

    @Test
    void what_is_told_has_the_time_that_the_clock_shows_though_it_was_set_back() {
        ecs.addInstance("a");
        start();
        clock.advance(Duration.ofSeconds(1));
        clock.jump(Duration.ofHours(-2));
        Launch launch = OpenBackend.shell(
                ((InventoryEvent.AgentSeen) inventory.get(0)).agent().id(), "t", "true");
        backend.launcher().launch(launch);
        backend.launcher().stop(launch.task().framework(), launch.task().launch(), "x");
        clock.advance(Duration.ofMillis(5));
        assertThat(tasks)
                .singleElement()
                .satisfies(event ->
                        assertThat(event.at()).isBetween(clock.instant().minusSeconds(1), clock.instant()));
    }

    @Test
    void clock_that_is_set_forward_makes_no_storm_of_calls() {
        ecs.addInstance("a");
        start();
        clock.advance(Duration.ofMinutes(2));
        begun.clear();
        clock.jump(Duration.ofHours(1));
        clock.advance(Duration.ofSeconds(30));
        assertThat(begun.size()).isBetween(5, 40);
    }

    @Test
    void clock_that_is_set_forward_fills_no_budget() {
        ecs.addInstance("a");
        start();
        clock.advance(Duration.ofSeconds(1));
        AgentId agent = ((InventoryEvent.AgentSeen) inventory.get(0)).agent().id();
        for (int i = 0; i < 300; i++) {
            backend.launcher().launch(OpenBackend.shell(agent, "t" + i, "true"));
        }
        clock.advance(Duration.ofMillis(500));
        long before = starts();
        assertThat(before).as("the budget is spent").isBetween(10L, 120L);
        clock.jump(Duration.ofHours(2));
        clock.advance(Duration.ofMillis(100));
        assertThat(starts() - before).as("of 40 a second").isBetween(1L, 5L);
    }

    private long starts() {
        return begun.stream().filter(EcsCall.Start.class::isInstance).count();
    }

    @Test
    void clock_that_is_set_forward_loses_no_task_that_ecs_does_not_show_yet() {
        ecs.addInstance("a");
        start();
        clock.advance(Duration.ofSeconds(1));
        backend.launcher()
                .launch(OpenBackend.shell(
                        ((InventoryEvent.AgentSeen) inventory.get(0)).agent().id(), "t", "true"));
        hidden = true;
        clock.advance(Duration.ofSeconds(5));
        clock.jump(Duration.ofHours(2));
        clock.advance(Duration.ofSeconds(5));
        assertThat(begun).filteredOn(EcsCall.DescribeTasks.class::isInstance).hasSizeGreaterThan(5);
        assertThat(tasks).noneMatch(event -> event.phase() instanceof TaskPhase.Ended);
    }

    @Test
    void rounds_are_timed_from_their_first_read_to_the_last_answer() {
        ecs.addInstance("a");
        start();
        clock.advance(Duration.ofMillis(200));
        assertThat(begun)
                .extracting(call -> call.operation().awsName())
                .containsExactly("ListTasks", "ListTasks", "ListContainerInstances", "DescribeContainerInstances");
        assertThat(backend.metrics().stream()
                        .filter(family -> family.name().equals("isthmus_ecs_poll_round_seconds"))
                        .flatMap(family -> family.samples().stream()))
                .as("10 ms each")
                .contains(
                        new MetricSample("_sum", Map.of("reads", "all"), 0.04),
                        new MetricSample("_count", Map.of("reads", "all"), 1));
    }

    @Test
    void requests_that_are_open_at_the_close_are_answered_at_once() {
        ecs.addInstance("a");
        start();
        clock.advance(Duration.ofSeconds(1));
        Launch launch = OpenBackend.launchOf(
                ((InventoryEvent.AgentSeen) inventory.get(0)).agent().id(),
                "t",
                TaskSpec.of("t", dev.isthmus.api.task.Command.ofShell("true")),
                16,
                16);
        List<LaunchOutcome> launched = outcome(backend.launcher().launch(launch));
        List<StopOutcome> stopped = outcome(
                backend.launcher().stop(launch.task().framework(), launch.task().launch(), "x"));
        List<List<TaskEvent>> listed = outcome(backend.launcher().list(OpenBackend.FRAMEWORK));
        backend.close();
        assertThat(launched).singleElement().isInstanceOf(LaunchOutcome.Unknown.class);
        assertThat(stopped).singleElement().isInstanceOf(StopOutcome.Failed.class);
        assertThat(listed).containsExactly(List.of());
        begun.clear();
        clock.advance(Duration.ofMinutes(10));
        assertThat(begun).isEmpty();
        assertThat(tasks).isEmpty();
    }
}
