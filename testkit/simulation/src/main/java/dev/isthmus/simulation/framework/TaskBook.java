package dev.isthmus.simulation.framework;

import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.status.Statuses;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a framework keeps of its tasks, as in a store that outlives its process. */
public final class TaskBook {

    /** So many at least, so that ids are in the order of launches. */
    private static final int DIGITS = 5;

    private final String prefix;
    private final SortedMap<String, TaskState> live = new TreeMap<>();
    private int launched;

    /** Without tasks; their ids begin with {@code prefix}. */
    public TaskBook(String prefix) {
        this.prefix = prefix;
    }

    /** The id of a task that is about to be launched; kept only if the process that launches it is {@code current}. */
    public String next(boolean current) {
        String number = String.valueOf(launched++);
        String id = prefix + "-" + "0".repeat(Math.max(0, DIGITS - number.length())) + number;
        if (current) {
            live.put(id, TaskState.TASK_STAGING);
        }
        return id;
    }

    /** An update, or an answer, has come. */
    public void told(TaskStatus status) {
        String id = status.getTaskId().getValue();
        if (Statuses.isTerminal(status.getState())) {
            live.remove(id);
        } else {
            live.put(id, status.getState());
        }
    }

    /** A task is no more, whatever comes of it. */
    public void forget(String id) {
        live.remove(id);
    }

    /** All tasks are no more, whatever comes of them. */
    public void forgetAll() {
        live.clear();
    }

    /** The tasks that live for all it knows. */
    public SortedSet<String> live() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(live.keySet()));
    }

    /** The same, in a list. */
    public List<String> ids() {
        return new ArrayList<>(live.keySet());
    }

    /** How many live. */
    public int size() {
        return live.size();
    }

    /** How many were ever launched. */
    public int launched() {
        return launched;
    }
}
