package dev.isthmus.ecs.launch;

import dev.isthmus.api.failure.Brief;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.launch.GroupLaunch;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchOutcome.Refusal;
import dev.isthmus.api.launch.LaunchOutcome.Refused;
import dev.isthmus.ecs.fargate.FargateSlot;
import dev.isthmus.ecs.growth.VirtualAgents;
import dev.isthmus.ecs.launch.request.LaunchBatch;
import dev.isthmus.ecs.launch.request.LaunchPlanner;
import dev.isthmus.ecs.launch.request.OverrideOverflow;
import dev.isthmus.ecs.plan.Planner;
import dev.isthmus.ecs.step.Event;
import dev.isthmus.ecs.step.Notes;
import dev.isthmus.ecs.step.Requests;
import dev.isthmus.ecs.step.Steps;
import dev.isthmus.ecs.task.EcsTaskLedger;
import dev.isthmus.ecs.task.EcsTaskRecord;
import java.util.Optional;

/**
 * Takes the requests to start tasks: makes a start of each, unless there was one of the same launch before, or it cannot be. Not thread-safe: used within
 * steps only.
 */
final class LaunchRequests {

    private final Steps steps;
    private final Notes notes;
    private final Requests requests;
    private final EcsTaskLedger ledger;
    private final PendingLaunches pending;
    private final Preparation preparation;
    private final LaunchPlanner orders;
    private final PlanWarnings warnings;

    LaunchRequests(
            Steps steps,
            Requests requests,
            EcsTaskLedger ledger,
            PendingLaunches pending,
            Preparation preparation,
            Planner planner) {
        this.steps = steps;
        this.notes = steps.notes(LaunchRequests.class);
        this.requests = requests;
        this.ledger = ledger;
        this.pending = pending;
        this.preparation = preparation;
        this.orders = new LaunchPlanner(planner);
        this.warnings = new PlanWarnings(steps.notes(PlanWarnings.class));
    }

    /** A task is to be started; returns the new start, if there is one. Otherwise the request has its outcome, now or later. */
    Optional<PendingLaunch> take(Launch launch, long request) {
        return isKnown(launch.task().launch(), request)
                ? Optional.empty()
                : begun(launch.task().task().value(), orders.of(launch), request);
    }

    /** The tasks of a group are to be started, as one ECS task with one outcome for all; returns as for one. */
    Optional<PendingLaunch> take(GroupLaunch group, long request) {
        return group.tasks().stream().anyMatch(task -> isKnown(task.launch(), request))
                ? Optional.empty()
                : begun(group.names(), orders.of(group), request);
    }

    /** Whether it has been started, is just being, or was given up; if so, the request has its outcome, now or later. */
    private boolean isKnown(LaunchId id, long request) {
        Optional<EcsTaskRecord> known = ledger.find(id);
        Optional<PendingLaunch> launch = pending.find(id);
        if (known.isPresent()) {
            requests.answer(request, new LaunchOutcome.Launched(known.get().arn()));
        } else if (launch.isPresent()) {
            launch.get().asked(request).ifPresent(told -> requests.answer(request, told));
        } else if (pending.wasGivenUp(id)) {
            requests.answer(request, PendingLaunches.GIVEN_UP_BEFORE);
        } else {
            return false;
        }
        return true;
    }

    private Optional<PendingLaunch> begun(String names, LaunchPlanner.Made made, long request) {
        return made.fold(good -> begun(OverrideOverflow.fitted(good.order()), request), impossible -> {
            String message = Brief.message(impossible.message());
            notes.debug("Launch of task {} refused: {}", names, message);
            requests.answer(request, new Refused(impossible.refusal(), message));
            return Optional.empty();
        });
    }

    /** A slot on Fargate is for one ECS task. Frameworks may launch several on one offer, which would be more than was promised. */
    private Optional<Refused> occupied(LaunchBatch order) {
        AgentId agent = order.agent();
        if (!FargateSlot.isSlot(agent)) {
            return Optional.empty();
        }
        boolean isTaken = !ledger.holdings().of(agent).isEmpty()
                || pending.starts().stream()
                        .anyMatch(start -> start.order.agent().equals(agent));
        return isTaken
                ? Optional.of(new Refused(
                        Refusal.RESOURCES,
                        "slot " + agent
                                + " on Fargate is for one task, or one group, at a time, and has one: launch no more than one on an "
                                + "offer of it"))
                : Optional.empty();
    }

    private Optional<PendingLaunch> begun(LaunchBatch order, long request) {
        warnings.log(order);
        Optional<Refused> unfit = preparation.unfit(order.agent()).or(() -> occupied(order));
        if (unfit.isPresent()) {
            requests.answer(request, unfit.get());
            return Optional.empty();
        }
        PendingLaunch begun = new PendingLaunch(order, request);
        pending.add(begun);
        if (VirtualAgents.isSlot(order.agent())) {
            // Others may have offers of the rest of it, which are to be withdrawn at once.
            steps.tell(new Event.LookAgain(order.agent()));
        }
        return Optional.of(begun);
    }
}
