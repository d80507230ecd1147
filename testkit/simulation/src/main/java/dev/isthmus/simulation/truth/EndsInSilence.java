package dev.isthmus.simulation.truth;

import dev.isthmus.mesos.messages.Protos.TaskState;
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
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * R-WD-33: where no event comes any more to queues that answer, that is noticed by the first task that has begun since, and ends are told from then on as if there were no queue.
 * All is counted while nothing else goes wrong.
 */
public final class EndsInSilence implements WorldLaw {

    /** How long an event of the task is waited for (ADR 53), with the look that finds out. */
    private static final Duration NOTICED = Duration.ofMinutes(6);

    private static final Duration BOUND = Duration.ofSeconds(90);
    private static final Duration LOOKS = Duration.ofSeconds(5);

    private final Court court;
    private final Fairness fairness;
    private final Supplier<Optional<Instant>> fairButForEvents;
    private final SimulatedQueues queues;
    private final Supplier<Map<String, SortedSet<String>>> live;
    private final Map<String, Instant> begun = new HashMap<>();
    private final Map<String, Instant> ended = new HashMap<>();
    /** When a framework was told that a task runs of which no event can have come. */
    private final Map<String, Told> told = new HashMap<>();

    private Instant nextLook;

    private record Told(Instant begun, Instant at) {}

    /**
     * Events come.
     *
     * @param fairButForEvents since when nothing goes wrong but with events; empty if something does
     * @param live the tasks that each framework takes for living, by the framework's name
     */
    public EndsInSilence(
            Court court,
            Fairness fairness,
            Supplier<Optional<Instant>> fairButForEvents,
            SimulatedQueues queues,
            Supplier<Map<String, SortedSet<String>>> live) {
        this.court = court;
        this.fairness = fairness;
        this.fairButForEvents = fairButForEvents;
        this.queues = queues;
        this.live = live;
        this.nextLook = court.now();
    }

    @Override
    public String rule() {
        return "R-WD-33";
    }

    @Override
    public void taskChanged(Task task) {
        EcsTasks.ids(task).forEach(id -> {
            if (EcsTasks.isStopped(task)) {
                begun.remove(id);
                ended.put(id, court.now());
            } else {
                begun.putIfAbsent(id, court.now());
            }
        });
    }

    @Override
    public void told(DriverLife life, TaskStatus status) {
        String id = Updates.task(status);
        if (Updates.isEnd(status)) {
            ended.remove(id);
        } else if (status.getState() == TaskState.TASK_RUNNING && status.hasUuid()) {
            silence(life.framework())
                    .filter(since -> begun.getOrDefault(id, Instant.MIN).isAfter(since))
                    .ifPresent(since -> {
                        if (told.getOrDefault(life.framework(), new Told(Instant.MIN, Instant.MIN))
                                .begun()
                                .isBefore(since)) {
                            told.put(life.framework(), new Told(begun.get(id), court.now()));
                        }
                    });
        }
    }

    /** Since when nothing goes wrong for a framework but that no event comes. */
    private Optional<Instant> silence(String framework) {
        Stream<Optional<Instant>> all = Stream.of(queues.silentSince(), fairButForEvents.get(), fairness.upSince(framework));
        return all.reduce((one, other) -> one.flatMap(its -> other.map(others -> its.isAfter(others) ? its : others)))
                .orElseThrow();
    }

    @Override
    public void stepped() {
        Instant now = court.now();
        if (now.isBefore(nextLook)) {
            return;
        }
        nextLook = now.plus(LOOKS);
        if (queues.silentSince().isEmpty() || told.isEmpty()) {
            return;
        }
        live.get().forEach((framework, ids) -> silence(framework).ifPresent(since -> {
            Told first = told.get(framework);
            if (first != null && !first.begun().isBefore(since)) {
                ids.forEach(id -> look(framework, id, first.at().plus(NOTICED)));
            }
        }));
    }

    private void look(String framework, String id, Instant noticed) {
        Instant end = ended.get(id);
        if (end != null) {
            Instant from = end.isAfter(noticed) ? end : noticed;
            if (from.plus(BOUND).isBefore(court.now())) {
                court.broken(
                        rule(),
                        framework + " was not told of the end of task " + id + ", which came about "
                                + Duration.between(end, court.now())
                                + " ago, though its driver must know that no event comes");
            }
        }
    }
}
