package dev.isthmus.master.page;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.master.snapshot.MasterSnapshot;
import dev.isthmus.master.snapshot.ShownFramework;
import dev.isthmus.master.snapshot.ShownTask;
import dev.isthmus.mesos.framework.Framework;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.offer.OutstandingOffer;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Frameworks as rows. */
final class FrameworkListing {

    private FrameworkListing() {}

    static List<Map<String, Object>> of(List<ShownFramework> frameworks) {
        return frameworks.stream().map(FrameworkListing::of).toList();
    }

    /** The framework of an id, there or removed. */
    static Optional<Map<String, Object>> find(MasterSnapshot master, String id) {
        return Stream.concat(master.frameworks().stream(), master.completed().stream())
                .filter(framework -> framework.info().getId().getValue().equals(id))
                .findFirst()
                .map(FrameworkListing::of);
    }

    private static Map<String, Object> of(ShownFramework framework) {
        Map<String, Object> shown = new LinkedHashMap<>();
        String id = framework.info().getId().getValue();
        shown.put("id", id);
        shown.put("name", framework.info().getName());
        shown.put("user", framework.info().getUser());
        shown.put("host", framework.info().getHostname());
        shown.put("url", framework.info().getWebuiUrl());
        shown.put("principal", framework.info().getPrincipal());
        shown.put("roles", new Framework(new FrameworkId(id), framework.info()).roles());
        shown.put("connected", framework.isConnected());
        shown.put("registered", framework.registered());
        shown.put("reregistered", framework.reregistered());
        shown.put("unregistered", framework.unregistered());
        shown.put("failover_timeout", framework.info().getFailoverTimeout());
        ScalarSum used = new ScalarSum();
        framework.tasks().forEach(task -> used.add(task.info().getResourcesList()));
        ScalarSum offered = new ScalarSum();
        framework.offers().stream().map(OutstandingOffer::resources).forEach(offered::add);
        shown.put("used", used.shown());
        shown.put("offered", offered.shown());
        shown.put("offers", framework.offers().size());
        shown.put("tasks", states(framework.tasks()));
        shown.put("completed", states(framework.completed()));
        return shown;
    }

    /** How many there are of each state. */
    static Map<String, Object> states(List<ShownTask> tasks) {
        Map<TaskState, Integer> counts = new EnumMap<>(TaskState.class);
        tasks.forEach(task -> counts.merge(task.state(), 1, Integer::sum));
        Map<String, Object> shown = new LinkedHashMap<>();
        counts.forEach((state, count) -> shown.put(state.name(), count));
        return shown;
    }
}
