package dev.isthmus.testkit.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.backend.BackendProvider;
import dev.isthmus.api.failure.BackendFailure;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.PortRanges;
import dev.isthmus.api.resource.Quantity;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.task.Command;
import dev.isthmus.api.task.Container;
import dev.isthmus.api.task.HealthCheck;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;

/** The generators reach the edges: in two thousand values of a fixed seed each of them occurs, without jqwik's own edge cases. */
class EdgesProperties {

    private static final int SAMPLES = 2_000;
    private static final long SEED = 42;

    private static <T> List<T> sample(Arbitrary<T> arbitrary) {
        return arbitrary.generator(1000, false).stream(new Random(SEED))
                .limit(SAMPLES)
                .map(shrinkable -> shrinkable.value())
                .collect(Collectors.toList());
    }

    @SafeVarargs
    private static <T> void requireAll(Arbitrary<T> arbitrary, Predicate<? super T>... edges) {
        List<T> sample = sample(arbitrary);
        for (int i = 0; i < edges.length; i++) {
            assertThat(sample).as("edge " + i).anyMatch(edges[i]);
        }
    }

    @Example
    void amounts() {
        requireAll(
                ResourceArbitraries.amounts(),
                Amount.ZERO::equals,
                Amount.ofThousandths(1)::equals,
                Amount.of(1)::equals,
                Amount.MAX::equals,
                amount -> amount.thousandths() % 1000 != 0);
        requireAll(
                ResourceArbitraries.wholeAmounts(), Amount::isZero, amount -> amount.wholeDown() > Integer.MAX_VALUE);
        requireAll(ResourceArbitraries.units(4096), Amount.ZERO::equals, Amount.of(1)::equals, Amount.of(4096)::equals);
    }

    @Example
    void ports() {
        requireAll(
                ResourceArbitraries.portRanges(),
                PortRanges.NONE::equals,
                PortRanges.ALL::equals,
                ports -> ports.count() == 1,
                ports -> ports.contains(65_535) && ports.count() < 65_536,
                ports -> ports.ranges().size() > 1);
        requireAll(
                ResourceArbitraries.portsOf(PortRanges.of(31000, 31040)),
                PortRanges.NONE::equals,
                PortRanges.of(31000, 31000)::equals,
                ports -> ports.count() > 30);
        requireAll(
                ResourceArbitraries.freePorts(PortRanges.of(31000, 31040)),
                PortRanges.NONE::equals,
                PortRanges.ALL::equals,
                ports -> !ports.contains(22));
    }

    @Example
    void sets_and_quantities_of_every_type() {
        requireAll(
                ResourceArbitraries.items(),
                items -> items.isZero(),
                items -> items.names().size() > 8);
        requireAll(
                ResourceArbitraries.quantities(),
                quantity -> quantity.type().equals("scalar"),
                quantity -> quantity.type().equals("ranges"),
                quantity -> quantity.type().equals("set"),
                Quantity::isZero);
        requireAll(
                ResourceArbitraries.resources(Dialect.ECS, List.of(ResourceName.ECS_CPU, ResourceName.ECS_GPU)),
                resources -> resources.isEmpty(),
                resources -> resources.quantities().size() == 2);
        requireAll(ResourceArbitraries.weights(5), weights -> weights.size() == 1, weights -> weights.size() == 5);
    }

    @Example
    void ids() {
        requireAll(
                IdentityArbitraries.texts(),
                text -> text.length() == 1,
                text -> text.length() == 255,
                text -> text.length() > 255,
                text -> text.contains("/"),
                text -> text.contains("\n"),
                text -> text.codePoints().anyMatch(point -> point > 0xffff));
        requireAll(IdentityArbitraries.taskIds(), id -> id.value().length() > 255);
        requireAll(IdentityArbitraries.frameworkIds(), id -> id.value().equals(" "));
        requireAll(
                IdentityArbitraries.agentIds(),
                id -> id.value().matches("[0-9a-f]{32}"),
                id -> id.value().length() == 1);
        requireAll(
                IdentityArbitraries.launchIds(),
                new LaunchId("0".repeat(32))::equals,
                new LaunchId("f".repeat(32))::equals);
    }

    @Example
    void agents() {
        requireAll(
                InventoryArbitraries.agents(),
                agent -> agent.total().isEmpty(),
                agent -> agent.free().isEmpty() && !agent.total().isEmpty(),
                agent -> agent.free().equals(agent.total()) && !agent.total().isEmpty(),
                agent -> agent.total().amount(ResourceName.ECS_CPU).equals(Amount.of(1)),
                agent -> agent.total().amount(ResourceName.ECS_CPU).equals(Amount.of(Integer.MAX_VALUE)),
                agent -> agent.state() == AgentState.DRAINING,
                agent -> agent.state() == AgentState.DISCONNECTED,
                agent -> agent.holdings().size() == 4,
                agent -> agent.zone().isEmpty());
        requireAll(
                InventoryArbitraries.freeOf(
                        sample(InventoryArbitraries.totals()).get(3)),
                free -> free.isEmpty(),
                free -> !free.isEmpty());
        requireAll(
                InventoryArbitraries.demands(),
                demand -> demand.isEmpty(),
                demand -> demand.quantities().size() == 3);
        requireAll(InventoryArbitraries.holdings(), holding -> holding.demand().isEmpty());
    }

