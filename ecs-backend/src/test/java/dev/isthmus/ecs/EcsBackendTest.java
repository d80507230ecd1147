package dev.isthmus.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The main paths, over the wire. */
@Timeout(60)
class EcsBackendTest {

    private final ScriptedRuntime containers = ScriptedRuntime.running();

    private FakeEcs fake() {
        return OpenBackend.smallCluster(containers);
    }

    @Test
    void tells_of_every_agent_and_then_that_it_is_complete() throws Exception {
        try (FakeEcs ecs = fake();
                OpenBackend open = new OpenBackend(ecs)) {
            open.backend.offers().start(open.inventory::add);
            List<Agent> agents = open.awaitComplete();

            assertThat(agents).hasSize(2);
            Agent agent = agents.get(0);
            assertThat(agent.state()).isEqualTo(AgentState.READY);
            assertThat(agent.total().amount(ResourceName.ECS_CPU)).isEqualTo(Amount.of(1024));
            assertThat(agent.free().amount(ResourceName.ECS_MEMORY)).isEqualTo(Amount.of(2048));
            assertThat(agent.free().ports(ResourceName.ECS_PORTS).contains(22)).isFalse();
            assertThat(agent.free().ports(ResourceName.ECS_PORTS).contains(31000))
                    .isTrue();
            assertThat(agent.free().ports(ResourceName.ECS_PORTS_UDP).contains(22))
                    .isTrue();
            assertThat(agents)
                    .extracting(seen -> seen.zone().orElse(""))
                    .containsExactlyInAnyOrder("us-east-1a", "us-east-1b");
            assertThat(agent.id().value()).doesNotContain("/");
            assertThat(agent.address().hostname()).startsWith("i-");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"run-task", "start-task"})
    void launches_observes_and_tells_the_exit_code(String mode) throws Exception {
        try (FakeEcs ecs = fake();
                OpenBackend open = new OpenBackend(ecs, Map.of(EcsSettings.LAUNCH, mode)).started()) {
            Launch launch = OpenBackend.shell(open.agent(1), "ct:1795340819013:0:noshell:-n hi", "echo hi");
            LaunchOutcome.Launched launched = open.launched(launch);
            open.await(launch.task().launch(), TaskPhase.Running.class);
            containers.exits(launched.backendId(), 3);
            TaskPhase.Ended ended = open.awaitEnd(launch);

            assertThat(ended.ending()).isEqualTo(Ending.EXITED);
            assertThat(ended.exitCode()).isEqualTo(OptionalInt.of(3));
            assertThat(ended.ran()).isTrue();
            assertThat(open.phasesOf(launch))
                    .containsSubsequence("Starting", "Running", "Ended")
                    .doesNotHaveDuplicates();
            assertThat(ecs.callCount(mode.equals("run-task") ? "RunTask" : "StartTask"))
                    .isEqualTo(1);
            assertThat(ecs.tasks()).hasSize(1);
            assertThat(ecs.tasks().get(0).containerInstanceArn())
                    .endsWith(open.agent(1).value());
            assertThat(containers.launches().get(0).command()).endsWith("echo hi");
            assertThat(open.told.get(0).task()).isEqualTo(launch.task());
        }
    }

    @Test
    void what_a_launch_holds_is_listed_together_with_what_it_takes() throws Exception {
        try (FakeEcs ecs = fake();
                OpenBackend open = new OpenBackend(ecs).started()) {
            Launch launch = OpenBackend.shell(open.agent(0), "t1", "sleep 9");
            String arn = open.launched(launch).backendId();
            Agent held = open.awaitInventory(
                            InventoryEvent.AgentSeen.class,
                            seen -> !seen.agent().holdings().isEmpty())
                    .agent();
            assertThat(held.id()).isEqualTo(open.agent(0));
            assertThat(held.holdings().get(0).launch()).isEqualTo(launch.task().launch());
            assertThat(held.holdings().get(0).demand()).isEqualTo(launch.task().demand());
            assertThat(held.free().amount(ResourceName.ECS_CPU)).isEqualTo(Amount.of(1024 - 128));
            assertThat(held.free().amount(ResourceName.ECS_MEMORY)).isEqualTo(Amount.of(2048 - 64));

            containers.exits(arn, 0);
            Agent free = open.awaitInventory(
                            InventoryEvent.AgentSeen.class,
                            seen -> seen.agent().holdings().isEmpty())
                    .agent();
            assertThat(free.free().amount(ResourceName.ECS_CPU)).isEqualTo(Amount.of(1024));
        }
    }

