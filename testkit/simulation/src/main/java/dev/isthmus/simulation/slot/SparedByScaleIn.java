package dev.isthmus.simulation.slot;

import dev.isthmus.simulation.law.EcsTasks;
import dev.isthmus.simulation.law.WorldLaw;
import dev.isthmus.simulation.verdict.Court;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/** R-WD-32: no capacity provider takes away an instance that carries a task of ours: each counts for it, and holds its instance. */
public final class SparedByScaleIn implements WorldLaw {

    private final Court court;
    /** The tasks of drivers by instance, with those that ended because their instance did. */
    private final Map<String, Set<String>> tasks = new TreeMap<>();

    /** There is no instance. */
    public SparedByScaleIn(Court court) {
        this.court = court;
    }

    @Override
    public String rule() {
        return "R-WD-32";
    }

    @Override
    public void taskChanged(Task task) {
        if (task.containerInstanceArn() == null || EcsTasks.framework(task).isEmpty()) {
            return;
        }
        Set<String> there = tasks.computeIfAbsent(task.containerInstanceArn(), first -> new TreeSet<>());
        if (EcsTasks.isStopped(task) && task.stopCode() != TaskStopCode.TERMINATION_NOTICE) {
            there.remove(task.taskArn());
        } else {
            there.add(task.taskArn());
        }
    }

    @Override
    public void scaledIn(String instanceArn) {
        Set<String> there = tasks.getOrDefault(instanceArn, Set.of());
        if (!there.isEmpty()) {
            court.broken(rule(), "instance " + instanceArn + " is taken away, on which are " + there);
        }
    }
}
