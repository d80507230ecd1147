package dev.isthmus.mesos.machine.registration;

import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.mesos.machine.state.FrameworkJournal;
import dev.isthmus.mesos.machine.state.FrameworkState;
import dev.isthmus.mesos.machine.state.FrameworkState.Contact;
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
    private final List<Input> held = new ArrayList<>();
    private boolean judging;

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
            registration.start();
        } else {
            teardown.removed();
        }
    }

    /**
     * The inputs to handle when this one comes. During the check, events of the backend wait until all tasks are known, but for the loss of the
     * connection. If the driver is stopped or aborted meanwhile, the check ends without a result: a stop with failover leaves the tasks alone, one
     * without it tears the framework down, with the tasks reported so far.
     */
    public List<Input> pass(Input input) {
        if (!judging) {
            return List.of(input);
        }
        WhileJudging judged = new WhileJudging();
        input.match(judged);
        return judged.passed;
    }

    /** The inputs to handle for each input during the check. */
    private final class WhileJudging implements Input.Cases {

        private List<Input> passed = List.of();

        @Override
        public void stop(Input.Stop stop) {
            judging = false;
            if (stop.failover()) {
                held.clear();
                passed = List.of(stop);
                return;
            }
            teardown.expectTasks();
            passed = release();
            passed.add(0, stop);
        }

        @Override
        public void taskChanged(Input.TaskChanged changed) {
            hold(changed);
        }

        @Override
        public void reached(Input.Reached reached) {
            hold(reached);
        }

        @Override
        public void inventory(Input.Inventory inventory) {
            inventory
                    .event()
                    .match(
                            seen -> hold(inventory),
                            gone -> hold(inventory),
                            complete -> hold(inventory),
                            lost -> straight(inventory));
        }

        @Override
        public void recovered(Input.Recovered recovered) {
            if (isLeft()) {
                straight(recovered);
                return;
            }
            judging = false;
            judge();
            passed = release();
            passed.add(recovered);
        }

        @Override
        public void call(Call call) {
            straight(call);
        }

        @Override
        public void start(Input.Start start) {
            straight(start);
        }

        @Override
        public void deactivate(Input.Deactivate deactivate) {
            straight(deactivate);
        }

        @Override
        public void leave(Input.Leave leave) {
            hold(leave);
        }

        @Override
        public void returned(Input.Return returned) {
            hold(returned);
        }

        @Override
        public void delivered(Input.Delivered delivered) {
            straight(delivered);
        }

        @Override
        public void launchAnswered(Input.LaunchAnswered answered) {
            straight(answered);
        }

        @Override
        public void stopAnswered(Input.StopAnswered answered) {
            straight(answered);
        }

        @Override
        public void takenOver(Input.TakenOver takenOver) {
            straight(takenOver);
        }

        @Override
        public void stands(Input.Stands stands) {
            straight(stands);
        }

        @Override
        public void clockSet(Input.ClockSet set) {
            straight(set);
        }

        @Override
        public void tick(Input.Tick tick) {
            straight(tick);
        }

        private void hold(Input input) {
            if (isLeft()) {
                straight(input);
            } else {
                held.add(input);
            }
        }

        private void straight(Input input) {
            if (isLeft()) {
                judging = false;
                passed = release();
                passed.add(input);
            } else {
                passed = List.of(input);
            }
        }

        /** Whether the driver was aborted: the check ends, and what the backend reported is handled, as a stop may come. */
        private boolean isLeft() {
            return state.contact() != Contact.WAITING;
        }
    }

    private List<Input> release() {
        List<Input> released = new ArrayList<>(held);
        held.clear();
        return released;
    }

    private void judge() {
        Optional<TaskEvent> proof = held.stream()
                .filter(Input.TaskChanged.class::isInstance)
                .map(input -> ((Input.TaskChanged) input).event())
                .filter(event -> isBeginning(event.phase()) && isLate(event.at()))
                .findFirst();
        if (proof.isEmpty()) {
            teardown.removed();
            return;
        }
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
