package dev.isthmus.ecs.launch;

import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.ecs.budget.EcsCallQueue;
import dev.isthmus.ecs.launch.request.LaunchBatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A start whose outcome is not known yet. Not thread-safe. */
final class PendingLaunch {

    final LaunchBatch order;
    private final List<Long> waiting = new ArrayList<>();
    private Optional<LaunchOutcome> told = Optional.empty();

    /** The call that waits or is under way. */
    Optional<EcsCallQueue.Ticket> ticket = Optional.empty();

    /** When it is given up, once its answer has been lost for good. */
    Optional<Instant> deadline = Optional.empty();

    /** Whether the cluster was searched in vain after that. */
    boolean searched;

    /** Why it is to be stopped as soon as it can be. */
    Optional<String> stopReason = Optional.empty();

    /** Whether a call was made whose answer was lost. */
    boolean lost;

    /** Whether it waits for its task definition. */
    boolean awaitsDefinition;

    /** Whether its task definition may be looked for anew. */
    boolean mayForget;

    /** Whether it is settled, one way or the other. */
    boolean over;

    /** How often ECS has refused it for what others had taken. */
    private int refusals;

    PendingLaunch(LaunchBatch order, long request) {
        this.order = order;
        waiting.add(request);
    }

    /** The client token. After a refusal it changes, as ECS may repeat the response to a token for a day; after a lost response it stays the same. */
    String token() {
        String launch = order.first().launch().value();
        return refusals == 0 ? launch : launch + "-" + (refusals + 1);
    }

    /** ECS has refused it, and has started nothing. */
    void refused() {
        refusals++;
    }

    /** A request is for it, too; returns what is to be answered at once, if it has come out already. */
    Optional<LaunchOutcome> asked(long request) {
        if (told.isEmpty()) {
            waiting.add(request);
        }
        return told;
    }

    /** It has come out so; returns the requests to be answered. */
    List<Long> outcome(LaunchOutcome outcome) {
        told = Optional.of(outcome);
        List<Long> answered = List.copyOf(waiting);
        waiting.clear();
        return answered;
    }
}
