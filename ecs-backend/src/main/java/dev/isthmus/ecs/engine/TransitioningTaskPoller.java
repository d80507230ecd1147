package dev.isthmus.ecs.engine;

import dev.isthmus.ecs.budget.PagedReads;
import dev.isthmus.ecs.budget.PollPace;
import dev.isthmus.ecs.budget.Priority;
import dev.isthmus.ecs.budget.ReadShare;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.call.Described;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.step.Notes;
import dev.isthmus.ecs.step.Steps;
import dev.isthmus.ecs.task.EcsTaskLedger;
import dev.isthmus.ecs.task.EcsTaskLedger.Discovery;
import dev.isthmus.ecs.view.TaskView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Polls the tasks of our framework that are starting or stopping between polling rounds, so that the result of a start or stop is known soon, however
 * long a listing of the cluster takes. Those for which ECS has had no instance for a while are polled more and more seldom: an instance takes minutes to come, and may
 * never. Not thread-safe: used within steps only.
 */
final class TransitioningTaskPoller {

    /** After how long a task that waits for an instance is no longer looked at as often as others. */
    private static final Duration PATIENT = Duration.ofSeconds(20);

    /** It is looked at again after this part of the time it has waited. */
    private static final int PART = 10;

    private final Steps steps;
    private final Notes notes;
    private final PagedReads reading;
    private final EcsTaskLedger ledger;
    private final Discovery discovery;
    private final PollPace pace;
    private final PollSchedule agenda;
    /** Before this there is no look, as others read, too. */
    private Instant notBefore = Instant.MIN;

    /** When there is one, if nothing begins to move before. */
    private Instant wakeAt = Instant.MAX;

    private Instant waitingAt = Instant.MIN;
    private boolean isReading;

    /**
     * Creates it.
     *
     * @param discovery decides on tasks that are not tracked yet
     * @param pace the polling interval, and the longest for what waits
     */
    TransitioningTaskPoller(
            Steps steps,
            PagedReads reading,
            EcsTaskLedger ledger,
            Discovery discovery,
            PollPace pace,
            PollSchedule agenda) {
        this.steps = steps;
        this.notes = steps.notes(TransitioningTaskPoller.class);
        this.reading = reading;
        this.ledger = ledger;
        this.discovery = discovery;
        this.pace = pace;
        this.agenda = agenda;
    }

    /** To be called when a task may be starting or stopping. */
    void soon() {
        wake(steps.now().plus(pace.busy()));
    }

    /** Whether a task is starting or stopping, other than those that have waited for an instance for a while. */
    boolean isBusy() {
        List<String> moving = ledger.moving();
        return !moving.isEmpty() && !waiting().keySet().containsAll(moving);
    }

    /** The tasks that have waited for an instance for a while, and for nothing else, and since when. */
    private Map<String, Instant> waiting() {
        Instant since = steps.now().minus(PATIENT);
        Map<String, Instant> waiting = new LinkedHashMap<>();
        ledger.holdings().unplaced().keySet().stream()
                .flatMap(launch -> ledger.find(launch).stream())
                .filter(task -> task.waits(since))
                .forEach(task -> waiting.put(task.arn(), task.unplacedSince().orElseThrow()));
        return waiting;
    }

    private void wake(Instant wanted) {
        Instant at = wanted.isBefore(notBefore) ? notBefore : wanted;
        if (!isReading && at.isBefore(wakeAt)) {
            wakeAt = at;
            steps.after(Duration.between(steps.now(), at), () -> due(at));
        }
    }

    private void due(Instant at) {
        // Otherwise it was put forward.
        if (at.equals(wakeAt)) {
            wakeAt = Instant.MAX;
            look();
        }
    }

    private void look() {
        List<String> wanted = new ArrayList<>(ledger.moving());
        Map<String, Instant> waiting = waiting();
        if (steps.now().isBefore(waitingAt)) {
            wanted.removeAll(waiting.keySet());
        } else {
            waitingAt = steps.now().plus(between(waiting));
        }
        if (!wanted.isEmpty()) {
            isReading = true;
            reading.<TaskView>describe(
                    Priority.READ,
                    wanted,
                    EcsCall.DescribeTasks::new,
                    (described, failure) -> looked(wanted.size(), described, failure));
        } else if (!waiting.isEmpty()) {
            wake(waitingAt);
        }
    }

    /** For how long those that wait are not looked at again: the one that began last says it for all, so that it is one call. */
    private Duration between(Map<String, Instant> waiting) {
        return waiting.values().stream()
                .max(Comparator.naturalOrder())
                .map(since -> pace.within(Duration.between(since, steps.now()).dividedBy(PART)))
                .orElse(Duration.ZERO);
    }

    private void looked(int count, Described<TaskView> described, Optional<CallFailure> failure) {
        isReading = false;
        Duration share = agenda.forTasks().between(ReadShare.calls(count));
        notBefore = steps.now().plus(share.compareTo(pace.busy()) > 0 ? share : pace.busy());
        wake(notBefore);
        failure.ifPresent(why -> {
            notes.debug("Tasks in transition could not be described: {}", why.message());
            if (!why.failure().passes()) {
                agenda.describeAll();
            }
        });
        ledger.take(described, discovery, steps.now());
    }
}
