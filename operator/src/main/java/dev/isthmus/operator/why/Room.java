package dev.isthmus.operator.why;

import dev.isthmus.api.discovery.Discovery;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.TranslationContext;
import dev.isthmus.api.translation.TranslatorTable;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether an agent has room for what a task needs.
 *
 * @param agent which
 * @param missing what rules it out, each in words; nothing if it has room
 */
record Room(Agent agent, List<String> missing) {

    Room {
        missing = List.copyOf(missing);
    }

    /**
     * Of each agent.
     *
     * @param demand in the dialect of Mesos
     */
    static List<Room> of(List<Agent> agents, Resources demand, Settings settings) {
        TranslatorTable translators = TranslatorTable.load(Discovery.installed(), Dialect.ECS, settings);
        List<Room> rooms = new ArrayList<>();
        for (Agent agent : agents) {
            Resources offered = translators
                    .offerable(agent, List.of(), TranslationContext.of(settings, agent.attributes()))
                    .resources();
            rooms.add(new Room(agent, missing(agent, offered, demand)));
        }
        return rooms;
    }

    private static List<String> missing(Agent agent, Resources offered, Resources demand) {
        List<String> missing = new ArrayList<>();
        if (agent.state() != AgentState.READY) {
            missing.add(agent.state() == AgentState.DRAINING ? "it is draining" : "its agent is disconnected");
        }
        for (ResourceName name : demand.quantities().keySet()) {
            Resources wanted =
                    Resources.of(Dialect.MESOS, name, demand.get(name).orElseThrow());
            if (!offered.contains(wanted)) {
                missing.add(wanted + " of "
                        + offered.get(name).map(free -> name + ":" + free).orElse("no " + name));
            }
        }
        return missing;
    }
}
