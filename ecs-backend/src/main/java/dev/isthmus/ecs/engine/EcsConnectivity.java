package dev.isthmus.ecs.engine;

import dev.isthmus.api.failure.BackendFailure;
import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.ecs.step.Notes;
import dev.isthmus.ecs.step.Steps;
import dev.isthmus.ecs.task.Holdings;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether ECS answers, as the polling rounds find, and what is reported of that. Not thread-safe: used within steps only. */
final class EcsConnectivity {

    /** How often a lasting failure is reported. */
    private static final Duration REMIND = Duration.ofSeconds(60);

    private final Steps steps;
    private final Notes notes;
    private final EcsInventory inventory;
    private boolean answers;
    private boolean complete;
    private Optional<Category> lost = Optional.empty();
    private Instant remindAt = Instant.MAX;
    private Instant remindThrottledAt = Instant.MIN;

    /**
     * Creates it without a connection.
     *
     * @param inventory told of it
     */
    EcsConnectivity(Steps steps, EcsInventory inventory) {
        this.steps = steps;
        this.notes = steps.notes(EcsConnectivity.class);
        this.inventory = inventory;
    }

    /** Offers are wanted from now on: what is known is reported. */
    void startOffers() {
        inventory.start();
        if (answers && !complete) {
            inventory.reached();
        }
        inventory.reportAll();
        if (complete) {
            inventory.report(new InventoryEvent.Complete());
        }
    }

    /** To be called when ECS answers, before the whole cluster was read. */
    void reached() {
        if (!answers && !complete) {
            answers = true;
            inventory.reached();
        }
    }

    /**
     * To be called when tasks were read.
     *
     * @param all whether all of the cluster were, stopped ones included
     * @param holdings what they hold
     */
    void tasksRead(boolean all, Holdings holdings) {
        inventory.tasksRead(all, holdings);
    }

    /** To be called when a polling round has succeeded. */
    void made() {
        if (complete) {
            return;
        }
        complete = true;
        if (lost.isPresent()) {
            notes.info("The cluster can be polled again");
        }
        lost = Optional.empty();
        inventory.report(new InventoryEvent.Complete());
    }

    /** To be called when a polling round has failed. */
    void failed(BackendFailure failure) {
        if (failure.category() == Category.THROTTLED) {
            if (!steps.now().isBefore(remindThrottledAt)) {
                notes.warn("The cluster cannot be polled just now: {}", failure.message());
                remindThrottledAt = steps.now().plus(REMIND);
            }
        } else if (!lost.equals(Optional.of(failure.category())) || !steps.now().isBefore(remindAt)) {
            notes.debug("Polling the cluster failed: {}", failure.message());
            remindAt = steps.now().plus(REMIND);
            lost = Optional.of(failure.category());
            complete = false;
            inventory.report(new InventoryEvent.ContactLost(failure));
        }
    }
}
