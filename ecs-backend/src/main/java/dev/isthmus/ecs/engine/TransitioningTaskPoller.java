package dev.isthmus.ecs.engine;

import dev.isthmus.ecs.budget.PagedReads;
import dev.isthmus.ecs.budget.Priority;
import dev.isthmus.ecs.budget.Shell;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.call.Described;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.task.EcsTaskLedger;
import dev.isthmus.ecs.view.TaskView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls the tasks of our framework that are starting or stopping between polling rounds, so that the result of a start or stop is known soon, however
 * long a listing of the cluster takes. Not thread-safe: used within steps only.
 */
final class TransitioningTaskPoller {

    private static final Logger LOG = LoggerFactory.getLogger(TransitioningTaskPoller.class);

    private final Shell shell;
    private final PagedReads reading;
    private final EcsTaskLedger ledger;
    private final Duration busy;
    private final PollSchedule agenda;
    private boolean scheduled;
    private boolean closed;

    /**
     * Creates it.
     *
     * @param busy the polling interval
     */
    TransitioningTaskPoller(Shell shell, PagedReads reading, EcsTaskLedger ledger, Duration busy, PollSchedule agenda) {
        this.shell = shell;
        this.reading = reading;
        this.ledger = ledger;
        this.busy = busy;
        this.agenda = agenda;
    }

    /** To be called when a task may be starting or stopping. */
    void soon() {
        if (!scheduled && !closed) {
            scheduled = true;
            shell.after(busy, this::look);
        }
    }

    void close() {
        closed = true;
    }

    private void look() {
        List<String> moving = ledger.moving();
        scheduled = !closed && !moving.isEmpty();
        if (scheduled) {
            reading.<TaskView>describe(
                    Priority.READ,
                    moving,
                    EcsCall.DescribeTasks::new,
                    (described, failure) -> looked(moving.size(), described, failure));
        }
    }

    private void looked(int count, Described<TaskView> described, Optional<CallFailure> failure) {
        if (closed) {
            return;
        }
        Duration wait = agenda.rest(count);
        shell.after(wait.compareTo(busy) > 0 ? wait : busy, this::look);
        failure.ifPresent(why -> {
            LOG.debug("Tasks in transition could not be described: {}", why.message());
            if (!why.failure().passes()) {
                agenda.describeAll();
            }
        });
        ledger.take(described, shell.now());
    }
}
