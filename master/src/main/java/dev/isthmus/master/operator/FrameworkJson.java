package dev.isthmus.master.operator;

import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A framework as v0 shows it. */
final class FrameworkJson {

    private FrameworkJson() {}

    @SuppressWarnings("deprecation") // Frameworks of one role still have it there.
    static Map<String, Object> of(ShownFramework framework) {
        FrameworkInfo info = framework.info();
        List<Resource> used = new ArrayList<>();
        framework.tasks().forEach(task -> used.addAll(task.info().getResourcesList()));
        List<Resource> offered = new ArrayList<>();
        framework.offers().forEach(offer -> offered.addAll(offer.getResourcesList()));
        List<Resource> both = new ArrayList<>(used);
        both.addAll(offered);
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", info.getId().getValue());
        shown.put("name", info.getName());
        shown.put("used_resources", ResourceTotals.of(used));
        shown.put("offered_resources", ResourceTotals.of(offered));
        shown.put(
                "capabilities",
                info.getCapabilitiesList().stream()
                        .map(capability -> capability.getType().name())
                        .toList());
        shown.put("hostname", info.getHostname());
        shown.put("webui_url", info.getWebuiUrl());
        shown.put("active", framework.isConnected());
        shown.put("connected", framework.isConnected());
        shown.put("recovered", false);
        shown.put("user", info.getUser());
        shown.put("failover_timeout", info.getFailoverTimeout());
        shown.put("checkpoint", info.getCheckpoint());
        shown.put("registered_time", framework.registered());
        shown.put("unregistered_time", framework.unregistered());
        if (info.hasPrincipal()) {
            shown.put("principal", info.getPrincipal());
        }
        shown.put("resources", ResourceTotals.of(both));
        if (framework.reregistered() > framework.registered()) {
            shown.put("reregistered_time", framework.reregistered());
        }
        boolean isMultiRole = info.getCapabilitiesList().stream()
                .anyMatch(capability -> capability.getType() == Capability.Type.MULTI_ROLE);
        if (isMultiRole) {
            shown.put("roles", List.copyOf(info.getRolesList()));
        } else {
            shown.put("role", info.getRole());
        }
        shown.put("tasks", framework.tasks().stream().map(TaskJson::of).toList());
        shown.put("unreachable_tasks", List.of());
        shown.put(
                "completed_tasks",
                framework.completed().stream().map(TaskJson::of).toList());
        shown.put(
                "offers", framework.offers().stream().map(FrameworkJson::offer).toList());
        shown.put("executors", List.of());
        if (info.hasLabels()) {
            shown.put("labels", info.getLabels().getLabelsList());
        }
        return shown;
    }

    private static Map<String, Object> offer(Offer offer) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", offer.getId().getValue());
        shown.put("framework_id", offer.getFrameworkId().getValue());
        shown.put("allocation_info", offer.getAllocationInfo());
        shown.put("slave_id", offer.getSlaveId().getValue());
        shown.put("resources", ResourceTotals.of(offer.getResourcesList()));
        return shown;
    }
}
