package dev.isthmus.master.operator;

import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.status.Statuses;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A framework, as far as what it was told and what it asked for show it. */
final class ToldFramework {

    /** As many as Mesos keeps by default. */
    private static final int MOST_COMPLETED = 1000;

    private static final Set<TaskState> LIVE =
            EnumSet.of(TaskState.TASK_STAGING, TaskState.TASK_STARTING, TaskState.TASK_RUNNING, TaskState.TASK_KILLING);

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

    void described(FrameworkInfo changed) {
        info = changed;
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

    /** What was offered of an agent is gone with it. */
    void lost(String agent) {
        offers.values().removeIf(offer -> offer.getSlaveId().getValue().equals(agent));
    }

    void launched(TaskInfo task, String role) {
        tasks.put(task.getTaskId().getValue(), new ShownTask(task, id, role, List.of()));
    }

    /** A state that is told again takes the place of the last one: with another health, say. */
    void told(TaskStatus status) {
        String task = status.getTaskId().getValue();
        boolean isTerminal = Statuses.isTerminal(status.getState());
        if (!tasks.containsKey(task) && (isTerminal || !LIVE.contains(status.getState()))) {
            // An answer to a question, about a task that nobody has.
            return;
        }
        ShownTask known = tasks.getOrDefault(task, new ShownTask(onlyIds(status), id, "*", List.of()));
        ShownTask changed = with(known, status);
        if (isTerminal) {
            tasks.remove(task);
            complete(changed);
        } else {
            tasks.put(task, changed);
        }
    }

    /** Its tasks are killed, and nobody is told (src/master/master.cpp, {@code Master::removeFramework}). */
    void removed(double now) {
        left();
        List.copyOf(tasks.values())
                .forEach(task -> complete(with(
                        task,
                        TaskStatus.newBuilder()
                                .setTaskId(task.info().getTaskId())
                                .setSlaveId(task.info().getSlaveId())
                                .setState(TaskState.TASK_KILLED)
                                .setSource(TaskStatus.Source.SOURCE_MASTER)
                                .setReason(TaskStatus.Reason.REASON_FRAMEWORK_REMOVED)
                                .setMessage("Framework " + id + " removed")
                                .setTimestamp(now)
                                .build())));
        tasks.clear();
    }

    private ShownTask with(ShownTask known, TaskStatus status) {
        List<TaskStatus> statuses = new ArrayList<>(known.statuses());
        if (!statuses.isEmpty() && known.state() == status.getState()) {
            statuses.remove(statuses.size() - 1);
        }
        statuses.add(status);
        return new ShownTask(known.info(), id, known.role(), statuses);
    }

    private void complete(ShownTask task) {
        completed.add(task);
        if (completed.size() > MOST_COMPLETED) {
            completed.remove();
        }
    }

    private static TaskInfo onlyIds(TaskStatus status) {
        return TaskInfo.newBuilder()
                .setTaskId(status.getTaskId())
                .setName(status.getTaskId().getValue())
                .setSlaveId(status.getSlaveId())
                .build();
    }

    boolean isConnected() {
        return isConnected;
    }

    boolean hasTasksOn(String agent) {
        return tasks.values().stream()
                .anyMatch(task -> task.info().getSlaveId().getValue().equals(agent));
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
