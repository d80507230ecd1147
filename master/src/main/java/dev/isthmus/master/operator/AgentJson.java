package dev.isthmus.master.operator;

import dev.isthmus.master.http.Authority;
import dev.isthmus.mesos.messages.Protos.Attribute;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An agent as v0 shows it. */
final class AgentJson {

    /** Where a Mesos agent listens, as in offers; nothing listens there on ours. */
    private static final int PORT = 5051;

    private AgentJson() {}

    static Map<String, Object> of(ShownAgent agent, MasterSnapshot master) {
        List<Resource> used = new ArrayList<>();
        List<Resource> offered = new ArrayList<>();
        for (ShownFramework framework : master.frameworks()) {
            framework.tasks().stream()
                    .filter(task -> task.info().getSlaveId().getValue().equals(agent.id()))
                    .forEach(task -> used.addAll(task.info().getResourcesList()));
            framework.offers().stream()
                    .filter(offer -> offer.getSlaveId().getValue().equals(agent.id()))
                    .map(Offer::getResourcesList)
                    .forEach(offered::addAll);
        }
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", agent.id());
        shown.put("hostname", agent.hostname());
        shown.put("port", PORT);
        shown.put("attributes", attributes(agent.attributes()));
        shown.put("pid", "slave(1)@" + Authority.of(agent.ip().isEmpty() ? "0.0.0.0" : agent.ip(), PORT));
        shown.put("registered_time", agent.registered());
        shown.put("resources", ResourceTotals.of(agent.total()));
        shown.put("used_resources", ResourceTotals.of(used));
        shown.put("offered_resources", ResourceTotals.of(offered));
        shown.put("reserved_resources", Map.of());
        shown.put("unreserved_resources", ResourceTotals.of(agent.total()));
        shown.put("active", true);
        shown.put("deactivated", false);
        shown.put("version", master.master().getVersion());
        shown.put("capabilities", List.of());
        return shown;
    }

    private static Map<String, Object> attributes(List<Attribute> attributes) {
        Map<String, Object> shown = new LinkedHashMap<>();
        attributes.forEach(
                attribute -> shown.put(attribute.getName(), attribute.getText().getValue()));
        return shown;
    }
}
