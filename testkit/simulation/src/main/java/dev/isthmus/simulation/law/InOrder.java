package dev.isthmus.simulation.law;

import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.verdict.Court;
import java.util.HashMap;
import java.util.Map;

/** R-WD-06: within a life of a driver, a task is never told to be less far than it was told to be; unless its agent was lost. */
public final class InOrder implements WorldLaw {

    private static final int RUNS = Updates.rank(TaskState.TASK_RUNNING);

    private final Court court;
    private final Map<DriverLife, Map<String, TaskState>> last = new HashMap<>();

    /** Nothing is told. */
    public InOrder(Court court) {
        this.court = court;
    }

    @Override
    public String rule() {
        return "R-WD-06";
    }

    @Override
    public void told(DriverLife life, TaskStatus status) {
        Map<String, TaskState> states = last.computeIfAbsent(life, first -> new HashMap<>());
        String task = Updates.task(status);
        if (Updates.isOfLostAgent(status)) {
            states.remove(task);
            return;
        }
        boolean answer = Updates.isAnswer(status);
        TaskState before = states.get(task);
        if (before != null) {
            // An answer says of a task that is being killed that it runs.
            int known = answer ? Math.min(RUNS, Updates.rank(before)) : Updates.rank(before);
            if (Updates.rank(status.getState()) < known) {
                court.broken(
                        rule(),
                        life + " tells of task " + task + ", which was " + before + ", that it is "
                                + status.getState());
            }
        }
        if (!answer) {
            states.put(task, status.getState());
        }
    }

    @Override
    public void ended(DriverLife life) {
        last.remove(life);
    }
}
