package dev.isthmus.mesos.task;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.inventory.Holding;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tasks that a master knows: from their launch until their end is acknowledged. */
public final class MesosTaskLedger {

    /** How many closed launches are remembered, so that late events of them are not taken for those of an earlier process. */
    private static final int CLOSED_REMEMBERED = 10_000;

    private final Map<TaskId, MesosTask> tasks = new LinkedHashMap<>();
    private final Map<LaunchId, MesosTask> byLaunch = new LinkedHashMap<>();
    private final Map<AgentId, Set<MesosTask>> byAgent = new LinkedHashMap<>();
    private final Set<LaunchId> closed = new LinkedHashSet<>();
    private final Map<TaskId, TaskStatus> endedEarlier = new LinkedHashMap<>();
    /** Ids of tasks that nobody knew, of which that was told as their end. */
    private final Set<TaskId> toldLost = new LinkedHashSet<>();

    /** Adds a task that this driver launches. Its id must not be known. */
    public MesosTask add(LaunchedTask task, TaskTraits traits) {
        return add(new MesosTask(task, traits, false));
    }

    private MesosTask add(MesosTask tracked) {
        LaunchedTask task = tracked.task();
        tasks.put(task.task(), tracked);
        byLaunch.put(task.launch(), tracked);
        byAgent.computeIfAbsent(task.agent(), id -> new LinkedHashSet<>()).add(tracked);
        endedEarlier.remove(task.task());
        return tracked;
    }

    /** Adds a task that an earlier process launched, to its group if it has one. */
    public MesosTask addRecovered(LaunchedTask task) {
        MesosTask tracked = add(new MesosTask(task, TaskTraits.read(task.memo()), true));
        tracked.launchAnswered();
        tracked.traits().group().ifPresent(group -> {
            List<MesosTask> members = on(task.agent()).stream()
                    .filter(other ->
                            other.traits().group().filter(group::equals).isPresent())
                    .toList();
            members.forEach(member -> member.group(members));
        });
        return tracked;
    }

    /** Remembers how a task of an earlier process ended, for explicit reconciliation. */
    public void addEndedEarlier(LaunchedTask task, TaskStatus status) {
        if (!tasks.containsKey(task.task())) {
            endedEarlier.put(task.task(), status);
        }
    }

    /** How a task of an earlier process ended, if the backend reported it. */
    public Optional<TaskStatus> endedEarlier(String taskId) {
        return taskId.isEmpty() ? Optional.empty() : Optional.ofNullable(endedEarlier.get(new TaskId(taskId)));
    }

    /** Remembers that a task of this id, which nobody knew, was reported lost. */
    public void tellLost(String taskId) {
        if (!taskId.isEmpty()) {
            toldLost.add(new TaskId(taskId));
            if (toldLost.size() > CLOSED_REMEMBERED) {
                toldLost.remove(toldLost.iterator().next());
            }
        }
    }

    /** Whether a task of this id, which nobody knew, was reported lost. */
    public boolean isToldLost(TaskId task) {
        return toldLost.contains(task);
    }

    /** The task of this id, if it is known. */
    public Optional<MesosTask> find(String taskId) {
        return taskId.isEmpty() ? Optional.empty() : Optional.ofNullable(tasks.get(new TaskId(taskId)));
    }

    /** The task of this launch, if it is known. */
    public Optional<MesosTask> find(LaunchId launch) {
        return Optional.ofNullable(byLaunch.get(launch));
    }

    /** Whether this launch is closed. */
    public boolean isClosed(LaunchId launch) {
        return closed.contains(launch);
    }

    /** Removes a task whose end has been acknowledged, or needs no acknowledgement. */
    public void close(MesosTask task) {
        tasks.remove(task.id(), task);
        byLaunch.remove(task.launch());
        Set<MesosTask> there = byAgent.getOrDefault(task.agent(), Set.of());
        if (there.remove(task) && there.isEmpty()) {
            byAgent.remove(task.agent());
        }
        close(task.launch());
    }

    /** Closes a launch: further events of it are ignored. */
    public void close(LaunchId launch) {
        closed.add(launch);
        if (closed.size() > CLOSED_REMEMBERED) {
            closed.remove(closed.iterator().next());
        }
    }

    /** Every task, in the order of launch. */
    public Collection<MesosTask> all() {
        return List.copyOf(tasks.values());
    }

    /** Every task that has not ended. */
    public List<MesosTask> live() {
        return tasks.values().stream().filter(task -> !task.isEnded()).toList();
    }

    /** Every task of an agent, those that ended unacknowledged too. */
    public List<MesosTask> on(AgentId agent) {
        return List.copyOf(byAgent.getOrDefault(agent, Set.of()));
    }

    /** What the tasks that have not ended hold of an agent. */
    public List<Holding> holdings(AgentId agent) {
        return byAgent.getOrDefault(agent, Set.of()).stream()
                .filter(task -> !task.isEnded())
                .map(task -> new Holding(task.launch(), task.task().demand()))
                .toList();
    }
}
