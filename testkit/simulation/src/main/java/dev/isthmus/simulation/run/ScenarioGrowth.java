package dev.isthmus.simulation.run;

import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.ecs.growth.GrowthProvider;
import dev.isthmus.ecs.growth.GrowthSettings;
import dev.isthmus.ecs.growth.GrowthSlot;
import dev.isthmus.ecs.launch.LaunchMode;
import dev.isthmus.simulation.happening.GrowthHappening;
import dev.isthmus.simulation.observe.Observer;
import dev.isthmus.simulation.slot.SparedByScaleIn;
import dev.isthmus.simulation.time.Draws;
import dev.isthmus.simulation.verdict.Court;
import dev.isthmus.testkit.ecs.cluster.AutoScalingSpec;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;

/** The capacity providers that drivers of a world let grow, if it is set so, and the groups that these scale. */
final class ScenarioGrowth {

    private final List<GrowthProvider> providers;
    private final Draws draws;
    private final boolean startsByProvider;

    /**
     * As it is set.
     *
     * @param draws how the groups are
     */
    ScenarioGrowth(Settings settings, Draws draws) {
        this.providers = settings.get(GrowthSettings.GROWTH);
        this.draws = draws;
        this.startsByProvider = settings.get(EcsSettings.LAUNCH) == LaunchMode.RUN_TASK;
    }

    /** What each provider scales; nothing if none grows. Sooner than in AWS, where a quarter of an hour passes before an instance is taken away. */
    Optional<Map<String, AutoScalingSpec>> groups() {
        Map<String, AutoScalingSpec> groups = new TreeMap<>();
        for (GrowthProvider provider : providers) {
            Draws its = draws.of(provider.name());
            groups.put(
                    provider.name(),
                    new AutoScalingSpec(
                            InstanceSpec.of(cpu(provider), memory(provider)),
                            its.between(1, provider.most()),
                            its.between(Duration.ofSeconds(5), Duration.ofMinutes(1)),
                            Duration.ofMinutes(its.between(1, 2))));
        }
        return Optional.of(groups).filter(some -> !some.isEmpty());
    }

    /** Each slot as laws see agents: as if it were an instance that is always there. */
    List<ContainerInstance> agents() {
        List<ContainerInstance> agents = new ArrayList<>();
        for (GrowthProvider provider : providers) {
            for (int number = 0; number < provider.most(); number++) {
                String id = new GrowthSlot(provider.name(), number).id().value();
                agents.add(ScenarioSlots.agent(id, cpu(provider), memory(provider)));
            }
        }
        return agents;
    }

    private static int cpu(GrowthProvider provider) {
        return (int) provider.size().amount(ResourceName.ECS_CPU).wholeDown();
    }

    private static int memory(GrowthProvider provider) {
        return (int) provider.size().amount(ResourceName.ECS_MEMORY).wholeDown();
    }

    /**
     * What holds of instances that come and go. Tasks that are started otherwise than by a provider are not seen by its scale-in, and so are all those for ten minutes after ECS
     * has refused a provider.
     */
    List<Observer> laws(Court court, List<WorldScenario.Event> events) {
        boolean isDissociated = events.stream()
                .anyMatch(event -> event.what() instanceof GrowthHappening growth
                        && growth.kind() == GrowthHappening.Kind.PROVIDER_DISSOCIATED);
        return providers.isEmpty() || !startsByProvider || isDissociated
                ? List.of()
                : List.of(new SparedByScaleIn(court));
    }
}
