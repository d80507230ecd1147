package dev.isthmus.simulation.law;

import dev.isthmus.simulation.verdict.Court;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.Task;

/** R-WD-02: a launch starts one task of ECS at most, ever. */
public final class StartedOnce implements WorldLaw {

    private final Court court;
    private final Map<String, String> taskByLaunch = new HashMap<>();
    private final Set<String> seen = new HashSet<>();

    /** Nothing is started. */
    public StartedOnce(Court court) {
        this.court = court;
    }

    @Override
    public String rule() {
        return "R-WD-02";
    }

    @Override
    public void taskChanged(Task task) {
        if (!seen.add(task.taskArn()) || task.overrides() == null) {
            return;
        }
        for (ContainerOverride container : task.overrides().containerOverrides()) {
            for (KeyValuePair variable : container.environment()) {
                if (variable.name().equals(EcsTasks.LAUNCH)) {
                    String before = taskByLaunch.putIfAbsent(variable.value(), task.taskArn());
                    if (before != null && !before.equals(task.taskArn())) {
                        court.broken(
                                rule(), "launch " + variable.value() + " started " + before + " and " + task.taskArn());
                    }
                }
            }
        }
    }
}
