package dev.isthmus.ecs.event;

import dev.isthmus.ecs.budget.PagedReads;
import dev.isthmus.ecs.budget.Priority;
import dev.isthmus.ecs.budget.ReadShare;
import dev.isthmus.ecs.call.Described;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.step.Steps;
import dev.isthmus.ecs.task.EcsTaskLedger;
import dev.isthmus.ecs.task.EcsTaskLedger.Discovery;
import dev.isthmus.ecs.view.TaskView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Describes the running tasks with health checks while the rounds rest: events do not tell health. As often as rounds would, without their listings. Not
 * thread-safe: used within steps only.
 */
final class HealthLooks {

    /** How long a task may run before it shows that it has a health check. */
    private static final Duration NEW = Duration.ofMinutes(5);

    /** How often those are described that may have one. */
    private static final Duration BETWEEN_NEW = Duration.ofSeconds(60);

    private final Steps steps;
    private final PagedReads reading;
    private final EcsTaskLedger ledger;
    private final Discovery discovery;
    private final ReadShare share;
    private final Duration idle;
    private Instant nextNew = Instant.MIN;
    private boolean wanted;
    private boolean scheduled;

    /**
     * Creates it, at rest.
     *
     * @param idle the time between two looks, if their number allows
     */
    HealthLooks(
            Steps steps,
            PagedReads reading,
            EcsTaskLedger ledger,
            Discovery discovery,
            ReadShare share,
            Duration idle) {
        this.steps = steps;
        this.reading = reading;
        this.ledger = ledger;
        this.discovery = discovery;
        this.share = share;
        this.idle = idle;
    }

    /** Begins, or ends, to look. */
    void wanted(boolean isWanted) {
        wanted = isWanted;
        if (wanted && !scheduled) {
            schedule(1);
        }
    }

    private void schedule(int count) {
        Duration wait = share.between(ReadShare.calls(count));
        scheduled = true;
        steps.after(wait.compareTo(idle) > 0 ? wait : idle, this::look);
    }

    private void look() {
        scheduled = wanted;
        if (wanted) {
            List<String> checked = ledger.healthChecked(isNewDue() ? steps.now().minus(NEW) : Instant.MAX);
            // The next look waits for the answer: slow ones would pile up.
            reading.<TaskView>describe(Priority.READ, checked, EcsCall.DescribeTasks::new, (described, failure) -> {
                schedule(checked.size());
                looked(described);
            });
        }
    }

    private boolean isNewDue() {
        boolean isDue = !steps.now().isBefore(nextNew);
        nextNew = isDue ? steps.now().plus(BETWEEN_NEW) : nextNew;
        return isDue;
    }

    private void looked(Described<TaskView> described) {
        ledger.take(described, discovery, steps.now());
    }
}
