package dev.isthmus.ecs.wire.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.discovery.ProviderSource;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.resource.ResourcesText;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.task.Command;
import dev.isthmus.api.task.TaskSpec;
import dev.isthmus.api.translation.ScalarTranslator;
import dev.isthmus.api.translation.SetTranslator;
import dev.isthmus.api.translation.Taken;
import dev.isthmus.api.translation.Translation;
import dev.isthmus.api.translation.TranslationContext;
import dev.isthmus.api.translation.TranslatorTable;
import dev.isthmus.ecs.OpenBackend;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;

/** Resources under names that ECS lists and does not know: offered, launched, and counted by the demands that tasks carry. */
@Timeout(60)
class EcsCustomResourcesTest {

    private static final TranslationContext CONTEXT = TranslationContext.of(Settings.none());

    private static final TranslatorTable TABLE = TranslatorTable.load(
            ProviderSource.of(new Cpus(), new Mem(), new Bandwidth(), new Neurons()), Dialect.ECS, Settings.none());

    private static final class Cpus extends ScalarTranslator {
        Cpus() {
            super("cpus", ResourceName.CPUS, ResourceName.ECS_CPU, 1024);
        }
    }

    private static final class Mem extends ScalarTranslator {
        Mem() {
            super("mem", ResourceName.MEM, ResourceName.ECS_MEMORY, 1);
        }
    }

    private static final class Bandwidth extends ScalarTranslator {
        Bandwidth() {
            super("bandwidth", new ResourceName("network_bandwidth"), new ResourceName("NETWORK_BANDWIDTH"), 1000);
        }
    }

    private static final class Neurons extends SetTranslator {
        Neurons() {
            super("neurons", new ResourceName("neuron"), new ResourceName("NEURON"));
        }
    }

    private static FakeEcs cluster() {
        FakeEcs ecs = FakeEcs.start(
                FakeEcsConfig.builder().runtime(ScriptedRuntime.running()).build());
        ecs.addInstance(InstanceSpec.of(1024, 2048)
                .withResource("NETWORK_BANDWIDTH", 10_000)
                .withResource("NEURON", Set.of("n0", "n1")));
        return ecs;
    }

    private static Resources offered(Agent agent) {
        TranslatorTable.Offered offered = TABLE.offerable(agent, List.of(), CONTEXT);
        assertThat(offered.refusals()).isEmpty();
        return offered.resources();
    }

    private static Launch launch(AgentId agent, String id, String text) {
        Resources demand = ResourcesText.parse(Dialect.MESOS, text);
        LaunchedTask plain = OpenBackend.task(agent, id);
        Taken taken = ((Translation.Translated<Taken>) TABLE.take(demand, CONTEXT)).value();
        return new Launch(
                new LaunchedTask(plain.launch(), plain.framework(), plain.task(), agent, demand),
                "tests",
                taken,
                TaskSpec.of(id, Command.ofShell("sleep 1000")));
    }

    @Test
    void what_is_offered_of_them_is_launched_and_held_until_the_task_ends() throws Exception {
        try (FakeEcs ecs = cluster();
                OpenBackend first = new OpenBackend(ecs).started();
                OpenBackend second = new OpenBackend(ecs).started()) {
            assertThat(offered(first.agents().get(0)))
                    .hasToString("cpus:1; mem:2048; network_bandwidth:10; neuron:{n0, n1}");

            String demand = "cpus:0.5; mem:64; network_bandwidth:2.5; neuron:{n1}";
            assertThat(first.launch(launch(first.agent(0), "t", demand))).isInstanceOf(LaunchOutcome.Launched.class);

            for (OpenBackend driver : List.of(first, second)) {
                Agent seen = driver.awaitInventory(
                                InventoryEvent.AgentSeen.class,
                                event -> !event.agent().holdings().isEmpty())
                        .agent();
                assertThat(offered(seen)).hasToString("cpus:0.5; mem:1984; network_bandwidth:7.5; neuron:{n0}");
            }
            ContainerOverride override =
                    ecs.tasks().get(0).overrides().containerOverrides().get(0);
            assertThat(override.environment())
                    .as("how the task learns what it was given")
                    .contains(KeyValuePair.builder()
                            .name("ISTHMUS_DEMAND")
                            .value(demand)
                            .build());

            ecs.stopTaskFromOutside(ecs.tasks().get(0).taskArn(), "enough");
            Agent after = first.awaitInventory(
                            InventoryEvent.AgentSeen.class,
                            event -> event.agent().holdings().isEmpty())
                    .agent();
            assertThat(offered(after)).hasToString("cpus:1; mem:2048; network_bandwidth:10; neuron:{n0, n1}");
        }
    }
}
