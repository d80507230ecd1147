package dev.isthmus.ecs.launch;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.GroupLaunch;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchOutcome.Refusal;
import dev.isthmus.api.launch.LaunchOutcome.Refused;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.ecs.budget.EcsCallQueue;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.growth.VirtualAgents;
import dev.isthmus.ecs.inventory.ContainerInstanceCache;
import dev.isthmus.ecs.inventory.FargateSlots;
import dev.isthmus.ecs.inventory.GrowthSlots;
import dev.isthmus.ecs.inventory.StrategyProviders;
import dev.isthmus.ecs.launch.refusal.Refusals;
import dev.isthmus.ecs.launch.request.LaunchBatch;
import dev.isthmus.ecs.plan.Planner;
import dev.isthmus.ecs.registration.Definitions;
import dev.isthmus.ecs.step.Event;
import dev.isthmus.ecs.step.Notes;
import dev.isthmus.ecs.step.Requests;
import dev.isthmus.ecs.step.Steps;
import dev.isthmus.ecs.stop.Stops;
import dev.isthmus.ecs.task.EcsTaskLedger;
import dev.isthmus.ecs.task.EcsTaskLedger.Discovery;
import dev.isthmus.ecs.task.EcsTaskRecord;
import dev.isthmus.ecs.view.DefinitionView;
import dev.isthmus.ecs.view.TaskView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Starts tasks: none twice, and none lost. If the response of a start is lost, the start is retried with its client token, if the operation has one.
 * If that is not possible or does not help, the cluster is searched for the task until the consistency window has passed. A task that appears later
 * is stopped. A start that ECS refuses because other tasks use the agent's resources waits for them for a while.
 *
 * <p>Not thread-safe: used within steps only.
 */
public final class EcsLaunches implements Discovery {

    private final Steps steps;
    private final Notes notes;
    private final Requests requests;
    private final EcsTaskLedger ledger;
    private final LaunchRetry asking;
    private final LaunchRequests asked;
    private final Stops stops;
    private final WaitingLaunches waiting;
    private final FargateSlots slots;
    private final GrowthSlots growth;
    private final PendingLaunches pending = new PendingLaunches();
    private final Results results = new Results();
    private final LostLaunches lost;
    private final FoundTasks found;
    private final ProgressReports reports;

    /** Creates it. A started task may take as long as the window to become visible. */
    public EcsLaunches(
            Steps steps,
            Requests requests,
            EcsCallQueue calls,
            ContainerInstanceCache fleet,
            FargateSlots slots,
            GrowthSlots growth,
            EcsTaskLedger ledger,
            Planner planner,
            Stops stops,
            LaunchMode mode,
            Duration window,
            Patience patience) {
        this.steps = steps;
        this.notes = steps.notes(EcsLaunches.class);
        this.requests = requests;
        this.reports = new ProgressReports(steps);
        this.ledger = ledger;
        Preparation preparation = new Preparation(
                new Definitions(calls, steps, planner.keep()),
                fleet,
                slots,
                growth,
                new StrategyProviders(steps),
                mode);
        this.asked = new LaunchRequests(steps, requests, ledger, pending, preparation, planner);
        this.asking = new LaunchRetry(steps, calls, fleet, slots, growth, preparation, results);
        this.waiting = new WaitingLaunches(steps, fleet, preparation, patience, asking, results);
        this.stops = stops;
        this.slots = slots;
        this.growth = growth;
        this.found = new FoundTasks(steps.notes(FoundTasks.class), reports, pending, ledger, stops, results);
        this.lost = new LostLaunches(steps, pending, window);
    }

    /** Whether starts are pending, other than those that wait for resources. */
    public boolean busy() {
        return pending.starts().stream().anyMatch(launch -> !waiting.contains(launch));
    }

    /** To be called when an agent was refreshed. */
    public void looked(AgentId agent) {
        waiting.looked(agent);
    }

    /** The tasks of all pending starts. */
    public List<LaunchedTask> starting() {
        return pending.tasks();
    }

    /** The agents on which to search for tasks of lost starts. */
    public Set<AgentId> settling() {
        return lost.agents();
    }

    /** Starts a task. Idempotent by launch id. */
    public void launch(Launch launch, long request) {
        asked.take(launch, request).ifPresent(asking::ask);
    }

    /** Starts the tasks of a group as one ECS task, with one outcome for all. Idempotent by launch id. */
    public void launchGroup(GroupLaunch group, long request) {
        asked.take(group, request).ifPresent(asking::ask);
    }

    /** To be called when the search for the task definition that a start waits for is over. */
    public void defined(LaunchId id, Answer<DefinitionView> answer) {
        pending.find(id).ifPresent(launch -> asking.defined(launch, answer));
    }

    /** How starts come out. */
    private final class Results implements LaunchRetry.Results {

        @Override
        public void started(PendingLaunch launch, TaskView view) {
            LaunchBatch order = launch.order;
            Optional<String> stopReason = launch.state.stopReason();
            if (launch.state.mayBeStarted()) {
                steps.tell(new Event.Doubted());
            }
            finish(launch);
            reports.placed(order, view);
            notes.debug("Task {} started on agent {} as {}", order.names(), order.agent(), view.arn());
            List<EcsTaskRecord> tracked = new ArrayList<>();
            for (LaunchBatch.Part part : order.parts()) {
                TaskView own = view.of(order.container(tracked.size()));
                boolean watched = part.launch().spec().healthCheck().isPresent();
                tracked.add(ledger.track(part.launch().task(), own, true, watched, steps.now()));
            }
            launch.outcome(requests, new LaunchOutcome.Launched(view.arn()));
            stopReason.ifPresent(reason -> stops.stop(tracked.get(0), reason));
            lookAtSlot(order.agent());
        }

