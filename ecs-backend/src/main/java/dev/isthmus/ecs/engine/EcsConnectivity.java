package dev.isthmus.ecs.engine;

import dev.isthmus.api.failure.BackendFailure;
import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.ecs.budget.Shell;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether ECS answers, as the polling rounds find, and what is reported of that. Not thread-safe: used within steps only. */
final class EcsConnectivity {

    private static final Logger LOG = LoggerFactory.getLogger(EcsConnectivity.class);

    /** How often a lasting failure is reported. */
    private static final Duration REMIND = Duration.ofSeconds(60);

    private final Shell shell;
    private final Consumer<InventoryEvent> sink;
    private final Runnable reached;
    private boolean answers;
    private boolean complete;
    private Optional<Category> lost = Optional.empty();
    private Instant remindAt = Instant.MAX;
    private Instant remindThrottledAt = Instant.MIN;

    /**
     * Creates it without a connection.
     *
     * @param reached called once, if ECS answers before the whole cluster was read
     */
    EcsConnectivity(Shell shell, Consumer<InventoryEvent> sink, Runnable reached) {
        this.shell = shell;
        this.sink = sink;
        this.reached = reached;
    }

    /** Whether ECS has answered. */
    boolean answers() {
        return answers;
    }

    /** To be called when ECS answers, before the whole cluster was read. */
    void reached() {
        if (!answers && !complete) {
            answers = true;
            reached.run();
        }
    }

    /** Whether the whole cluster was read, and polling has not failed since. */
    boolean complete() {
        return complete;
    }

    /** To be called when a polling round has succeeded. */
    void made() {
        if (complete) {
            return;
        }
        complete = true;
        if (lost.isPresent()) {
            LOG.info("The cluster can be polled again");
        }
        lost = Optional.empty();
        sink.accept(new InventoryEvent.Complete());
    }

    /** To be called when a polling round has failed. */
    void failed(BackendFailure failure) {
        if (failure.category() == Category.THROTTLED) {
            if (!shell.now().isBefore(remindThrottledAt)) {
                LOG.warn("The cluster cannot be polled just now: {}", failure.message());
                remindThrottledAt = shell.now().plus(REMIND);
            }
        } else if (!lost.equals(Optional.of(failure.category())) || !shell.now().isBefore(remindAt)) {
            LOG.debug("Polling the cluster failed: {}", failure.message());
            remindAt = shell.now().plus(REMIND);
            lost = Optional.of(failure.category());
            complete = false;
            sink.accept(new InventoryEvent.ContactLost(failure));
        }
    }
}
