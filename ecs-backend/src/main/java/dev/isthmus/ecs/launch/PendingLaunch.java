package dev.isthmus.ecs.launch;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.ecs.budget.EcsCallQueue;
import dev.isthmus.ecs.launch.request.LaunchBatch;
import dev.isthmus.ecs.step.Requests;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A start whose task is not known to be there, with the requests that wait for its outcome. Not thread-safe. */
final class PendingLaunch {

    final LaunchBatch order;
    private final List<Long> waiting = new ArrayList<>();
    private Optional<LaunchOutcome> told = Optional.empty();

    /** Where it stands. */
    LaunchState state = new LaunchState.Preparing(false);

    /** Its call, while that waits or is under way. */
    Optional<EcsCallQueue.Ticket> ticket = Optional.empty();

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

    /** Whether it is of this framework. */
    boolean isOf(FrameworkId framework) {
        return order.first().framework().equals(framework);
    }

    /** Takes its call back; returns whether that is under way, and cannot be. */
    boolean isUnderWay() {
        return ticket.map(call -> !call.cancel()).orElse(false);
    }

    /** A request is for it, too; returns what is to be answered at once, if it has come out already. */
    Optional<LaunchOutcome> asked(long request) {
        if (told.isEmpty()) {
            waiting.add(request);
        }
        return told;
    }

    /** It has come out so; the requests that wait are answered. */
    void outcome(Requests requests, LaunchOutcome outcome) {
        told = Optional.of(outcome);
        waiting.forEach(request -> requests.answer(request, outcome));
        waiting.clear();
    }
}
