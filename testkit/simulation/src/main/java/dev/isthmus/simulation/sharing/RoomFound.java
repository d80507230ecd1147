package dev.isthmus.simulation.sharing;

import dev.isthmus.simulation.law.EcsTasks;
import dev.isthmus.simulation.law.WorldLaw;
import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.verdict.Court;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * R-WD-26: ECS refuses no launch of a master's framework for want of room on an agent on which only frameworks of this master have something: none of them takes what another
 * was offered. Judged while nothing goes wrong, and some time after a master began.
 */
public final class RoomFound implements WorldLaw {

    /** What an earlier master has launched may turn up for so long. */
    private static final Duration SETTLED = Duration.ofMinutes(2);

    private final Court court;
    /** What others have on instances, by ARN. */
    private final Map<String, Set<String>> ofOthers = new TreeMap<>();

    private int masters;
    private int begun;
    private Instant since = Instant.MIN;
    private boolean isFair = true;

    /** Nobody has anything. */
    public RoomFound(Court court) {
        this.court = court;
    }

    @Override
    public String rule() {
        return "R-WD-26";
    }

    @Override
    public void fair(boolean fair) {
        if (fair && !isFair) {
            since = court.now().plus(SETTLED);
        }
        isFair = fair;
    }

    @Override
    public void began(DriverLife life) {
        if (life.isOfMaster()) {
            masters++;
            // Before the first there was nobody.
            since = ++begun == 1 ? since : court.now().plus(SETTLED);
        }
    }

    @Override
    public void ended(DriverLife life) {
        masters -= life.isOfMaster() ? 1 : 0;
    }

    @Override
    public void taskChanged(Task task) {
        if (EcsTasks.framework(task).isEmpty() && task.containerInstanceArn() != null) {
            Set<String> there = ofOthers.computeIfAbsent(task.containerInstanceArn(), first -> new TreeSet<>());
            if ("STOPPED".equals(task.lastStatus())) {
                there.remove(task.taskArn());
                // That is seen later.
            } else {
                there.add(task.taskArn());
            }
        }
    }

    @Override
    public void foundNoRoom(String instanceArn) {
        if (isFair
                && masters == 1
                && !court.now().isBefore(since)
                && ofOthers.getOrDefault(instanceArn, Set.of()).isEmpty()) {
            court.broken(
                    rule(),
                    "ECS has no room on " + instanceArn
                            + " for a launch of the master, whose frameworks alone have something there");
        }
    }
}
