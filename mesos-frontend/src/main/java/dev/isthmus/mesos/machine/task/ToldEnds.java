package dev.isthmus.mesos.machine.task;

import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Reason;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Source;
import dev.isthmus.mesos.status.Statuses;
import dev.isthmus.mesos.task.MesosTaskLedger;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which tasks the framework has been told the end of, and when: counted in updates, not in time. What it calls from inside a callback waits
 * until the callbacks that were due before have returned, so a question may be older than the end that it asks for; then that end is the
 * answer.
 */
public final class ToldEnds {

    /** So many are remembered: more than questions that wait can be about. */
    private static final int REMEMBERED = 10_000;

    private final MesosTaskLedger tasks;
    /** The how manieth update told the end of a task. */
    private final Map<String, Long> ends = new LinkedHashMap<>();
    /** Tasks of which an answer said that they are lost, though nothing was known of them. */
    private final Map<String, Long> unknown = new LinkedHashMap<>();
    /** How many updates have been told. */
    private long told;

    public ToldEnds(MesosTaskLedger tasks) {
        this.tasks = tasks;
    }

    /** An update has been told; true if it was the end of its task, and not an answer. */
    boolean delivered(TaskStatus status) {
        told++;
        if (!Statuses.isTerminal(status.getState())) {
            return false;
        }
        String task = status.getTaskId().getValue();
        boolean end = !isAnswer(status);
        if (end) {
            remember(ends, task);
        } else if (tasks.find(task).isEmpty() && tasks.endedEarlier(task).isEmpty()) {
            remember(unknown, task);
        }
        return end;
    }

    private static boolean isAnswer(TaskStatus status) {
        return status.getSource() == Source.SOURCE_MASTER && status.getReason() == Reason.REASON_RECONCILIATION;
    }

    private void remember(Map<String, Long> which, String task) {
        which.remove(task);
        which.put(task, told);
        if (which.size() > REMEMBERED) {
            which.remove(which.keySet().iterator().next());
        }
    }

    /** As many updates as that, but no more than have been told by now. */
    long byNow(long updates) {
        return Math.min(updates, told);
    }

    /** Whether the end of a task was told after so many updates. */
    boolean isToldSince(String task, long updates) {
        return ends.getOrDefault(task, 0L) > updates;
    }

    /** Whether the end of a task was told at all. */
    boolean isTold(String task) {
        return ends.containsKey(task);
    }

    /** Whether the framework was told that a task is lost because nothing was known of it, so that its end would be a second one. */
    boolean isToldUnknown(String task) {
        return unknown.containsKey(task);
    }
}
