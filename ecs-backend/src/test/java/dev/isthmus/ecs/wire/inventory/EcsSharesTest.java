package dev.isthmus.ecs.wire.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskLauncher;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.PortRanges;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.task.Command;
import dev.isthmus.api.task.TaskSpec;
import dev.isthmus.api.translation.Taken;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.ecs.OpenBackend;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several drivers on one cluster: each sees what the tasks of the others hold, and uses what it is to use. */
@Timeout(60)
class EcsSharesTest {

    private static final FrameworkId OTHER = new FrameworkId("another-framework");

    private static Launch launch(LaunchedTask task) {
        LaunchedTask holding = new LaunchedTask(
                task.launch(),
                task.framework(),
                task.task(),
                task.agent(),
                task.demand()
                        .with(ResourceName.DISK, Amount.of(512))
                        .with(ResourceName.PORTS, PortRanges.of(31005, 31006)));
        Resources taken = Resources.of(
                Dialect.ECS, Map.of(ResourceName.ECS_CPU, Amount.of(128), ResourceName.ECS_MEMORY, Amount.of(64)));
        return new Launch(holding, "tests", Taken.of(taken), TaskSpec.of("t", Command.ofShell("sleep 1000")));
    }

    private static void startAsAnother(OpenBackend open) {
        open.backend.offers().start(open.inventory::add);
        open.backend.launcher().watch(OTHER, new TaskLauncher.Listener() {
            @Override
            public void taskChanged(TaskEvent event) {
                open.events.add(event);
            }

            @Override
            public void recovered() {
                open.recovered.add(true);
            }
        });
    }

    @Test
    void disk_and_ports_of_the_tasks_of_another_framework_are_held_until_they_end() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(ScriptedRuntime.running());
                OpenBackend first = new OpenBackend(ecs).started();
                OpenBackend second = new OpenBackend(ecs)) {
            startAsAnother(second);
            second.awaitComplete();
            assertThat(second.recovered.poll(OpenBackend.LONG, TimeUnit.SECONDS))
                    .isTrue();
            first.launched(launch(OpenBackend.task(first.agent(0), "t")));

            Agent seen = second.awaitInventory(
                            InventoryEvent.AgentSeen.class,
                            event -> !event.agent().holdings().isEmpty())
                    .agent();
            assertThat(seen.id()).isEqualTo(first.agent(0));
            Resources demand = seen.holdings().get(0).demand();
            assertThat(demand.amount(ResourceName.DISK)).isEqualTo(Amount.of(512));
            assertThat(demand.ports(ResourceName.PORTS)).hasToString("[31005-31006]");
            assertThat(demand.amount(ResourceName.MEM)).isEqualTo(Amount.of(64));
            assertThat(second.events)
                    .as("a task of another framework is none of ours")
                    .isEmpty();

            ecs.stopTaskFromOutside(ecs.tasks().get(0).taskArn(), "enough");
            Agent after = second.awaitInventory(
                            InventoryEvent.AgentSeen.class,
                            event -> event.agent().holdings().isEmpty())
                    .agent();
            assertThat(after.free().amount(ResourceName.ECS_CPU))
                    .isEqualTo(after.total().amount(ResourceName.ECS_CPU));
        }
    }

    @Test
    void only_instances_that_the_filter_lets_pass_are_offered() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(ScriptedRuntime.running())) {
            String mine = ecs.instances().get(1).ec2InstanceId();
            try (OpenBackend open =
                    new OpenBackend(ecs, Map.of(EcsSettings.INSTANCES, "ec2InstanceId == " + mine)).started()) {
                assertThat(open.agent(0).value())
                        .isEqualTo(ecs.instances().get(1).containerInstanceArn().replaceFirst(".*/", ""));
                assertThat(open.agents()).hasSize(1);
            }
        }
    }

    @Test
    void what_is_free_is_no_more_than_the_cap() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(ScriptedRuntime.running());
                OpenBackend open = new OpenBackend(ecs, Map.of(EcsSettings.CAP, "cpus=0.5;mem=100")).started()) {
            assertThat(open.agents().stream()
                            .mapToLong(agent ->
                                    agent.free().amount(ResourceName.ECS_CPU).wholeDown())
                            .sum())
                    .isEqualTo(512);
        }
    }
}