    @Test
    void stops_a_task_and_knows_its_own_stop_again() throws Exception {
        try (FakeEcs ecs = fake();
                OpenBackend open = new OpenBackend(ecs).started()) {
            Launch launch = OpenBackend.shell(open.agent(0), "t1", "sleep 9");
            open.launched(launch);
            open.await(launch.task().launch(), TaskPhase.Running.class);
            StopOutcome outcome = open.backend
                    .launcher()
                    .stop(launch.task().framework(), launch.task().launch(), "the framework asked")
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);
            assertThat(outcome).isInstanceOf(StopOutcome.Accepted.class);
            assertThat(open.awaitEnd(launch).ending()).isEqualTo(Ending.STOPPED);
            assertThat(ecs.tasks().get(0).stoppedReason()).isEqualTo("Isthmus: the framework asked");
        }
    }

    @Test
    void task_stopped_by_others_is_told_apart() throws Exception {
        try (FakeEcs ecs = fake();
                OpenBackend open = new OpenBackend(ecs).started()) {
            Launch launch = OpenBackend.shell(open.agent(0), "t1", "sleep 9");
            String arn = open.launched(launch).backendId();
            open.await(launch.task().launch(), TaskPhase.Running.class);
            ecs.stopTaskFromOutside(arn, "by hand");
            assertThat(open.awaitEnd(launch).ending()).isEqualTo(Ending.STOPPED_BY_OTHERS);
        }
    }

    @Test
    void new_backend_takes_up_live_and_ended_tasks() throws Exception {
        try (FakeEcs ecs = fake()) {
            Launch live;
            Launch dead;
            try (OpenBackend first = new OpenBackend(ecs).started()) {
                live = OpenBackend.shell(first.agent(0), "live", "sleep 9");
                dead = OpenBackend.shell(first.agent(1), "dead", "sleep 9");
                first.launched(live);
                String arn = first.launched(dead).backendId();
                first.await(live.task().launch(), TaskPhase.Running.class);
                first.await(dead.task().launch(), TaskPhase.Running.class);
                first.shut();
                containers.exits(arn, 7);
            }
            try (OpenBackend second = new OpenBackend(ecs).started()) {
                List<TaskEvent> recovered = List.copyOf(second.events);
                assertThat(recovered).hasSize(2);
                assertThat(recovered).extracting(TaskEvent::task).containsExactlyInAnyOrder(live.task(), dead.task());
                assertThat(recovered)
                        .anySatisfy(event -> assertThat(event.phase()).isInstanceOf(TaskPhase.Running.class));
                assertThat(recovered)
                        .anySatisfy(event -> assertThat(event.phase())
                                .isInstanceOfSatisfying(
                                        TaskPhase.Ended.class,
                                        ended -> assertThat(ended.exitCode()).isEqualTo(OptionalInt.of(7))));
                assertThat(second.backend
                                .launcher()
                                .list(OpenBackend.FRAMEWORK)
                                .toCompletableFuture()
                                .get(20, TimeUnit.SECONDS))
                        .hasSize(2);
                assertThat(second.launch(live))
                        .as("asked again, started once")
                        .isInstanceOf(LaunchOutcome.Launched.class);
                assertThat(ecs.tasks()).hasSize(2);
            }
        }
    }

    @Test
    void draining_disconnected_and_gone_agents_are_told() throws Exception {
        try (FakeEcs ecs = fake();
                OpenBackend open = new OpenBackend(ecs).started()) {
            String arn = ecs.instances().get(0).containerInstanceArn();
            String id = arn.substring(arn.lastIndexOf('/') + 1);
            ecs.drain(arn);
            open.awaitInventory(
                    InventoryEvent.AgentSeen.class,
                    seen -> seen.agent().id().value().equals(id) && seen.agent().state() == AgentState.DRAINING);
            ecs.activate(arn);
            ecs.disconnectAgent(arn);
            open.awaitInventory(
                    InventoryEvent.AgentSeen.class,
                    seen -> seen.agent().id().value().equals(id) && seen.agent().state() == AgentState.DISCONNECTED);
            ecs.deregister(arn);
            InventoryEvent.AgentGone gone = open.awaitInventory(InventoryEvent.AgentGone.class, event -> true);
            assertThat(gone.agent().value()).isEqualTo(id);
            assertThat(gone.reason()).contains("INACTIVE");
        }
    }
}
