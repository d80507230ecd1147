package dev.isthmus.simulation.truth;

import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.simulation.cluster.SimulatedQueues;
import dev.isthmus.simulation.law.EcsTasks;
import dev.isthmus.simulation.law.Fairness;
import dev.isthmus.simulation.law.Updates;
import dev.isthmus.simulation.law.WorldLaw;
import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.verdict.Court;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * R-WD-34: an end that came about while no driver of its framework was there, and of which nothing was lost on its way to the driver's queue, is told by itself, within a bound of
 * fair time of the life that the driver has then, until it is acknowledged: however long ago it was, and whatever lives have received its event before.
 */
public final class EndsKeptInQueue implements WorldLaw {

    private static final Duration BOUND = Duration.ofMinutes(4);
    private static final Duration LOOKS = Duration.ofSeconds(5);

    private final Court court;
    private final Fairness fairness;
    private final SimulatedQueues queues;
    private final Map<String, Set<DriverLife>> lives = new HashMap<>();
    private final Set<String> acknowledged = new HashSet<>();
    /** The ends that nobody was there for, by task. */
    private final Map<String, Missed> missed = new TreeMap<>();

    private Instant nextLook;

    private static final class Missed {
        private final String framework;
        private final Instant at;
        private @Nullable DriverLife told;

        Missed(String framework, Instant at) {
            this.framework = framework;
            this.at = at;
        }
    }

    /** Nothing has ended. */
    public EndsKeptInQueue(Court court, Fairness fairness, SimulatedQueues queues) {
        this.court = court;
        this.fairness = fairness;
        this.queues = queues;
        this.nextLook = court.now();
    }

    @Override
    public String rule() {
        return "R-WD-34";
    }

    @Override
    public void began(DriverLife life) {
        lives.computeIfAbsent(life.framework(), first -> new HashSet<>()).add(life);
    }

    @Override
    public void ended(DriverLife life) {
        lives.getOrDefault(life.framework(), new HashSet<>()).remove(life);
        missed.values().stream().filter(its -> life.equals(its.told)).forEach(its -> its.told = null);
    }

    @Override
    public void taskChanged(Task task) {
        if (EcsTasks.isStopped(task)) {
            EcsTasks.ids(task)
                    .filter(id -> !acknowledged.contains(id))
                    .forEach(id -> absent(id).ifPresent(framework ->
                            missed.putIfAbsent(id, new Missed(framework, court.now()))));
        }
    }

    /** The framework of a task, with whose name its id begins, if it has no process. */
    private Optional<String> absent(String id) {
        return lives.entrySet().stream()
                .filter(its -> its.getValue().isEmpty() && id.startsWith(its.getKey() + "-"))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static boolean isEnd(TaskStatus status) {
        return status.hasUuid() && Updates.isEnd(status);
    }

    @Override
    public void told(DriverLife life, TaskStatus status) {
        Missed its = missed.get(Updates.task(status));
        if (its != null && isEnd(status)) {
            its.told = life;
        }
    }

    @Override
    public void acknowledged(DriverLife life, TaskStatus status) {
        if (isEnd(status)) {
            acknowledged.add(Updates.task(status));
            missed.remove(Updates.task(status));
        }
    }

    @Override
    public void stepped() {
        Instant now = court.now();
        if (now.isBefore(nextLook)) {
            return;
        }
        nextLook = now.plus(LOOKS);
        missed.values().removeIf(its -> queues.mayHaveLostSince(its.at));
        missed.forEach((id, its) -> {
            boolean isOver = its.told == null
                    && fairness.forHowLong(its.framework)
                            .filter(fair -> fair.compareTo(BOUND) > 0)
                            .isPresent();
            if (isOver) {
                court.broken(
                        rule(),
                        its.framework + " was not told of the end of task " + id + ", which came about "
                                + Duration.between(its.at, now) + " ago while it had no process");
            }
        });
    }
}
