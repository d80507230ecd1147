package dev.isthmus.ecs.event;

import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.ecs.event.EventReliance.Progress;
import dev.isthmus.ecs.step.Event;
import dev.isthmus.ecs.step.Notes;
import dev.isthmus.ecs.step.Steps;
import dev.isthmus.ecs.task.EcsTaskLedger;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Has the polling rounds rest while events can be relied upon, and says so (ADR 53). Not thread-safe: used within steps only. */
final class RestingRounds {

    /** How seldom the whole cluster is looked at while the rounds rest: the net under events. */
    static final Duration NET = Duration.ofMinutes(15);

    private static final Duration JUDGE = Duration.ofSeconds(30);

    private final Steps steps;
    private final Notes notes;
    private final EcsTaskLedger ledger;
    private final PolledRounds rounds;
    private final EventReliance reliance;
    private final HealthLooks health;
    /** When it has begun, by the clock. */
    private @Nullable Instant since;

    private boolean resting;
    private boolean saidMissing;

    /** Nothing rests. */
    RestingRounds(Steps steps, EcsTaskLedger ledger, PolledRounds rounds, EventReliance reliance, HealthLooks health) {
        this.steps = steps;
        this.notes = steps.notes(RestingRounds.class);
        this.ledger = ledger;
        this.rounds = rounds;
        this.reliance = reliance;
        this.health = health;
    }

    /** Begins to judge: of what comes about from now on events must come. */
    void begin() {
        since = steps.shown();
        judgeLater();
    }

    boolean isResting() {
        return resting;
    }

    /** A task has changed, by an event, a read or a call: of the latter two an event must come. */
    void changed(TaskEvent event) {
        Instant from = since;
        if (from == null || !rounds.isRead() || event.at().isBefore(from)) {
            return;
        }
        Progress progress = event.phase()
                .fold(
                        staging -> Progress.KNOWN,
                        starting -> Progress.KNOWN,
                        running -> Progress.RUNNING,
                        stopping -> Progress.KNOWN,
                        ended -> Progress.STOPPED);
        ledger.find(event.task().launch())
                .filter(task -> !task.vanished())
                .ifPresent(task -> reliance.expect(task.arn(), progress, steps.now()));
    }

    private void judgeLater() {
        steps.after(JUDGE, () -> {
            judge();
            judgeLater();
        });
    }

    /** To be called when there may be something new to judge by. */
    void judge() {
        reliance.missed(steps.now()).ifPresent(this::missed);
        boolean isSure = reliance.isSure(steps.now());
        if (isSure && !resting) {
            saidMissing = false;
            notes.info(
                    "Events of the cluster come: it is polled every {} min only, as long as they do", NET.toMinutes());
            rounds.rest(NET);
        } else if (!isSure && resting) {
            notes.info("Events are not relied upon: the cluster is polled as without them");
            rounds.awake();
            steps.tell(new Event.Changing());
        }
        resting = isSure;
        health.wanted(resting);
    }

    private void missed(String task) {
        if (!saidMissing) {
            saidMissing = true;
            notes.warn(
                    "No event of task {} has come for {} min, though it has changed: check that the rule of EventBridge is enabled and its pattern names this cluster,"
                            + " that the policy of the queue lets the rule send, and that nobody else receives from the queue",
                    task,
                    EventReliance.PATIENCE.toMinutes());
        }
    }
}
