package dev.isthmus.simulation.law;

import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.verdict.Court;
import java.util.HashMap;
import java.util.Map;

/**
 * R-WD-03: a task has one end: after it comes nothing but the same again, whatever lives its driver has. What is told of the tasks of a lost agent is none,
 * as they may come back with it; nor is what answers a question. That a task was killed, a later life may not know, if the kill reached neither ECS nor, as
 * acknowledged, the journal: it tells the end that the task found by itself.
 */
public final class OneEnd implements WorldLaw {

    private final Court court;
    private final Map<String, TaskStatus> ends = new HashMap<>();
    private final Map<String, DriverLife> toldBy = new HashMap<>();
    private final Map<String, DriverLife> newest = new HashMap<>();

    /** Nothing has ended. */
    public OneEnd(Court court) {
        this.court = court;
    }

    @Override
    public String rule() {
        return "R-WD-03";
    }

    @Override
    public void began(DriverLife life) {
        newest.put(life.framework(), life);
    }

    /** One that was replaced, and has not learned it yet, may still tell what waited for an acknowledgement in it. */
    private boolean isLeftover(DriverLife life, TaskStatus status) {
        return !Updates.isEnd(status) && !life.equals(newest.getOrDefault(life.framework(), life));
    }

    @Override
    public void told(DriverLife life, TaskStatus status) {
        if (Updates.isAnswer(status) || Updates.isOfLostAgent(status) || isLeftover(life, status)) {
            return;
        }
        String task = life.framework() + " " + Updates.task(status);
        TaskStatus end = ends.get(task);
        if (end != null && end.getState() != status.getState() && !isUnknownKill(life, task, end, status)) {
            court.broken(
                    rule(),
                    life + " tells of task " + task + ", which has ended as " + end.getState() + " "
                            + end.getReason() + ", that it is " + status.getState() + " " + status.getReason() + ": "
                            + status.getMessage());
        }
        if (Updates.isEnd(status)) {
            ends.putIfAbsent(task, status);
            toldBy.putIfAbsent(task, life);
        }
    }

    private boolean isUnknownKill(DriverLife life, String task, TaskStatus end, TaskStatus status) {
        return end.getState() == TaskState.TASK_KILLED && Updates.isEnd(status) && !life.equals(toldBy.get(task));
    }
}
