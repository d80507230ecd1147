package dev.isthmus.ecs.event;

import dev.isthmus.api.failure.BackendFailure;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.ecs.budget.Backoff;
import dev.isthmus.ecs.budget.PagedReads;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.inventory.ContainerInstanceCache;
import dev.isthmus.ecs.step.EvictingSet;
import dev.isthmus.ecs.step.Notes;
import dev.isthmus.ecs.step.Steps;
import dev.isthmus.ecs.task.EcsTaskLedger;
import dev.isthmus.ecs.task.EcsTaskLedger.Discovery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Receives events from the queue: into a buffer first, until all tasks have been read; then each passes the gate, and is deleted after that. While events can be
 * relied upon the polling rounds rest; when they cannot, all goes on as without them (ADR 53). Without a queue it does nothing.
 *
 * <p>Not thread-safe: used within steps only.
 */
public final class EventIntake {

    /** A message that was received so often and not deleted, though it has passed the gate, is one that this process fails on. */
    static final int MOST_TRIES = 10;

    /** Of so many messages, those taken last, it is known that they have passed the gate. */
    private static final int REMEMBERED = 10_000;

    /** How many messages wait, at most, for the tasks to be read. */
    private static final int MOST_WAITING = 1_000;

    /** The most that one receive, or one delete, has. */
    private static final int BATCH = 10;

    /** How many receives are made at once while they bring full batches. */
    private static final int MOST_RECEIVES = 4;

