package dev.isthmus.ecs.wire.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.Holding;
import dev.isthmus.api.inventory.InventoryEvent.AgentSeen;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.settings.Setting;
import dev.isthmus.ecs.OpenBackend;
import dev.isthmus.ecs.SandboxSettings;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.runtime.ContainerId;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The disk space of a sandbox is taken for as long as ECS keeps it, which is longer than its task. */
@Timeout(60)
class EcsSandboxDiskTest {

    private static final Map<Setting<?>, String> ALWAYS = Map.of(SandboxSettings.SANDBOX, "always");
    private static final Resources DISK = Resources.of(Dialect.MESOS, ResourceName.DISK, Amount.of(10));

    private final ScriptedRuntime containers = ScriptedRuntime.running();

    private static List<Resources> held(Agent agent) {
        return agent.holdings().stream().map(Holding::demand).toList();
    }

    private static Agent awaitHeld(OpenBackend open, Launch launch, List<Resources> held) throws InterruptedException {
        return open.awaitInventory(
                        AgentSeen.class,
                        seen -> seen.agent().id().equals(launch.task().agent())
                                && held(seen.agent()).equals(held))
                .agent();
    }

    private Launch ended(OpenBackend open, FakeEcs ecs) throws Exception {
        Launch launch = OpenBackend.shell(open.agent(0), "t", "run");
        open.launched(launch);
        open.await(launch.task().launch(), TaskPhase.Running.class);
        awaitHeld(open, launch, List.of(launch.task().demand()));
        containers.exits(new ContainerId(ecs.tasks().get(0).taskArn(), "main"), 0);
        open.awaitEnd(launch);
        return launch;
    }

    @Test
    void it_stays_held_after_the_task_and_after_a_restart() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(containers)) {
            Launch launch;
            try (OpenBackend first = new OpenBackend(ecs, ALWAYS).started()) {
                launch = ended(first, ecs);
                assertThat(awaitHeld(first, launch, List.of(DISK)).free().amount(ResourceName.ECS_MEMORY))
                        .as("all else is free again")
                        .isEqualTo(Amount.of(2048));
            }
            try (OpenBackend second = new OpenBackend(ecs, ALWAYS).recovered()) {
                assertThat(second.agents())
                        .filteredOn(agent -> agent.id().equals(launch.task().agent()))
                        .singleElement()
                        .satisfies(agent -> assertThat(held(agent)).containsExactly(DISK));
            }
            try (OpenBackend third = new OpenBackend(ecs, ALWAYS).started()) {
                assertThat(third.agents())
                        .as("seen before the tasks were asked for, or after")
                        .hasSize(2);
                if (third.agents().stream().allMatch(agent -> held(agent).isEmpty())) {
                    awaitHeld(third, launch, List.of(DISK));
                }
            }
        }
    }

    @Test
    void it_is_free_at_once_where_nothing_is_kept_or_there_was_no_sandbox() throws Exception {
        for (Map<Setting<?>, String> settings : List.<Map<Setting<?>, String>>of(
                Map.of(), Map.of(SandboxSettings.SANDBOX, "always", SandboxSettings.SANDBOX_KEPT, "0s"))) {
            try (FakeEcs ecs = OpenBackend.smallCluster(containers);
                    OpenBackend open = new OpenBackend(ecs, settings).started()) {
                awaitHeld(open, ended(open, ecs), List.of());
            }
        }
    }
}
