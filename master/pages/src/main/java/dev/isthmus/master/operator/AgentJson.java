package dev.isthmus.master.operator;

import dev.isthmus.master.json.JsonText;
import dev.isthmus.master.snapshot.AgentCapabilities;
import dev.isthmus.master.snapshot.ShownAgent;
import dev.isthmus.master.snapshot.ShownDrain;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An agent as v0 shows it. */
final class AgentJson {

    private static final List<String> CAPABILITIES =
            AgentCapabilities.ALL.stream().map(Enum::name).toList();

    private AgentJson() {}

    /** @param version that of the master, as agents have none of their own */
    static Map<String, Object> of(ShownAgent agent, String version) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", agent.id());
        shown.put("hostname", agent.hostname());
        shown.put("port", agent.port());
        shown.put("attributes", agent.attributes());
        shown.put("pid", agent.pid());
        shown.put("registered_time", agent.registered());
        JsonText.Written total = ResourceTotals.of(agent.total());
        shown.put("resources", total);
        shown.put("used_resources", ResourceTotals.of(agent.used()));
        shown.put("offered_resources", ResourceTotals.of(agent.offered()));
        Map<String, Object> reserved = new LinkedHashMap<>();
        agent.reserved().forEach((role, resources) -> reserved.put(role, ResourceTotals.of(resources)));
        shown.put("reserved_resources", reserved);
        shown.put("unreserved_resources", reserved.isEmpty() ? total : ResourceTotals.of(agent.unreserved()));
        shown.put("active", agent.isActive());
        shown.put("deactivated", agent.isDeactivated());
        agent.drain().ifPresent(drain -> shown.put("drain_info", drain(drain)));
        shown.put("version", version);
        shown.put("capabilities", CAPABILITIES);
        return shown;
    }

    /** The agent on its own page, which has its resources in full too. */
    static Map<String, Object> full(ShownAgent agent, String version) {
        Map<String, Object> shown = of(agent, version);
        Map<String, Object> reserved = new LinkedHashMap<>();
        agent.reserved().forEach((role, resources) -> reserved.put(role, EndpointResources.reserved(resources, role)));
        shown.put("reserved_resources_full", reserved);
        shown.put("unreserved_resources_full", EndpointResources.unreserved(agent.unreserved()));
        shown.put("used_resources_full", EndpointResources.unreserved(agent.used()));
        shown.put("offered_resources_full", EndpointResources.unreserved(agent.offered()));
        return shown;
    }

    private static Map<String, Object> drain(ShownDrain drain) {
        Map<String, Object> config = new LinkedHashMap<>();
        drain.maxGraceNanos().ifPresent(nanos -> config.put("max_grace_period", Map.of("nanoseconds", nanos)));
        config.put("mark_gone", drain.isGoneThen());
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("state", drain.isDone() ? "DRAINED" : "DRAINING");
        shown.put("config", config);
        return shown;
    }
}
