package dev.isthmus.mesos.task;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.inventory.Holding;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tasks the master knows: from their launch until their end is acknowledged. */
public final class MesosTaskLedger {

    /** So many launches that are over are remembered, so that late news of them is not taken for news of strangers. */
    private static final int CLOSED_REMEMBERED = 10_000;

    private final Map<TaskId, MesosTask> tasks = new LinkedHashMap<>();
    private final Map<LaunchId, MesosTask> byLaunch = new HashMap<>();
    private final Map<AgentId, Set<MesosTask>> byAgent = new HashMap<>();
    private final Set<LaunchId> closed = new LinkedHashSet<>();
    private final Map<TaskId, TaskStatus> endedEarlier = new LinkedHashMap<>();
    /** Ids of tasks that nobody knew, of which that was told as their end. */
    private final Set<TaskId> toldLost = new LinkedHashSet<>();

    /** Takes in a launch of ours. Its id is not one that is known. */
    public MesosTask add(LaunchedTask task, TaskTraits traits) {
        MesosTask tracked = new MesosTask(task, traits);
        tasks.put(task.task(), tracked);
        byLaunch.put(task.launch(), tracked);
        byAgent.computeIfAbsent(task.agent(), id -> new LinkedHashSet<>()).add(tracked);
        endedEarlier.remove(task.task());
        return tracked;
    }

    /** Takes in a task that an earlier process launched, and puts it to the others of its group, if it has one. */
    public MesosTask addRecovered(LaunchedTask task) {
        MesosTask tracked = add(task, TaskTraits.read(task.memo()));
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

    /** Remembers how a task of an earlier process ended, should anyone ask for it by name. */
    public void addEndedEarlier(LaunchedTask task, TaskStatus status) {
        if (!tasks.containsKey(task.task())) {
            endedEarlier.put(task.task(), status);
        }
    }

    /** How a task of an earlier process ended, if the backend remembered. */
    public Optional<TaskStatus> endedEarlier(String taskId) {
        return taskId.isEmpty() ? Optional.empty() : Optional.ofNullable(endedEarlier.get(new TaskId(taskId)));
    }

    /** Nobody knows a task of this id, and the framework is told so, as an end. */
    public void tellLost(String taskId) {
        if (!taskId.isEmpty()) {
            toldLost.add(new TaskId(taskId));
            if (toldLost.size() > CLOSED_REMEMBERED) {
                toldLost.remove(toldLost.iterator().next());
            }
        }
    }

    /** Whether the framework was told of the end of a task of this id, which nobody knew. */
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

    /** Whether this launch is over and done with. */
    public boolean isClosed(LaunchId launch) {
        return closed.contains(launch);
    }

    /** Forgets a task: its end has been acknowledged, or needs no acknowledgement. */
    public void close(MesosTask task) {
        tasks.remove(task.id(), task);
        byLaunch.remove(task.launch());
        Set<MesosTask> there = byAgent.getOrDefault(task.agent(), Set.of());
        if (there.remove(task) && there.isEmpty()) {
            byAgent.remove(task.agent());
        }
        close(task.launch());
    }

    /** This launch is over and done with: news of it is of no interest any more. */
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
