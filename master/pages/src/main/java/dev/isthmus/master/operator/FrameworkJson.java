package dev.isthmus.master.operator;

import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.master.snapshot.ShownFramework;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import dev.isthmus.mesos.offer.OutstandingOffer;
import dev.isthmus.mesos.resource.OfferedResources;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A framework as v0 shows it. */
final class FrameworkJson {

    private FrameworkJson() {}

    @SuppressWarnings("deprecation") // Frameworks of one role still have it there.
    static Map<String, Object> of(ShownFramework framework) {
        FrameworkInfo info = framework.info();
        ResourceTotals totals = new ResourceTotals();
        Map<String, Object> shown = summary(framework, totals);
        shown.put("user", info.getUser());
        shown.put("failover_timeout", info.getFailoverTimeout());
        shown.put("checkpoint", info.getCheckpoint());
        shown.put("registered_time", framework.registered());
        shown.put("unregistered_time", framework.unregistered());
        if (info.hasPrincipal()) {
            shown.put("principal", info.getPrincipal());
        }
        shown.put("resources", totals.shown());
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
        shown.put("tasks", framework.reachable().stream().map(TaskJson::text).toList());
        shown.put(
                "unreachable_tasks",
                framework.unreachable().stream().map(TaskJson::text).toList());
        shown.put(
                "completed_tasks",
                framework.completed().stream().map(TaskJson::text).toList());
        shown.put(
                "offers", framework.offers().stream().map(FrameworkJson::offer).toList());
        shown.put("executors", List.of());
        if (info.hasLabels()) {
            shown.put("labels", info.getLabels().getLabelsList());
        }
        if (framework.constraints().getRoleConstraintsCount() > 0) {
            shown.put("offer_constraints", framework.constraints());
        }
        return shown;
    }

    /** What {@code /state-summary} shows of it. */
    static Map<String, Object> summary(ShownFramework framework) {
        return summary(framework, new ResourceTotals());
    }

    /** @param totals comes to what it uses and what it is offered */
    private static Map<String, Object> summary(ShownFramework framework, ResourceTotals totals) {
        FrameworkInfo info = framework.info();
        framework.reachable().forEach(task -> totals.add(task.info().getResourcesList()));
        Map<String, Object> used = totals.shown();
        Resources offered = framework.offers().stream()
                .map(OutstandingOffer::resources)
                .reduce(Resources.none(Dialect.MESOS), Resources::plus);
        totals.add(OfferedResources.write(ResourcesByReservation.of(offered), "*", false, true));
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", info.getId().getValue());
        shown.put("name", info.getName());
        shown.put("used_resources", used);
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
        return shown;
    }

    private static Map<String, Object> offer(OutstandingOffer offer) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", offer.id());
        shown.put("framework_id", offer.framework().value());
        shown.put("allocation_info", Map.of("role", offer.role()));
        shown.put("slave_id", offer.agent().value());
        shown.put("resources", ResourceTotals.of(offer.resources()));
        return shown;
    }
}
