package dev.isthmus.simulation.truth;

import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.simulation.law.Updates;
import dev.isthmus.simulation.law.WorldLaw;
import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.verdict.Court;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** R-WD-11: a framework is told of tasks that it has launched or asked for, and of no others. */
public final class OwnTasks implements WorldLaw {

    private final Court court;
    private final Map<String, Set<String>> known = new HashMap<>();

    /** Nothing is launched. */
    public OwnTasks(Court court) {
        this.court = court;
    }

    @Override
    public String rule() {
        return "R-WD-11";
    }

    private Set<String> of(DriverLife life) {
        return known.computeIfAbsent(life.framework(), first -> new HashSet<>());
    }

    @Override
    public void answered(DriverLife life, List<String> offerIds, List<TaskInfo> tasks) {
        tasks.forEach(task -> of(life).add(task.getTaskId().getValue()));
    }

    @Override
    public void reconcileAsked(DriverLife life, List<String> taskIds) {
        of(life).addAll(taskIds);
    }

    @Override
    public void killAsked(DriverLife life, String taskId) {
        of(life).add(taskId);
    }

    @Override
    public void told(DriverLife life, TaskStatus status) {
        String task = Updates.task(status);
        if (!of(life).contains(task)) {
            court.broken(
                    rule(),
                    life + " tells that task " + task + " is " + status.getState() + ", which " + life.framework()
                            + " has neither launched nor asked for");
        }
    }
}