    private static final Duration AGAIN = Duration.ofMillis(200);
    private static final Duration QUICK = Duration.ofSeconds(1);
    private static final Backoff BACKOFF =
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), Integer.MAX_VALUE);

    /** From how many failures on, one after the other, those are told of that may pass by themselves. */
    private static final int TOLD_AFTER = 3;

    private final Steps steps;
    private final Notes notes;
    private final PolledRounds rounds;
    private final boolean wanted;
    private final EventReliance reliance = new EventReliance();
    private final EventTally tally = new EventTally();
    private final EventGate gate;
    private final RestingRounds resting;
    /** By message id, the oldest first. */
    private final Map<String, QueueMessage> buffer = new LinkedHashMap<>();

    /** What has passed the gate: a message that was received in vain before, as tasks could not be read, is none that this process fails on. */
    private final EvictingSet<String> tried = new EvictingSet<>(REMEMBERED);

    private final Set<FrameworkId> toClaim = new LinkedHashSet<>();
    private boolean started;

    private int open;
    private int places = 1;
    private int failures;
    private Optional<BackendFailure.Category> told = Optional.empty();
    private boolean scheduled;
    private boolean waiting;
    private boolean saidUndeleted;

    /**
     * Creates it; it does nothing until it is started.
     *
     * @param cluster whose events are in the queue; empty if there is no queue
     * @param idle the polling interval of tasks with health checks
     */
    public EventIntake(
            Steps steps,
            PagedReads reading,
            EcsTaskLedger ledger,
            Discovery discovery,
            ContainerInstanceCache fleet,
            PolledRounds rounds,
            Optional<HeardCluster> cluster,
            Duration idle) {
        this.steps = steps;
        this.notes = steps.notes(EventIntake.class);
        this.rounds = rounds;
        this.wanted = cluster.isPresent();
        HeardCluster heard = cluster.orElseGet(() -> new HeardCluster("", ""));
        this.gate = new EventGate(steps, reading, ledger, discovery, fleet, rounds, heard, reliance, tally);
        HealthLooks health = new HealthLooks(steps, reading, ledger, discovery, rounds.forTasks(), idle);
        this.resting = new RestingRounds(steps, ledger, rounds, reliance, health);
    }

    /** Begins to receive, unless it has begun. */
    public void start() {
        if (wanted && !started) {
            started = true;
            resting.begin();
            receive();
        }
    }

    /** A framework is watched: it is told of ends that came before, when its tasks have been read. */
    public void watched(FrameworkId framework) {
        if (wanted) {
            toClaim.add(framework);
            start();
            takeAll();
        }
    }

    /** To be called when a task of a framework that is watched has changed, whoever told that: an event of it has come, or must come. */
    public void changed(TaskEvent event) {
        resting.changed(event);
    }

    /** What was heard so far; empty without a queue. */
    public Optional<EventFigures> figures() {
        return wanted ? Optional.of(tally.figures(steps.now(), resting.isResting())) : Optional.empty();
    }

    private void receive() {
        while (open < places && buffer.size() < MOST_WAITING) {
            open++;
            Instant begun = steps.now();
            steps.<List<QueueMessage>>receiveEvents(answer -> {
                open--;
                answer.match(ok -> received(ok.value(), begun), failed -> failed(failed.failure()));
            });
        }
    }

    private void receiveIn(Duration wait) {
        if (!scheduled) {
            scheduled = true;
            steps.after(wait, () -> {
                scheduled = false;
                receive();
            });
        }
    }

    private void received(List<QueueMessage> messages, Instant begun) {
        answered();
        messages.forEach(message -> buffer.put(message.id(), message));
        places = messages.size() < BATCH ? 1 : MOST_RECEIVES;
        boolean isWaitedFor = !messages.isEmpty() || !steps.now().isBefore(begun.plus(QUICK));
        if (isWaitedFor) {
            receive();
        } else {
            // A server that does not wait for messages is not to be asked without a pause.
            receiveIn(QUICK);
        }
        takeAll();
        resting.judge();
    }

    private void answered() {
        if (told.isPresent()) {
            notes.info("The queue of events answers again");
        }
        told = Optional.empty();
        failures = 0;
        reliance.answered(steps.now());
    }

    private void failed(CallFailure failure) {
        failures++;
        places = 1;
        reliance.unanswered();
        boolean isNew = !told.equals(Optional.of(failure.category()));
        if (isNew && (!failure.failure().passes() || failures >= TOLD_AFTER)) {
            told = Optional.of(failure.category());
            notes.warn(
                    "Events cannot be received, and the cluster is polled as without them until they can: {}",
                    failure.message());
        }
        receiveIn(BACKOFF.after(failures));
        resting.judge();
    }

    /** What has been received passes the gate, if all tasks have been read. */
    private void takeAll() {
        if (!rounds.isRead()) {
            if (!buffer.isEmpty() || !toClaim.isEmpty()) {
                takeLater();
            }
            return;
        }
        List<String> receipts = new ArrayList<>();
        Iterator<QueueMessage> messages = buffer.values().iterator();
        try {
            toClaim.forEach(gate::claim);
            toClaim.clear();
            while (messages.hasNext()) {
                QueueMessage message = messages.next();
                messages.remove();
                if (isHopeless(message) || gate.take(message)) {
                    receipts.add(message.receipt());
                }
            }
        } finally {
            // Also when one makes this fail: those before it have been taken, and those after it are to be.
            delete(receipts);
            if (!buffer.isEmpty()) {
                takeLater();
            }
        }
    }

    private void takeLater() {
        if (!waiting) {
            waiting = true;
            steps.after(AGAIN, () -> {
                waiting = false;
                try {
                    takeAll();
                } finally {
                    // None is under way if as many waited as may.
                    receive();
                }
            });
        }
    }

    private boolean isHopeless(QueueMessage message) {
        boolean isFirst = tried.add(message.id());
        boolean isHopeless = !isFirst && message.received() > MOST_TRIES && !gate.isHeld(message);
        if (isHopeless) {
            tally.unreadable();
            notes.warn(
                    "Message {} of {} bytes in the queue of events was received {} times, and is deleted",
                    message.id(),
                    message.bytes(),
                    message.received());
        }
        return isHopeless;
    }

    private void delete(List<String> receipts) {
        for (int from = 0; from < receipts.size(); from += BATCH) {
            List<String> batch = List.copyOf(receipts.subList(from, Math.min(receipts.size(), from + BATCH)));
            steps.deleteEvents(batch, answer -> deleted(answer.problem()));
        }
    }

    /** What is not deleted is received again, and known then. */
    private void deleted(Optional<CallFailure> problem) {
        if (problem.isPresent() && !saidUndeleted) {
            notes.warn(
                    "Events that were heard stay in their queue: {}",
                    problem.get().message());
        }
        saidUndeleted = problem.isPresent();
    }
}
