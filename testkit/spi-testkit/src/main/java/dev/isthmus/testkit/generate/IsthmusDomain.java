package dev.isthmus.testkit.generate;

import dev.isthmus.api.failure.BackendFailure;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.Holding;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Items;
import dev.isthmus.api.resource.PortRanges;
import dev.isthmus.api.resource.Quantity;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.task.Command;
import dev.isthmus.api.task.Container;
import dev.isthmus.api.task.HealthCheck;
import dev.isthmus.api.task.TaskSpec;
import dev.isthmus.api.translation.Taken;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/**
 * Makes the values of the API parameters of properties: with {@code @Domain(IsthmusDomain.class)} on a class or a method, {@code @ForAll Agent}
 * is an agent of {@link InventoryArbitraries#agents()}, {@code @ForAll List<InventoryEvent>} a whole inventory, {@code @ForAll List<TaskEvent>}
 * the life of a task. Add {@code @Domain(DomainContext.Global.class)} where other types are wanted too.
 *
 * <p>The generators see to the edges themselves: give a property that needs many values {@code edgeCases = EdgeCasesMode.NONE}, since jqwik's own
 * combinations of edge cases take long for values with so many parts.
 */
public final class IsthmusDomain extends DomainContextBase {

    /** Made by jqwik. */
    public IsthmusDomain() {}

    @Provide
    Arbitrary<Amount> amounts() {
        return ResourceArbitraries.amounts();
    }

    @Provide
    Arbitrary<PortRanges> portRanges() {
        return ResourceArbitraries.portRanges();
    }

    @Provide
    Arbitrary<Items> items() {
        return ResourceArbitraries.items();
    }

    @Provide
    Arbitrary<Quantity> quantities() {
        return ResourceArbitraries.quantities();
    }

    @Provide
    Arbitrary<Resources> resources() {
        return InventoryArbitraries.totals().withoutEdgeCases();
    }

    @Provide
    Arbitrary<TaskId> taskIds() {
        return IdentityArbitraries.taskIds();
    }

    @Provide
    Arbitrary<FrameworkId> frameworkIds() {
        return IdentityArbitraries.frameworkIds();
    }

    @Provide
    Arbitrary<AgentId> agentIds() {
        return IdentityArbitraries.agentIds();
    }

    @Provide
    Arbitrary<LaunchId> launchIds() {
        return IdentityArbitraries.launchIds();
    }

    @Provide
    Arbitrary<Agent> agents() {
        return InventoryArbitraries.agents().withoutEdgeCases();
    }

    @Provide
    Arbitrary<Holding> holdings() {
        return InventoryArbitraries.holdings().withoutEdgeCases();
    }

    @Provide
    Arbitrary<List<InventoryEvent>> inventories() {
        return InventoryArbitraries.inventories().withoutEdgeCases();
    }

    @Provide
    Arbitrary<Command> commands() {
        return LaunchArbitraries.commands().withoutEdgeCases();
    }

    @Provide
    Arbitrary<Container> containers() {
        return LaunchArbitraries.containers().withoutEdgeCases();
    }

    @Provide
    Arbitrary<HealthCheck> healthChecks() {
        return LaunchArbitraries.healthChecks().withoutEdgeCases();
    }

    @Provide
    Arbitrary<TaskSpec> specs() {
        return LaunchArbitraries.specs().withoutEdgeCases();
    }

    @Provide
    Arbitrary<LaunchedTask> launchedTasks() {
        return LaunchArbitraries.launchedTasks().withoutEdgeCases();
    }

    @Provide
    Arbitrary<Taken> taken() {
        return LaunchArbitraries.taken().withoutEdgeCases();
    }

    @Provide
    Arbitrary<Launch> launches() {
        return LaunchArbitraries.launches().withoutEdgeCases();
    }

    @Provide
    Arbitrary<LaunchOutcome> outcomes() {
        return LaunchArbitraries.outcomes().withoutEdgeCases();
    }

    @Provide
    Arbitrary<TaskPhase.Ended> endings() {
        return TaskLifeArbitraries.endings().withoutEdgeCases();
    }

    @Provide
    Arbitrary<List<TaskEvent>> lives() {
        return TaskLifeArbitraries.lives().withoutEdgeCases();
    }

    @Provide
    Arbitrary<Settings> settings() {
        return SettingsArbitraries.settings().withoutEdgeCases();
    }

    @Provide
    Arbitrary<BackendFailure> failures() {
        return FailureArbitraries.failures().withoutEdgeCases();
    }
}