        @Override
        public void refused(PendingLaunch launch, Refused refused) {
            LaunchBatch order = launch.order;
            if (launch.state.mayBeStarted()) {
                unanswered(launch, CallFailure.of(Category.TRANSIENT, "", CallFailure.Done.MAYBE, refused.message()));
                return;
            }
            boolean waited = waiting.contains(launch);
            finish(launch);
            notes.debug(
                    "Launch of task {} on agent {} refused ({}): {}",
                    order.names(),
                    order.agent(),
                    refused.refusal(),
                    refused.message());
            if (waited) {
                boolean room = refused.refusal() != Refusal.INVALID && refused.refusal() != Refusal.DENIED;
                giveUp(
                        launch,
                        room ? Ending.NO_ROOM : Ending.NOT_STARTED,
                        refused.message() + " (it was asked for again for a while, as others had taken its room)");
            } else {
                launch.outcome(requests, refused);
            }
            if (Refusals.isOfAgent(refused.refusal())) {
                steps.tell(new Event.LookAgain(order.agent()));
            } else {
                lookAtSlot(order.agent());
            }
        }

        @Override
        public void crowded(PendingLaunch launch, Refused refused) {
            boolean waited = waiting.contains(launch);
            boolean lost = launch.state.mayBeStarted();
            Optional<String> stopReason = launch.state.stopReason();
            launch.refused();
            if (waited && stopReason.isPresent() && !lost) {
                withdrawn(launch, stopReason.get());
            } else if (lost || stopReason.isPresent() || !waiting.add(launch, refused)) {
                refused(launch, refused);
            } else if (!waited) {
                String message =
                        refused.message() + ". Others have taken it, and it is asked for again when there is room, for "
                                + waiting.most().toSeconds() + " s at most";
                notes.debug("Task {} waits: {}", launch.order.names(), message);
                launch.outcome(requests, new LaunchOutcome.Unknown(message));
            }
        }

        @Override
        public void unanswered(PendingLaunch launch, CallFailure failure) {
            waiting.remove(launch);
            lost.add(launch, failure);
            launch.outcome(requests, new LaunchOutcome.Unknown(failure.message()));
        }

        @Override
        public void withdrawn(PendingLaunch launch, String reason) {
            finish(launch);
            String message = "stopped before it was started: " + reason;
            launch.outcome(requests, new LaunchOutcome.Unknown(message));
            giveUp(launch, Ending.STOPPED, message);
        }
    }

    private void finish(PendingLaunch launch) {
        launch.state = launch.state.over();
        waiting.remove(launch);
        pending.remove(launch);
    }

    /** To be called when these agents were searched, including stopped tasks, in a search that began then. */
    public void searched(Set<AgentId> agents, Instant begun) {
        for (PendingLaunch launch : lost.searched(agents, begun)) {
            finish(launch);
            giveUp(launch, Ending.NOT_LAUNCHED, lost.inVain());
            steps.tell(new Event.Doubted());
        }
    }

    private void giveUp(PendingLaunch launch, Ending ending, String message) {
        TaskPhase.Ended ended = new TaskPhase.Ended(ending, OptionalInt.empty(), false, message);
        pending.giveUp(launch);
        launch.order.tasks().forEach(task -> ledger.never(task, ended));
    }

    /** Stops a task of a framework whose start is pending; returns whether it is. */
    public boolean stop(FrameworkId framework, LaunchId id, String reason) {
        Optional<PendingLaunch> launch = pending.find(id).filter(start -> start.isOf(framework));
        launch.ifPresent(there -> stop(there, reason));
        return launch.isPresent();
    }

    private void stop(PendingLaunch launch, String reason) {
        // A lost start is asked for again until its answer comes, however that is.
        LaunchState next = launch.state.toBeStopped(reason, !launch.state.mayBeStarted() && launch.isUnderWay());
        if (next instanceof LaunchState.Over) {
            results.withdrawn(launch, reason);
        } else {
            launch.state = next;
        }
    }

    /** Lets go of the pending starts of a framework. A task of them that turns up is for whoever watches the framework then. */
    public void forget(FrameworkId framework) {
        for (PendingLaunch launch : pending.of(framework)) {
            if (launch.isUnderWay() || launch.state.mayBeStarted()) {
                slots.keepBack(launch.order.agent());
                launch.order
                        .parts()
                        .forEach(part -> growth.keepBack(part.launch().task()));
            }
            finish(launch);
            lookAtSlot(launch.order.agent());
        }
    }

    /** A slot is held by what starts on it, from then on and no longer. */
    private void lookAtSlot(AgentId agent) {
        if (VirtualAgents.isSlot(agent)) {
            steps.tell(new Event.LookAgain(agent));
        }
    }

    @Override
    public Verdict found(LaunchedTask task, TaskView view) {
        return found.found(task, view);
    }
}
