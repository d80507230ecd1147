package dev.isthmus.simulation.run;

import dev.isthmus.api.settings.Settings;
import dev.isthmus.ecs.fargate.SlotProvider;
import dev.isthmus.ecs.fargate.SlotSettings;
import dev.isthmus.simulation.observe.Observer;
import dev.isthmus.simulation.slot.OneOnASlot;
import dev.isthmus.simulation.slot.WithinQuota;
import dev.isthmus.simulation.verdict.Court;
import dev.isthmus.testkit.ecs.cluster.FargateSettings;
import dev.isthmus.testkit.ecs.cluster.TaskPace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.Resource;

/** The slots on Fargate that drivers of a world offer, if it is set so, and what there is of Fargate. */
final class ScenarioSlots {

    private static final String ARN = "arn:aws:ecs:us-east-1:123456789012:container-instance/default/";

    private final Optional<SlotSettings> set;

    ScenarioSlots(Settings settings) {
        this.set = settings.get(SlotSettings.FARGATE);
    }

    /** How Fargate is: slow where the cluster is. */
    FargateSettings behaviour(TaskPace ofCluster) {
        FargateSettings plain = set.isPresent() ? FargateSettings.withProviders() : FargateSettings.launchTypeOnly();
        return ofCluster.equals(TaskPace.immediate()) ? plain : plain.withPace(TaskPace.fargate());
    }

    /** Each slot as laws see agents: as if it were an instance that is always there. */
    List<ContainerInstance> agents() {
        List<ContainerInstance> agents = new ArrayList<>();
        set.ifPresent(slots -> slots.all()
                .forEach(slot -> agents.add(agent(
                        slot.id().value(), slots.size().cpu(), slots.size().memory()))));
        return agents;
    }

    /** A slot of this id and size as laws see it. */
    static ContainerInstance agent(String id, int cpu, int memory) {
        return ContainerInstance.builder()
                .containerInstanceArn(ARN + id)
                .status("ACTIVE")
                .agentConnected(true)
                .registeredResources(
                        Resource.builder().name("CPU").integerValue(cpu).build(),
                        Resource.builder().name("MEMORY").integerValue(memory).build())
                .build();
    }

    /** What holds of slots where whoever offers them knows of all tasks on them. */
    List<Observer> laws(Court court) {
        List<Observer> laws = new ArrayList<>();
        set.ifPresent(slots -> {
            laws.add(new OneOnASlot(court));
            for (SlotProvider provider : SlotProvider.values()) {
                slots.quotaOf(provider).ifPresent(vcpus -> laws.add(new WithinQuota(court, provider.name(), vcpus)));
            }
        });
        return laws;
    }
}
