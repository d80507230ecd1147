package dev.isthmus.simulation.truth;

import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.simulation.law.EcsTasks;
import dev.isthmus.simulation.law.Updates;
import dev.isthmus.simulation.law.WorldLaw;
import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.verdict.Court;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * R-WD-34: an event of an end that ECS shows no more is deleted from its queue only when the framework was told of that end: a process that is killed before would have lost it. What
 * a question was answered with counts, too.
 */
public final class DeletedWhenTold implements WorldLaw {

    /** For how long ECS shows what has ended. */
    private static final Duration SHOWN = Duration.ofHours(1);

    private final Court court;
    private final Map<String, Ended> ended = new HashMap<>();
    private final Set<String> told = new HashSet<>();

    private record Ended(List<String> tasks, Instant at) {}

    /** Nothing has ended. */
    public DeletedWhenTold(Court court) {
        this.court = court;
    }

    @Override
    public String rule() {
        return "R-WD-34";
    }

    @Override
    public void taskChanged(Task task) {
        if (EcsTasks.isStopped(task)) {
            ended.putIfAbsent(task.taskArn(), new Ended(EcsTasks.ids(task), court.now()));
        }
    }

    @Override
    public void told(DriverLife life, TaskStatus status) {
        if (Updates.isEnd(status)) {
            told.add(Updates.task(status));
        }
    }

    @Override
    public void endDeleted(DriverLife life, String taskArn) {
        Ended its = ended.get(taskArn);
        if (its == null || its.at().plus(SHOWN).isAfter(court.now())) {
            return;
        }
        its.tasks().stream()
                .filter(id -> id.startsWith(life.framework() + "-") && !told.contains(id))
                .findFirst()
                .ifPresent(id -> court.broken(
                        rule(),
                        life + " has deleted the event of the end of task " + id + ", which came about "
                                + Duration.between(its.at(), court.now()) + " ago and was never told"));
    }
}
