package dev.isthmus.mesos.task;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.mesos.allocator.RoleCharges;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The tasks that a master knows: from their launch until their end is acknowledged. */
public final class MesosTaskLedger {

    /** How many closed launches are remembered, so that late events of them are not taken for those of an earlier process. */
    private static final int CLOSED_REMEMBERED = 10_000;

    private final Map<TaskId, MesosTask> tasks = new LinkedHashMap<>();
    private final Map<LaunchId, MesosTask> byLaunch = new LinkedHashMap<>();
    private final Map<AgentId, TasksOnAgent> byAgent = new LinkedHashMap<>();
    private final Consumer<AgentId> changed;
    private final RoleCharges charges;
    private final TaskHoldings holdings;
    private final Set<LaunchId> closed = new LinkedHashSet<>();
    private final Map<TaskId, TaskStatus> endedEarlier = new LinkedHashMap<>();
    /** Ids of tasks that nobody knew, of which that was told as their end. */
    private final Set<TaskId> toldLost = new LinkedHashSet<>();

    private int live;

    /**
     * A ledger without tasks.
     *
     * @param changed is told of each agent of which its tasks hold more or less than before
     * @param charges is told what those tasks hold that have not ended
     * @param holdings is told too, for each agent
     */
    public MesosTaskLedger(Consumer<AgentId> changed, RoleCharges charges, TaskHoldings holdings) {
        this.changed = changed;
        this.charges = charges;
        this.holdings = holdings;
    }

    /**
     * Adds a task that this driver launches. Its id must not be known.
     *
     * @param portions the resources it holds, by reservation; their sum is its demand
     */
    public MesosTask add(LaunchedTask task, TaskTraits traits, ResourcesByReservation portions) {
        return add(new MesosTask(task, traits, portions, false));
    }

    private MesosTask add(MesosTask tracked) {
        LaunchedTask task = tracked.task();
        Optional.ofNullable(tasks.put(task.task(), tracked)).ifPresent(this::holdsNoMore);
        byLaunch.put(task.launch(), tracked);
        byAgent.computeIfAbsent(task.agent(), id -> new TasksOnAgent()).add(tracked);
        holdings.add(tracked);
        endedEarlier.remove(task.task());
        live++;
        charges.charge(tracked.traits().role(), tracked.portions());
        changed.accept(task.agent());
        return tracked;
    }

    private void holdsNoMore(MesosTask task) {
        if (!task.isEnded()) {
            live--;
            charges.release(task.traits().role(), task.portions());
        }
    }

    /**
     * Adds a task that an earlier process launched, to its group if it has one.
     *
     * @param portions the resources it holds, by reservation; their sum is its demand
     */
    public MesosTask addRecovered(LaunchedTask task, TaskTraits traits, ResourcesByReservation portions) {
        MesosTask tracked = add(new MesosTask(task, traits, portions, true));
        tracked.launchAnswered();
        tracked.traits().group().ifPresent(group -> {
            List<MesosTask> members = there(task.agent()).ofGroup(group);
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

    /** Notes that a task has ended. It stays until that is acknowledged. */
    public void end(MesosTask task) {
        if (tasks.get(task.id()) == task) {
            holdsNoMore(task);
        }
        task.end();
        holdings.remove(task);
        holdings.over(task.launch());
        changed.accept(task.agent());
    }

    /** Removes a task whose end has been acknowledged, or needs no acknowledgement. */
    public void close(MesosTask task) {
        if (tasks.remove(task.id(), task)) {
            holdsNoMore(task);
        }
        byLaunch.remove(task.launch());
        TasksOnAgent there = there(task.agent());
        there.remove(task);
        holdings.remove(task);
        if (there.isEmpty()) {
            byAgent.remove(task.agent());
        }
        if (!task.isEnded()) {
            changed.accept(task.agent());
        }
        close(task.launch());
    }

    /** Closes a launch: further events of it are ignored. */
    public void close(LaunchId launch) {
        closed.add(launch);
        holdings.over(launch);
        if (closed.size() > CLOSED_REMEMBERED) {
            LaunchId first = closed.iterator().next();
            closed.remove(first);
            holdings.forget(first);
        }
    }

    /**
     * The framework is gone: its tasks are charged to nobody, and what is over is forgotten.
     *
     * @return its living tasks, which hold what they hold until their holdings are forgotten, too
     */
    public List<MesosTask> abandon() {
        List<MesosTask> living = live();
        living.forEach(task -> charges.release(task.traits().role(), task.portions()));
        byLaunch.values().stream().filter(MesosTask::isEnded).forEach(task -> holdings.forget(task.launch()));
        closed.forEach(holdings::forget);
        tasks.clear();
        byLaunch.clear();
        byAgent.clear();
        closed.clear();
        live = 0;
        return living;
    }

    /** Every task, in the order of launch. */
    public Collection<MesosTask> all() {
        return List.copyOf(tasks.values());
    }

    /** Every task that has not ended. */
    public List<MesosTask> live() {
        return tasks.values().stream().filter(task -> !task.isEnded()).toList();
    }

    /** Whether there is a task that has not ended. */
    public boolean isAnyLive() {
        return live > 0;
    }

    /** Every task of an agent, those that ended unacknowledged too. */
    public List<MesosTask> on(AgentId agent) {
        return there(agent).all();
    }

    /** The executors of groups that live on an agent; a command has none of its own that counts. */
    public List<String> executorsOn(AgentId agent) {
        TasksOnAgent there = byAgent.get(agent);
        return there == null ? List.of() : there.executors();
    }

    private TasksOnAgent there(AgentId agent) {
        TasksOnAgent there = byAgent.get(agent);
        return there == null ? new TasksOnAgent() : there;
    }
}