    @Example
    void inventories() {
        requireAll(
                InventoryArbitraries.inventories(),
                told -> told.equals(List.of(new InventoryEvent.Complete())),
                told -> told.get(0) instanceof InventoryEvent.ContactLost,
                told -> told.stream().anyMatch(InventoryEvent.AgentGone.class::isInstance),
                told -> told.stream()
                                .filter(InventoryEvent.Complete.class::isInstance)
                                .count()
                        > 2);
    }

    @Example
    void specs() {
        requireAll(
                LaunchArbitraries.commands(),
                Command::shell,
                command -> command.value().isEmpty(),
                command -> command.arguments().contains(""));
        requireAll(
                LaunchArbitraries.containers(),
                Container.NONE::equals,
                container -> container.portMappings().stream().anyMatch(mapping -> mapping.hostPort() == 0),
                container -> container.portMappings().stream().anyMatch(mapping -> mapping.containerPort() == 65_535),
                Container::privileged);
        requireAll(
                LaunchArbitraries.healthChecks(),
                check -> check.probe() instanceof HealthCheck.Probe.ByTcp,
                check -> check.interval().isZero(),
                check -> check.consecutiveFailures() == Integer.MAX_VALUE);
        requireAll(
                LaunchArbitraries.specs(),
                spec -> spec.name().isEmpty(),
                spec -> spec.healthCheck().isPresent());
    }

    @Example
    void launches() {
        requireAll(LaunchArbitraries.launchedTasks(), task -> task.demand().isEmpty());
        requireAll(
                LaunchArbitraries.taken(),
                taken -> taken.accounted().isEmpty(),
                taken -> !taken.limits().isEmpty(),
                taken -> !taken.accounted().ports(ResourceName.ECS_PORTS).isZero());
        requireAll(
                LaunchArbitraries.launches(), launch -> launch.frameworkName().isEmpty());
        for (LaunchOutcome.Refusal refusal : LaunchOutcome.Refusal.values()) {
            requireAll(
                    LaunchArbitraries.outcomes(),
                    outcome -> outcome instanceof LaunchOutcome.Refused refused && refused.refusal() == refusal);
        }
        requireAll(
                LaunchArbitraries.outcomes(),
                LaunchOutcome.Launched.class::isInstance,
                LaunchOutcome.Unknown.class::isInstance);
    }

    @Example
    void lives_of_tasks() {
        for (Ending ending : Ending.values()) {
            requireAll(TaskLifeArbitraries.endings(), ended -> ended.ending() == ending);
        }
        requireAll(
                TaskLifeArbitraries.endings(),
                ended -> ended.exitCode().equals(OptionalInt.of(0)),
                ended -> ended.exitCode().equals(OptionalInt.of(255)),
                ended -> ended.ending() == Ending.EXITED && ended.exitCode().isEmpty());
        requireAll(
                TaskLifeArbitraries.lives(),
                life -> life.size() == 1 && life.get(0).phase() instanceof TaskPhase.Ended,
                life -> life.size() > 5,
                life -> !(last(life).phase() instanceof TaskPhase.Ended),
                life -> life.size() > 1 && life.get(0).at().equals(last(life).at()));
    }

    private static TaskEvent last(List<TaskEvent> life) {
        return life.get(life.size() - 1);
    }

    @Example
    void settings_and_failures() {
        requireAll(
                SettingsArbitraries.settings(),
                settings -> settings.unknown(List.of()).isEmpty(),
                settings -> settings.unknown(List.of()).stream()
                        .anyMatch(unknown -> unknown.name().equals("ISTHMUS_MISSPELT")));
        requireAll(
                SettingsArbitraries.of(BackendProvider.BACKEND, "memory"),
                settings -> settings.isSet(BackendProvider.BACKEND),
                settings -> !settings.isSet(BackendProvider.BACKEND));
        assertThat(sample(SettingsArbitraries.defaults(List.of(BackendProvider.BACKEND))))
                .allMatch(settings -> settings.get(BackendProvider.BACKEND).isEmpty());
        for (BackendFailure.Category category : BackendFailure.Category.values()) {
            requireAll(FailureArbitraries.failures(), failure -> failure.category() == category);
        }
    }

    @Example
    void one_seed_makes_one_sample() {
        assertThat(sample(InventoryArbitraries.agents())).isEqualTo(sample(InventoryArbitraries.agents()));
    }
}
