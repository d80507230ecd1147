package dev.isthmus.testkit.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.api.backend.BackendContext;
import dev.isthmus.api.failure.BackendFailure;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.launch.GroupLaunch;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskLauncher;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.ResourcesText;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.task.Command;
import dev.isthmus.api.task.TaskSpec;
import dev.isthmus.api.translation.Taken;
import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemoryBackendTest {

    private static final FrameworkId FRAMEWORK = new FrameworkId("f");
    private static final AgentId AGENT = new AgentId("a1");

    private final ManualClock clock = new ManualClock();
    private final MemoryBackend backend = new MemoryBackend(clock, clock.scheduler());
    private final List<InventoryEvent> inventory = new ArrayList<>();
    private final List<String> tasks = new ArrayList<>();

    private static Agent agent() {
        return Agent.builder(AGENT, ResourcesText.parse(Dialect.ECS, "CPU:1024; MEMORY:1024"))
                .build();
    }

    private static LaunchedTask task(String id) {
        TaskId task = new TaskId(id);
        return new LaunchedTask(
                LaunchId.of(FRAMEWORK, task, "offer"),
                FRAMEWORK,
                task,
                AGENT,
                ResourcesText.parse(Dialect.MESOS, "cpus:0.5"));
    }

    private static Launch launch(String id) {
        return new Launch(
                task(id),
                "framework",
                Taken.of(ResourcesText.parse(Dialect.ECS, "CPU:512")),
                TaskSpec.of(id, Command.ofShell("true")));
    }

    private void start() {
        backend.launcher().watch(FRAMEWORK, new TaskLauncher.Listener() {
            @Override
            public void taskChanged(TaskEvent event) {
                tasks.add(event.task().task() + " " + event.phase().getClass().getSimpleName());
            }

            @Override
            public void recovered() {
                tasks.add("recovered");
            }
        });
        backend.offers().start(inventory::add);
        settle();
    }

    private void settle() {
        clock.advance(Duration.ZERO);
    }

    private LaunchOutcome launched(String id) {
        return backend.launcher().launch(launch(id)).toCompletableFuture().join();
    }

    private Agent lastSeen() {
        settle();
        return ((InventoryEvent.AgentSeen) inventory.get(inventory.size() - 1)).agent();
    }

    @Test
    void the_inventory_is_told_then_complete() {
        backend.putAgent(agent());
        start();
        assertThat(inventory).containsExactly(new InventoryEvent.AgentSeen(agent()), new InventoryEvent.Complete());
        assertThat(tasks).containsExactly("recovered");
    }

    @Test
    void nothing_is_told_within_a_call() {
        start();
        inventory.clear();
        backend.putAgent(agent());
        assertThat(inventory).isEmpty();
        settle();
        assertThat(inventory).hasSize(1);
    }

    @Test
    void a_launch_takes_and_an_end_gives_back() {
        backend.putAgent(agent());
        start();
        assertThat(launched("t")).isInstanceOf(LaunchOutcome.Launched.class);
        assertThat(lastSeen().free().amount(ResourceName.ECS_CPU)).isEqualTo(Amount.of(512));
        assertThat(lastSeen().holdings()).hasSize(1);
        backend.running(task("t"));
        backend.exit(task("t"), 0);
        assertThat(lastSeen().free().amount(ResourceName.ECS_CPU)).isEqualTo(Amount.of(1024));
        assertThat(tasks).containsExactly("recovered", "t Running", "t Ended");
        // An end is told once, last.
        backend.running(task("t"));
        settle();
        assertThat(tasks).hasSize(3);
    }

    @Test
    void launching_twice_with_one_id_starts_one_task() {
        backend.putAgent(agent());
        start();
        assertThat(launched("t")).isEqualTo(launched("t"));
        assertThat(backend.launches()).hasSize(1);
    }

    @Test
    void tasks_run_by_themselves_on_the_clock() {
        backend.runTasks(Duration.ofSeconds(2), Duration.ofSeconds(3), 0);
        backend.putAgent(agent());
        start();
        launched("t");
        clock.advance(Duration.ofMillis(1999));
        assertThat(tasks).containsExactly("recovered");
        clock.advance(Duration.ofMillis(1));
        assertThat(tasks).containsExactly("recovered", "t Running");
        clock.advance(Duration.ofSeconds(3));
        assertThat(tasks).containsExactly("recovered", "t Running", "t Ended");
    }

    @Test
    void launches_are_answered_as_scripted() {
        backend.putAgent(agent());
        backend.answerLaunches(launch -> new LaunchOutcome.Refused(LaunchOutcome.Refusal.RESOURCES, "full"));
        start();
        assertThat(launched("t")).isEqualTo(new LaunchOutcome.Refused(LaunchOutcome.Refusal.RESOURCES, "full"));
        assertThat(backend.liveTasks()).isEmpty();
    }

    @Test
    void a_stop_ends_a_task_unless_stops_are_ignored() {
        backend.putAgent(agent());
        start();
        launched("t");
        assertThat(stop("t")).isInstanceOf(StopOutcome.Accepted.class);
        settle();
        assertThat(tasks).containsExactly("recovered", "t Ended");
        assertThat(stop("t")).isInstanceOf(StopOutcome.NotFound.class);
        backend.ignoreStops();
        launched("u");
        stop("u");
        settle();
        assertThat(backend.liveTasks()).containsExactly(task("u"));
        assertThat(backend.stops()).containsExactly(task("t"), task("u"));
    }

    private StopOutcome stop(String id) {
        return backend.launcher()
                .stop(FRAMEWORK, task(id).launch(), "test")
                .toCompletableFuture()
                .join();
    }

    @Test
    void contact_is_lost_and_restored() {
        backend.putAgent(agent());
        start();
        inventory.clear();
        BackendFailure failure = new BackendFailure(BackendFailure.Category.TRANSIENT, "down");
        backend.loseContact(failure);
        backend.setState(AGENT, AgentState.DRAINING);
        settle();
        assertThat(inventory).containsExactly(new InventoryEvent.ContactLost(failure));
        backend.restoreContact();
        settle();
        assertThat(inventory).hasSize(3).last().isEqualTo(new InventoryEvent.Complete());
    }

    @Test
    void an_agent_that_is_removed_takes_its_tasks_with_it() {
        backend.putAgent(agent());
        start();
        launched("t");
        backend.removeAgent(AGENT, "terminated");
        settle();
        assertThat(inventory).last().isEqualTo(new InventoryEvent.AgentGone(AGENT, "terminated"));
        assertThat(tasks).last().isEqualTo("t Ended");
        assertThat(launched("u")).isInstanceOf(LaunchOutcome.Refused.class);
        assertThatThrownBy(() -> backend.setState(AGENT, AgentState.READY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a1");
    }

    @Test
    void a_group_outlives_a_task_that_is_done_and_ends_with_one_that_fails() {
        backend.putAgent(agent());
        start();
        backend.launcher().launchGroup(new GroupLaunch(List.of(launch("t"), launch("u"))));
        settle();
        assertThat(lastSeen().free().amount(ResourceName.ECS_CPU)).isEqualTo(Amount.of(0));
        backend.exit(task("t"), 0);
        settle();
        assertThat(backend.liveTasks()).containsExactly(task("u"));

        assertThat(launched("t")).isInstanceOf(LaunchOutcome.Launched.class);
        backend.launcher().launchGroup(new GroupLaunch(List.of(launch("v"))));
        backend.exit(task("u"), 1);
        settle();
        assertThat(backend.liveTasks()).extracting(LaunchedTask::task).containsExactly(new TaskId("v"));
    }

    @Test
    void tasks_of_an_earlier_process_are_told_first() {
        backend.putEarlierTask(task("old"), new TaskPhase.Running(List.of(), Optional.empty()));
        start();
        assertThat(tasks).containsExactly("old Running", "recovered");
    }

    @Test
    void after_close_nothing_is_told_and_nothing_works() {
        start();
        inventory.clear();
        backend.putAgent(agent());
        backend.close();
        backend.close();
        settle();
        assertThat(inventory).isEmpty();
        assertThatThrownBy(() -> launched("t")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void the_provider_is_named_memory_and_prepares_what_it_opens() {
        MemoryBackendProvider provider = new MemoryBackendProvider(opened -> opened.putAgent(agent()));
        assertThat(provider.name()).isEqualTo("memory");
        try (var opened = provider.open(new BackendContext(Settings.none(), clock, clock.scheduler()))) {
            opened.offers().start(inventory::add);
            settle();
            assertThat(inventory).hasSize(2);
        }
    }
}
