package dev.isthmus.ecs.engine;

import dev.isthmus.ecs.budget.PagedReads;
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
import java.util.List;
import java.util.Optional;

/**
 * Polls the tasks of our framework that are starting or stopping between polling rounds, so that the result of a start or stop is known soon, however
 * long a listing of the cluster takes. Not thread-safe: used within steps only.
 */
final class TransitioningTaskPoller {

    private final Steps steps;
    private final Notes notes;
    private final PagedReads reading;
    private final EcsTaskLedger ledger;
    private final Discovery discovery;
    private final Duration busy;
    private final PollSchedule agenda;
    private boolean scheduled;

    /**
     * Creates it.
     *
     * @param discovery decides on tasks that are not tracked yet
     * @param busy the polling interval
     */
    TransitioningTaskPoller(
            Steps steps,
            PagedReads reading,
            EcsTaskLedger ledger,
            Discovery discovery,
            Duration busy,
            PollSchedule agenda) {
        this.steps = steps;
        this.notes = steps.notes(TransitioningTaskPoller.class);
        this.reading = reading;
        this.ledger = ledger;
        this.discovery = discovery;
        this.busy = busy;
        this.agenda = agenda;
    }

    /** To be called when a task may be starting or stopping. */
    void soon() {
        if (!scheduled) {
            scheduled = true;
            steps.after(busy, this::look);
        }
    }

    private void look() {
        List<String> moving = ledger.moving();
        scheduled = !moving.isEmpty();
        if (scheduled) {
            reading.<TaskView>describe(
                    Priority.READ,
                    moving,
                    EcsCall.DescribeTasks::new,
                    (described, failure) -> looked(moving.size(), described, failure));
        }
    }

    private void looked(int count, Described<TaskView> described, Optional<CallFailure> failure) {
        Duration wait = agenda.forTasks().between(ReadShare.calls(count));
        steps.after(wait.compareTo(busy) > 0 ? wait : busy, this::look);
        failure.ifPresent(why -> {
            notes.debug("Tasks in transition could not be described: {}", why.message());
            if (!why.failure().passes()) {
                agenda.describeAll();
            }
        });
        ledger.take(described, discovery, steps.now());
    }
}
