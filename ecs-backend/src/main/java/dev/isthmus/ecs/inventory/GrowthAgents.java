package dev.isthmus.ecs.inventory;

import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.inventory.Holding;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.ecs.growth.GrowthProvider;
import dev.isthmus.ecs.growth.GrowthSlot;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Converts slots of capacity providers into agents. What the slots of a provider have in common is worked out once. */
final class GrowthAgents {

    private static final Common NOT_SET = new Common(Resources.none(Dialect.ECS), new TreeMap<>());

    private final SortedMap<String, Common> byProvider = new TreeMap<>();

    /** What all slots of a provider have. */
    private record Common(Resources whole, SortedMap<String, String> attributes) {}

    /** Of these providers; all other slots are of earlier settings. */
    GrowthAgents(List<GrowthProvider> providers) {
        providers.forEach(
                provider -> byProvider.put(provider.name(), new Common(provider.whole(), provider.attributes())));
    }

    /**
     * The agent.
     *
     * @param isSet whether the slot is there by the settings. One that is not only keeps its tasks; it does not drain, as tasks may be killed for that
     * @param isOut whether it is offered, whole
     */
    Agent of(GrowthSlot slot, boolean isSet, boolean isOut, List<Holding> holdings) {
        Common common = isSet ? byProvider.getOrDefault(slot.provider(), NOT_SET) : NOT_SET;
        return Agent.builder(slot.id(), common.whole())
                .state(AgentState.READY)
                .free(isOut ? common.whole() : Resources.none(Dialect.ECS))
                .holdings(holdings)
                .attributes(common.attributes())
                .build();
    }
}
