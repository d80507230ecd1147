package dev.isthmus.master.operator;

import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.status.Statuses;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A framework, as far as what it was told and what it asked for show it. */
final class ToldFramework {

    /** As many as Mesos keeps by default. */
    private static final int MOST_COMPLETED = 1000;

    private final String id;
    private final double registered;
    private FrameworkInfo info = FrameworkInfo.getDefaultInstance();
    private double reregistered;
    private boolean isConnected;
    private final Map<String, Offer> offers = new LinkedHashMap<>();
    private final Map<String, ShownTask> tasks = new LinkedHashMap<>();
    private final Deque<ShownTask> completed = new ArrayDeque<>();

    ToldFramework(String id, double registered) {
        this.id = id;
        this.registered = registered;
    }

    void served(FrameworkInfo described, double now) {
        info = described;
        reregistered = now;
        isConnected = true;
        offers.clear();
    }

    void left() {
        isConnected = false;
        offers.clear();
    }

    void offer(Offer offer) {
        offers.put(offer.getId().getValue(), offer);
    }

    Optional<Offer> withdraw(String offer) {
        return Optional.ofNullable(offers.remove(offer));
    }

    void launched(TaskInfo task, String role) {
        tasks.put(task.getTaskId().getValue(), new ShownTask(task, id, role, List.of()));
    }

    /** A state that is told again is one of those known. */
    void told(TaskStatus status) {
        String task = status.getTaskId().getValue();
        ShownTask known = tasks.getOrDefault(task, new ShownTask(onlyIds(status), id, "*", List.of()));
        List<TaskStatus> statuses = new ArrayList<>(known.statuses());
        boolean isNew = statuses.isEmpty() || known.state() != status.getState();
        if (isNew) {
            statuses.add(status);
        }
        ShownTask changed = new ShownTask(known.info(), id, known.role(), statuses);
        if (Statuses.isTerminal(status.getState())) {
            if (tasks.remove(task) != null) {
                completed.add(changed);
            }
            if (completed.size() > MOST_COMPLETED) {
                completed.remove();
            }
        } else {
            tasks.put(task, changed);
        }
    }

    private static TaskInfo onlyIds(TaskStatus status) {
        return TaskInfo.newBuilder()
                .setTaskId(status.getTaskId())
                .setName(status.getTaskId().getValue())
                .setSlaveId(status.getSlaveId())
                .build();
    }

    List<Resource> offeredOn(String agent) {
        return offers.values().stream()
                .filter(offer -> offer.getSlaveId().getValue().equals(agent))
                .flatMap(offer -> offer.getResourcesList().stream())
                .toList();
    }

    List<Resource> usedOn(String agent) {
        return tasks.values().stream()
                .filter(task -> task.info().getSlaveId().getValue().equals(agent))
                .flatMap(task -> task.info().getResourcesList().stream())
                .toList();
    }

    /** @param unregistered when it was removed; 0 if it was not */
    ShownFramework view(double unregistered) {
        return new ShownFramework(
                info,
                isConnected,
                registered,
                reregistered,
                unregistered,
                List.copyOf(tasks.values()),
                List.copyOf(completed),
                List.copyOf(offers.values()));
    }
}
