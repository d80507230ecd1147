package dev.isthmus.mesos.machine;

import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.mesos.machine.MasterState.Contact;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Judges whether a framework whose lease is over has really been away. Two hosts that take turns, each with a journal of its own, know
 * nothing of each other: the one that comes back finds its own old lease, and would kill what the other has started. A task that was
 * started long after that lease was written last tells of the other.
 */
final class Absence {

    /** How long after it was asked for a task of the old driver may have begun to run: it waited for the budget, its image was pulled. */
    private static final Duration LONGEST_START = Duration.ofHours(1);

    private final MasterState state;
    private final Lasting lasting;
    private final Contacts contacts;
    private final Teardown teardown;
    private final List<Input> held = new ArrayList<>();
    private boolean judging;

    Absence(MasterState state, Lasting lasting, Contacts contacts, Teardown teardown) {
        this.state = state;
        this.lasting = lasting;
        this.contacts = contacts;
        this.teardown = teardown;
    }

    /** The framework comes back, and its lease is over. */
    void begin() {
        judging = isLate(state.now);
        if (judging) {
            contacts.start();
        } else {
            teardown.removed();
        }
    }

    /**
     * What is to be taken when an input comes. While it is being judged, what the backend tells waits until all tasks are known; only that it
     * cannot be reached does not. A driver that is stopped or aborted meanwhile judges nothing: with failover all stays as it is, without
     * it the framework is torn down, and so are the tasks that are told.
     */
    List<Input> pass(Input input) {
        if (!judging) {
            return List.of(input);
        }
        if (input instanceof Input.Stop stop) {
            judging = false;
            if (stop.failover()) {
                held.clear();
                return List.of(input);
            }
            teardown.expectTasks();
            List<Input> after = release();
            after.add(0, input);
            return after;
        }
        if (state.contact != Contact.WAITING) {
            // The driver was aborted: there is nobody left to judge. What was told is known, should a stop come.
            judging = false;
            List<Input> before = release();
            before.add(input);
            return before;
        }
        boolean told = input instanceof Input.TaskChanged
                || (input instanceof Input.Inventory inventory
                        && !(inventory.event() instanceof InventoryEvent.ContactLost));
        if (told) {
            held.add(input);
            return List.of();
        }
        if (!(input instanceof Input.Recovered)) {
            return List.of(input);
        }
        judging = false;
        judge();
        List<Input> released = release();
        released.add(input);
        return released;
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
        state.outbox.warn("the journal has not seen framework " + state.framework.id() + " since "
                + lasting.seenLast().orElseThrow() + ", longer than its failover_timeout, but task "
                + proof.get().task().task() + " was started at " + proof.get().at()
                + ": another driver has been there since, with another journal. The framework goes on; give all of its drivers"
                + " one journal, as docs/guide/operating.md says");
    }

    /** When a task that is ending was started is not told. */
    private static boolean isBeginning(TaskPhase phase) {
        return !(phase instanceof TaskPhase.Stopping || phase instanceof TaskPhase.Ended);
    }

    private boolean isLate(Instant time) {
        return lasting.seenLast()
                .filter(seen -> time.isAfter(seen.plus(LONGEST_START)))
                .isPresent();
    }
}
