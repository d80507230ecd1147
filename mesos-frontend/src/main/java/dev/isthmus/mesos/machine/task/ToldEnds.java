package dev.isthmus.mesos.machine.task;

import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.status.Statuses;
import dev.isthmus.mesos.task.MesosTaskLedger;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers which terminal updates the framework has received, and when, counted in updates rather than time. A call from inside a callback waits
 * until the callbacks that were due before it have returned, so a reconciliation may be older than the terminal update of its task; then that update
 * is the answer.
 */
public final class ToldEnds {

    /** How many are remembered: more than waiting requests can be about. */
    private static final int REMEMBERED = 10_000;

    private final MesosTaskLedger tasks;
    /** For each task, the number of the update that ended it. */
    private final Map<String, Long> ends = new LinkedHashMap<>();
    /** Tasks that were answered to be over although none that lives was known: lost, or as an earlier one of that id had ended. */
    private final Map<String, Long> unknown = new LinkedHashMap<>();
    /** How many updates have been delivered. */
    private long told;

    public ToldEnds(MesosTaskLedger tasks) {
        this.tasks = tasks;
    }

    /** Notes a delivered update; true if it ended its task, and was no answer to reconciliation. */
    boolean delivered(TaskStatus status) {
        told++;
        if (!Statuses.isTerminal(status.getState())) {
            return false;
        }
        String task = status.getTaskId().getValue();
        boolean end = !Statuses.isAnswer(status);
        if (end) {
            remember(ends, task);
        } else if (tasks.find(task).isEmpty()) {
            remember(unknown, task);
        }
        return end;
    }

    private void remember(Map<String, Long> which, String task) {
        which.remove(task);
        which.put(task, told);
        if (which.size() > REMEMBERED) {
            which.remove(which.keySet().iterator().next());
        }
    }

    /** This number of updates, but no more than have been delivered by now. */
    long byNow(long updates) {
        return Math.min(updates, told);
    }

    /** Whether the terminal update of a task was delivered after this number of updates. */
    boolean isToldSince(String task, long updates) {
        return ends.getOrDefault(task, 0L) > updates;
    }

    /** Whether the terminal update of a task was delivered. */
    boolean isTold(String task) {
        return ends.containsKey(task);
    }

    /** Whether a task was answered to be over because none that lives was known, so that its end would be a second one. */
    boolean isToldUnknown(String task) {
        return unknown.containsKey(task);
    }
}
