package dev.isthmus.master.operator;

import dev.isthmus.master.snapshot.MasterSnapshot;
import dev.isthmus.master.snapshot.ShownAgent;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All of a master as v0 shows it. */
final class StateJson {

    /** Its settings have other names. */
    static final Map<String, Object> FLAGS = Map.of();

    private StateJson() {}

    static Map<String, Object> of(MasterSnapshot snapshot) {
        MasterInfo master = snapshot.master();
        Map<String, Object> shown = new LinkedHashMap<>(OperatorPages.version(master.getVersion()));
        shown.put("start_time", snapshot.started());
        shown.put("elected_time", snapshot.started());
        shown.put("id", master.getId());
        shown.put("pid", master.getPid());
        shown.put("hostname", master.getHostname());
        shown.put(
                "capabilities",
                master.getCapabilitiesList().stream()
                        .map(capability -> capability.getType().name())
                        .toList());
        long active = snapshot.agents().stream().filter(ShownAgent::isActive).count();
        shown.put("activated_slaves", (double) active);
        shown.put("deactivated_slaves", (double) (snapshot.agents().size() - active));
        shown.put("unreachable_slaves", (double) snapshot.unreachable());
        shown.put("leader", master.getPid());
        shown.put("leader_info", leader(master));
        shown.put("cluster", snapshot.cluster());
        shown.put("flags", FLAGS);
        shown.put(
                "slaves",
                snapshot.agents().stream()
                        .map(agent -> AgentJson.of(agent, master.getVersion()))
                        .toList());
        shown.put("recovered_slaves", List.of());
        shown.put(
                "frameworks",
                snapshot.frameworks().stream().map(FrameworkJson::of).toList());
        shown.put(
                "completed_frameworks",
                snapshot.completed().stream().map(FrameworkJson::of).toList());
        shown.put("orphan_tasks", List.of());
        shown.put("unregistered_frameworks", List.of());
        return shown;
    }

    private static Map<String, Object> leader(MasterInfo master) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", master.getId());
        shown.put("pid", master.getPid());
        shown.put("port", master.getPort());
        shown.put("hostname", master.getHostname());
        return shown;
    }
}
