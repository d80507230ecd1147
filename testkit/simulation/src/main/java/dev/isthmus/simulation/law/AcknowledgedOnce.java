package dev.isthmus.simulation.law;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.observe.FrameworkIds;
import dev.isthmus.simulation.verdict.Court;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * R-WD-04: what a framework has acknowledged is not told again: an end never, once the journal has it, anything else not within one life of its driver. Of a
 * task whose agent was lost, all may be told anew.
 */
public final class AcknowledgedOnce implements WorldLaw {

    private final Court court;
    private final FrameworkIds ids;
    private final Duration wire;
    /** Of the lives that go on. */
    private final Map<DriverLife, Map<String, Instant>> acknowledged = new HashMap<>();

    /** The lives whose driver has lost the cluster; it passes over acknowledgements then, as that of Mesos does. */
    private final Set<DriverLife> disconnected = new HashSet<>();

    /** The tasks of lost agents, by life: what is acknowledged of them meanwhile reaches no agent, and is told anew when that returns. */
    private final Map<DriverLife, Set<String>> lost = new HashMap<>();

    private final Map<DriverLife, Instant> wentOn = new HashMap<>();
    private final Map<LaunchId, String> taskByLaunch = new HashMap<>();
    /** The tasks whose end a journal has as acknowledged. */
    private final Set<String> durable = new HashSet<>();
    /** The same, when a life began. */
    private final Map<DriverLife, Set<String>> durableBefore = new HashMap<>();

    /**
     * Nothing is acknowledged.
     *
     * @param wire how long what is told or acknowledged can be on its way; nothing within one process
     */
    public AcknowledgedOnce(Court court, FrameworkIds ids, Duration wire) {
        this.court = court;
        this.ids = ids;
        this.wire = wire;
    }

    @Override
    public String rule() {
        return "R-WD-04";
    }

    @Override
    public void began(DriverLife life) {
        durableBefore.put(life, new HashSet<>(durable));
        acknowledged.put(life, new HashMap<>());
    }

    @Override
    public void ended(DriverLife life) {
        durableBefore.remove(life);
        acknowledged.remove(life);
        disconnected.remove(life);
        lost.remove(life);
        wentOn.remove(life);
    }

    @Override
    public void frozen(DriverLife life, boolean stands) {
        if (!stands) {
            wentOn.put(life, court.now());
        }
    }

    @Override
    public void connected(DriverLife life, boolean connected) {
        if (connected) {
            disconnected.remove(life);
        } else {
            disconnected.add(life);
        }
    }

    @Override
    public void answered(DriverLife life, List<String> offerIds, List<TaskInfo> tasks) {
        if (offerIds.isEmpty()) {
            return;
        }
        ids.of(life).ifPresent(id -> {
            for (TaskInfo task : tasks) {
                String name = task.getTaskId().getValue();
                taskByLaunch.put(
                        LaunchId.of(new FrameworkId(id), new TaskId(name), offerIds.get(0)),
                        life.framework() + " " + name);
            }
        });
    }

    @Override
    public void durable(JournalKey journal, JournalEntry entry) {
        entry.match(
                end -> {
                    String task = taskByLaunch.get(end.launch());
                    if (task != null) {
                        durable.add(task);
                    }
                },
                lease -> {},
                moved -> {},
                removal -> {});
    }

    @Override
    public void acknowledged(DriverLife life, TaskStatus status) {
        Map<String, Instant> its = acknowledged.get(life);
        boolean isLost = lost.getOrDefault(life, Set.of()).contains(Updates.task(status));
        if (its != null && !isLost && !disconnected.contains(life)) {
            its.put(Updates.task(status) + " " + status.getState(), court.now());
        }
    }

    @Override
    public void told(DriverLife life, TaskStatus status) {
        if (Updates.isAnswer(status)) {
            return;
        }
        Map<String, Instant> its = acknowledged.getOrDefault(life, new HashMap<>());
        String task = Updates.task(status);
        if (Updates.isOfLostAgent(status)) {
            its.keySet().removeIf(each -> each.startsWith(task + " "));
            lost.computeIfAbsent(life, first -> new HashSet<>()).add(task);
            return;
        }
        lost.computeIfAbsent(life, first -> new HashSet<>()).remove(task);
        // When a process goes on that stood still, what was acknowledged meanwhile and what was due to be told again
        // cross.
        Instant on = wentOn.get(life);
        boolean cross = on != null && !court.now().isAfter(on.plus(wire));
        Instant at = its.get(task + " " + status.getState());
        boolean onItsWay = at != null && !wire.isZero() && !court.now().isAfter(at.plus(wire));
        if (!cross && at != null && !onItsWay) {
            court.broken(
                    rule(), life + " tells again that task " + task + " is " + status.getState() + ", as acknowledged");
        }
        boolean known = durableBefore.getOrDefault(life, Set.of()).contains(life.framework() + " " + task);
        if (known && Updates.isEnd(status)) {
            court.broken(
                    rule(),
                    life + " tells that task " + task + " is " + status.getState()
                            + ", though its journal has had the end as acknowledged from the start");
        }
    }
}
