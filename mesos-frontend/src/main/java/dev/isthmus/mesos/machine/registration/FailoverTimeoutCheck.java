package dev.isthmus.mesos.machine.registration;

import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.mesos.machine.state.FrameworkJournal;
import dev.isthmus.mesos.machine.state.FrameworkState;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.step.Input;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks whether a framework whose lease has expired has really been away. Two hosts that take turns, each with a journal of its own, do not know of
 * each other: the one that comes back finds its own old lease, and would kill the tasks that the other has started. A task that was started long
 * after the last lease proves that there was another.
 */
public final class FailoverTimeoutCheck {

    /** How long after its launch a task of the old driver may have started: it waited for the API budget, and its image was pulled. */
    private static final Duration LONGEST_START = Duration.ofHours(1);

    private final FrameworkState state;
    private final FrameworkJournal journal;
    private final Registration registration;
    private final Teardown teardown;
    private final List<Held> held = new ArrayList<>();
    private boolean judging;

    /**
     * What waits for the check.
     *
     * @param shown what the backend has shown of a task, if it is that
     * @param work what is to be done
     */
    private record Held(Optional<TaskEvent> shown, Runnable work) {}

    public FailoverTimeoutCheck(
            FrameworkState state, FrameworkJournal journal, Registration registration, Teardown teardown) {
        this.state = state;
        this.journal = journal;
        this.registration = registration;
        this.teardown = teardown;
    }

    /** Starts the check of a framework whose lease has expired. */
    public void begin() {
        judging = isLate(state.shown());
        if (judging) {
            journal.suspend();
            registration.start();
        } else {
            teardown.removed();
        }
    }

    /**
     * Handles an input now, or when the check is over. During the check, what the backend shows of tasks waits until all are known, and so do the calls of a framework
     * that is registered already. If the framework is stopped or aborted meanwhile, the check ends without a result: a stop with failover leaves the tasks alone, one
     * without it tears the framework down, with the tasks reported so far.
     */
    public void pass(Input input, Runnable work) {
        if (judging) {
            input.match(new WhileJudging(work));
        } else {
            work.run();
        }
    }

    /** Does what the cluster asks for now, or when the check is over. */
    public void whenJudged(Runnable work) {
        if (judging) {
            hold(new Held(Optional.empty(), work));
        } else {
            work.run();
        }
    }

    /** Does what cannot wait for the check. */
    public void atOnce(Runnable work) {
        if (judging && state.isOver()) {
            judging = false;
            release();
        }
        work.run();
    }

    private void hold(Held later) {
        if (state.isOver()) {
            // It was aborted: the check ends, and what the backend reported is handled, as a stop may come.
            atOnce(later.work());
        } else {
            held.add(later);
        }
    }

    private void release() {
        List<Held> released = List.copyOf(held);
        held.clear();
        released.forEach(each -> each.work().run());
    }

    /** What becomes of each input during the check. */
    private final class WhileJudging implements Input.Cases {

        private final Runnable work;

        WhileJudging(Runnable work) {
            this.work = work;
        }

        @Override
        public void stop(Input.Stop stop) {
            judging = false;
            if (stop.failover()) {
                held.clear();
                work.run();
                return;
            }
            teardown.expectTasks();
            work.run();
            release();
        }

        @Override
        public void taskChanged(Input.TaskChanged changed) {
            hold(new Held(Optional.of(changed.event()), work));
        }

        @Override
        public void recovered(Input.Recovered recovered) {
            if (!state.isOver()) {
                judging = false;
                judge();
                release();
            }
            atOnce(work);
        }

        @Override
        public void call(Call call) {
            if (state.isRegistered()) {
                later();
            } else {
                atOnce(work);
            }
        }

        @Override
        public void killedByOperator(Input.KilledByOperator input) {
            later();
        }

        @Override
        public void leave(Input.Leave leave) {
            later();
        }

        @Override
        public void returned(Input.Return again) {
            later();
        }

        private void later() {
            hold(new Held(Optional.empty(), work));
        }

        @Override
        public void start(Input.Start start) {
            atOnce(work);
        }

        @Override
        public void deactivate(Input.Deactivate deactivate) {
            atOnce(work);
        }

        @Override
        public void delivered(Input.Delivered delivered) {
            atOnce(work);
        }

        @Override
        public void launchAnswered(Input.LaunchAnswered answered) {
            atOnce(work);
        }

        @Override
        public void stopAnswered(Input.StopAnswered answered) {
            atOnce(work);
        }

        @Override
        public void takenOver(Input.TakenOver takenOver) {
            atOnce(work);
        }

        @Override
        public void stands(Input.Stands stands) {
            atOnce(work);
        }

        @Override
        public void recalled(Input.Recalled recalled) {
            later();
        }

        @Override
        public void ofAll(Input.OfAll all) {
            atOnce(work);
        }
    }

    private void judge() {
        Optional<TaskEvent> proof = held.stream()
                .flatMap(each -> each.shown().stream())
                .filter(event -> isBeginning(event.phase()) && isLate(event.at()))
                .findFirst();
        if (proof.isEmpty()) {
            teardown.removed();
            return;
        }
        journal.resume();
        state.outbox()
                .warn("the journal has not seen framework " + state.framework().id() + " since "
                        + journal.seenLast().orElseThrow() + ", longer than its failover_timeout, but task "
                        + proof.get().task().task() + " was started at "
                        + proof.get().at()
                        + ": another driver has been there since, with another journal. The framework goes on; give all of its drivers"
                        + " one journal, as docs/guide/operating.md says");
    }

    /** Whether the phase says when the task began; that of a stopping task does not. */
    private static boolean isBeginning(TaskPhase phase) {
        return phase.fold(staging -> true, starting -> true, running -> true, stopping -> false, ended -> false);
    }

    private boolean isLate(Instant time) {
        return journal.seenLast()
                .filter(seen -> time.isAfter(seen.plus(LONGEST_START)))
                .isPresent();
    }
}
