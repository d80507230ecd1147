package dev.isthmus.ecs.inventory;

import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.inventory.Holding;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.PortRanges;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.ecs.fargate.CpuArchitecture;
import dev.isthmus.ecs.fargate.FargateSizes;
import dev.isthmus.ecs.fargate.FargateSlot;
import dev.isthmus.ecs.fargate.SlotSettings;
import dev.isthmus.ecs.fargate.TaskSize;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Converts slots on Fargate into agents. */
final class SlotAgents {

    private final Optional<SlotSettings> settings;

    /**
     * Creates it.
     *
     * @param settings which slots there are; empty for none, so that all are of earlier settings
     */
    SlotAgents(Optional<SlotSettings> settings) {
        this.settings = settings;
    }

    /** The size that each slot should have. */
    TaskSize whole() {
        return settings.map(SlotSettings::size).orElse(FargateSizes.LEAST);
    }

    /**
     * The agent.
     *
     * @param isSet whether the slot is there by the settings; one that is not only keeps its task
     * @param out what is offered of it; empty for nothing
     */
    Agent of(FargateSlot slot, boolean isSet, Optional<TaskSize> out, List<Holding> holdings) {
        return Agent.builder(slot.id(), resources(whole()))
                .state(isSet ? AgentState.READY : AgentState.DRAINING)
                .free(out.map(SlotAgents::resources).orElse(Resources.none(Dialect.ECS)))
                .holdings(holdings)
                .attributes(attributes(slot))
                .build();
    }

    private Map<String, String> attributes(FargateSlot slot) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("provider", slot.provider().name());
        attributes.put("spot", Boolean.toString(slot.provider().isSpot()));
        settings.ifPresent(set -> {
            attributes.put("arch", set.architecture().word());
            attributes.put(CpuArchitecture.ATTRIBUTE, set.architecture().word());
            // What the translator of disk offers of an agent.
            attributes.put("isthmus.disk", Long.toString(set.disk()));
        });
        return attributes;
    }

    /** Every task has all ports of an interface of its own. */
    private static Resources resources(TaskSize size) {
        return Resources.of(Dialect.ECS, ResourceName.ECS_CPU, Amount.of(size.cpu()))
                .with(ResourceName.ECS_MEMORY, Amount.of(size.memory()))
                .with(ResourceName.ECS_PORTS, PortRanges.ALL)
                .with(ResourceName.ECS_PORTS_UDP, PortRanges.ALL);
    }
}
