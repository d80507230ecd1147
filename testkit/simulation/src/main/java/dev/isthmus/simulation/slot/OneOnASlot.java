package dev.isthmus.simulation.slot;

import dev.isthmus.simulation.law.EcsTasks;
import dev.isthmus.simulation.law.WorldLaw;
import dev.isthmus.simulation.verdict.Court;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.Task;

/** R-WD-30: on a slot on Fargate there is one task of ECS at a time, from its start until it is STOPPED. */
public final class OneOnASlot implements WorldLaw {

    private final Court court;
    private final TreeMap<String, Set<String>> tasks = new TreeMap<>();

    /** All slots are free. */
    public OneOnASlot(Court court) {
        this.court = court;
    }

    @Override
    public String rule() {
        return "R-WD-30";
    }

    @Override
    public void taskChanged(Task task) {
        if (task.launchType() == LaunchType.FARGATE) {
            EcsTasks.agent(task).ifPresent(slot -> changed(slot, task));
        }
    }

    private void changed(String slot, Task task) {
        Set<String> there = tasks.computeIfAbsent(slot, first -> new TreeSet<>());
        if (EcsTasks.isStopped(task)) {
            there.remove(task.taskArn());
        } else if (there.add(task.taskArn()) && there.size() > 1) {
            court.broken(rule(), "on slot " + slot + " are " + there);
        }
    }
}
