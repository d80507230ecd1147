package dev.isthmus.ecs.engine;

import dev.isthmus.ecs.budget.Priority;
import dev.isthmus.ecs.budget.Reading;
import dev.isthmus.ecs.budget.Shell;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.Call;
import dev.isthmus.ecs.call.Described;
import dev.isthmus.ecs.call.TaskView;
import dev.isthmus.ecs.task.TaskLedger;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks between the rounds at the tasks of ours that are on their way, so that what becomes of a start or a stop is known soon, however long
 * a listing of the cluster takes. Not thread-safe: used within steps only.
 */
final class MovingTasks {

    private static final Logger LOG = LoggerFactory.getLogger(MovingTasks.class);

    private final Shell shell;
    private final Reading reading;
    private final TaskLedger ledger;
    private final Duration busy;
    private final IntFunction<Duration> rest;
    private boolean scheduled;
    private boolean closed;

    /**
     * None on its way yet.
     *
     * @param busy how often to look
     * @param rest how long so many tasks have to be left alone between two looks at all of them
     */
    MovingTasks(Shell shell, Reading reading, TaskLedger ledger, Duration busy, IntFunction<Duration> rest) {
        this.shell = shell;
        this.reading = reading;
        this.ledger = ledger;
        this.busy = busy;
        this.rest = rest;
    }

    /** One may be on its way now. */
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
                    Priority.READ, moving, Call.DescribeTasks::new, answer -> looked(moving.size(), answer));
        }
    }

    private void looked(int count, Answer<Described<TaskView>> answer) {
        if (closed) {
            return;
        }
        Duration wait = rest.apply(count);
        shell.after(wait.compareTo(busy) > 0 ? wait : busy, this::look);
        if (answer instanceof Answer.Ok<Described<TaskView>> ok) {
            ledger.take(ok.value(), shell.now());
        } else {
            // The rounds find out whether there is contact at all, and tell.
            LOG.debug("Tasks on their way could not be looked at: {}", answer);
        }
    }
}
