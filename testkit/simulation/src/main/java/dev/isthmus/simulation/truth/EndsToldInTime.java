package dev.isthmus.simulation.truth;

import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.protobuf.ByteString;
import dev.isthmus.simulation.cluster.EventFlow;
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
 * R-WD-33: where drivers hear events, an end is told within seconds while events come. While none comes it is told as soon as by polls, from when the driver must know of that: of a queue
 * that does not answer after a while, of one that answers and says nothing by the first task that has begun since. Counted while nothing else goes wrong, and
 * from when all that was told of the task before is acknowledged.
 */
public final class EndsToldInTime implements WorldLaw {

    /** How long an event of a task is waited for (ADR 53), with the look that finds out. */
    private static final Duration MISSED = Duration.ofMinutes(6);

    /** The same of an answer of the queue. */
    private static final Duration UNANSWERED = Duration.ofSeconds(100);

    /** After that, a driver that begins, or whose queue answers again, has heard what waited, also what a process had received that is no more. */
    private static final Duration SETTLED = Duration.ofSeconds(150);

    /** For an event to be received, with a receive that is under way. */
    private static final Duration HEARD = Duration.ofSeconds(10);

    /** What a poll takes, with what is seen late. */
    private static final Duration LOOKED = Duration.ofSeconds(25);

    private static final Duration LOOKS = Duration.ofSeconds(2);

    private final Court court;
    private final Fairness fairness;
    private final Supplier<Optional<Instant>> fairButForEvents;
    private final EventFlow flow;
    private final Supplier<Map<String, SortedSet<String>>> live;
    private final Duration polled;
    private final Map<String, Instant> begun = new HashMap<>();
    private final Map<String, Instant> ended = new HashMap<>();
    /** The updates that wait for their acknowledgement, by task: what follows is told after that. */
    private final Map<String, ByteString> unacknowledged = new HashMap<>();

    private final Map<String, Instant> acknowledged = new HashMap<>();
    /** When a framework was told that a task runs of which no event can have come. */
    private final Map<String, Told> told = new HashMap<>();

    private Instant nextLook;

    private record Told(Instant begun, Instant at) {}

    private record From(Instant since, Duration bound, String why) {}

    /**
     * Events come.
     *
     * @param fairButForEvents since when nothing goes wrong but with events; empty if something does
     * @param live the tasks that each framework takes for living, by the framework's name
     * @param idle how often a driver looks when nothing changes
     */
    public EndsToldInTime(
            Court court,
            Fairness fairness,
            Supplier<Optional<Instant>> fairButForEvents,
            EventFlow flow,
            Supplier<Map<String, SortedSet<String>>> live,
            Duration idle) {
        this.court = court;
        this.fairness = fairness;
        this.fairButForEvents = fairButForEvents;
        this.flow = flow;
        this.live = live;
        this.polled = idle.plus(LOOKED);
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
            return;
        }
        if (!status.hasUuid()) {
            return;
        }
        unacknowledged.put(id, status.getUuid());
        if (status.getState() == TaskState.TASK_RUNNING) {
            Instant from = begun.getOrDefault(id, Instant.MIN);
            silence(life.framework()).filter(from::isAfter).ifPresent(since -> {
                Told known = told.get(life.framework());
                if (known == null || known.begun().isBefore(since)) {
                    told.put(life.framework(), new Told(from, court.now()));
                }
            });
        }
    }

    @Override
    public void acknowledged(DriverLife life, TaskStatus status) {
        String id = Updates.task(status);
        // What was told again is acknowledged again, when another may wait already.
        if (unacknowledged.remove(id, status.getUuid())) {
            acknowledged.put(id, court.now());
        }
    }

    /** Since when nothing goes wrong for a framework but that no event comes. */
    private Optional<Instant> silence(String framework) {
        Stream<Optional<Instant>> all =
                Stream.of(flow.silentSince(), fairButForEvents.get(), fairness.upSince(framework));
        return all.reduce((one, other) -> one.flatMap(its -> other.map(others -> later(its, others))))
                .orElseThrow();
    }

    @Override
    public void stepped() {
        Instant now = court.now();
        if (now.isBefore(nextLook)) {
            return;
        }
        nextLook = now.plus(LOOKS);
        if (!ended.isEmpty()) {
            live.get()
                    .forEach((framework, ids) -> from(framework).ifPresent(from -> ids.forEach(id -> look(id, from))));
        }
    }

    private void look(String id, From from) {
        Instant end = ended.get(id);
        if (end != null && !unacknowledged.containsKey(id)) {
            Instant counted = later(later(end, acknowledged.getOrDefault(id, end)), from.since());
            if (counted.plus(from.bound()).isBefore(court.now())) {
                court.broken(
                        rule(),
                        "the end of task " + id + " was not told, which came about "
                                + Duration.between(end, court.now()) + " ago, where " + from.why());
            }
        }
    }

    /** From when on, and within what time, a framework is to be told of ends; empty if that cannot be said. */
    private Optional<From> from(String framework) {
        if (flow.silentSince().isPresent()) {
            return silence(framework)
                    .flatMap(since -> Optional.ofNullable(told.get(framework))
                            .filter(first -> !first.begun().isBefore(since))
                            .map(first -> new From(first.at().plus(MISSED), polled, "events must be missed by now")));
        }
        return fairness.forHowLong(framework).map(fair -> {
            Instant since = court.now().minus(fair);
            return flow.unansweredSince()
                    .map(unanswered ->
                            new From(later(since, unanswered.plus(UNANSWERED)), polled, "the queue does not answer"))
                    .orElseGet(() -> new From(later(since, flow.answersSince()).plus(SETTLED), HEARD, "events come"));
        });
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
