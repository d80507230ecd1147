package dev.isthmus.cli.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.mesos.Protos.TaskState;

/** The states of the demo's tasks so far. Written by the driver's thread, read by the one that draws. */
final class Board {

    private final Object lock = new Object();
    private final Map<String, TaskRow> rows = new LinkedHashMap<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private int offers;
    private String error = "";

    Board(List<PlannedTask> tasks) {
        tasks.forEach(task -> rows.put(task.name(), TaskRow.planned(task)));
    }

    void offered(int count) {
        synchronized (lock) {
            offers += count;
        }
    }

    void launched(String task, String agent, Instant now) {
        synchronized (lock) {
            rows.computeIfPresent(task, (name, row) -> row.launchedOn(agent, now));
        }
    }

    /** Adds a state; true if every task has now ended. */
    boolean changed(String task, TaskState state, String message, Instant now) {
        synchronized (lock) {
            rows.computeIfPresent(task, (name, row) -> row.in(state, message, now));
            boolean all = rows.values().stream().allMatch(TaskRow::ended);
            if (all) {
                ended.countDown();
            }
            return all;
        }
    }

    /** Notes that the driver has failed. */
    void failed(String message) {
        synchronized (lock) {
            error = message;
        }
        ended.countDown();
    }

    /** Waits until all tasks have ended or the driver has failed; false if neither happened in time. */
    boolean await(long time, TimeUnit unit) throws InterruptedException {
        return ended.await(time, unit);
    }

    List<TaskRow> rows() {
        synchronized (lock) {
            return new ArrayList<>(rows.values());
        }
    }

    int offers() {
        synchronized (lock) {
            return offers;
        }
    }

    /** The error of the driver; empty if it has not failed. */
    String error() {
        synchronized (lock) {
            return error;
        }
    }

    boolean asPlanned() {
        return rows().stream().allMatch(TaskRow::asPlanned);
    }
}
