package dev.isthmus.ecs.launch;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.launch.LaunchOutcome.Refused;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.ecs.budget.Backoff;
import dev.isthmus.ecs.budget.EcsCallQueue;
import dev.isthmus.ecs.budget.Priority;
import dev.isthmus.ecs.budget.Tries;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.call.FailureEntry;
import dev.isthmus.ecs.call.InstanceBinding;
import dev.isthmus.ecs.call.StartRequest;
import dev.isthmus.ecs.call.Started;
import dev.isthmus.ecs.fargate.Shortage;
import dev.isthmus.ecs.growth.GrowthShortage;
import dev.isthmus.ecs.inventory.ContainerInstanceCache;
import dev.isthmus.ecs.inventory.FargateSlots;
import dev.isthmus.ecs.inventory.GrowthSlots;
import dev.isthmus.ecs.launch.LaunchState.Asking;
import dev.isthmus.ecs.launch.refusal.FargateRefusals;
import dev.isthmus.ecs.launch.refusal.GrowthRefusals;
import dev.isthmus.ecs.launch.refusal.InterfaceAdvice;
import dev.isthmus.ecs.launch.refusal.Refusals;
import dev.isthmus.ecs.step.Notes;
import dev.isthmus.ecs.step.Steps;
import dev.isthmus.ecs.view.DefinitionView;
import dev.isthmus.ecs.view.InstanceView;
import dev.isthmus.ecs.view.TaskView;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Calls ECS to start a task, and retries until the outcome is known or cannot be learnt this way: with the client token if the operation has one,
 * else only while no earlier call can have had an effect. Not thread-safe: used within steps only.
 */
final class LaunchRetry {

    private final Steps steps;
    private final Notes notes;
    private final EcsCallQueue calls;
    private final ContainerInstanceCache fleet;
    private final FargateSlots slots;
    private final GrowthSlots growth;
    private final Preparation preparation;
    private final Results results;
    private final ProgressReports reports;

    /** Told how it came out. */
    interface Results {

        /** The task is there. */
        void started(PendingLaunch launch, TaskView view);

        /** It was refused; a call before may have started it all the same. */
        void refused(PendingLaunch launch, Refused refused);

        /** It was refused, and a call before may have started it, for resources of its agent that others had taken. */
        void crowded(PendingLaunch launch, Refused refused);

        /** It may have been started, and asking does not tell. */
        void unanswered(PendingLaunch launch, CallFailure failure);

        /** It was to be stopped for this reason, and nothing has been started. */
        void withdrawn(PendingLaunch launch, String reason);
    }

    LaunchRetry(
            Steps steps,
            EcsCallQueue calls,
            ContainerInstanceCache fleet,
            FargateSlots slots,
            GrowthSlots growth,
            Preparation preparation,
            Results results) {
        this.steps = steps;
        this.notes = steps.notes(LaunchRetry.class);
        this.calls = calls;
        this.fleet = fleet;
        this.slots = slots;
        this.growth = growth;
        this.preparation = preparation;
        this.results = results;
        this.reports = new ProgressReports(steps);
    }

    /** Asks for it, when what it needs is prepared. */
    void ask(PendingLaunch launch) {
        prepared(launch, preparation.prepare(launch.order));
    }

    /** The task definition that it waits for was found, or not. */
    void defined(PendingLaunch launch, Answer<DefinitionView> answer) {
        if (launch.state instanceof LaunchState.Preparing) {
            answer.match(ok -> reports.defined(launch.order, ok.value()), failed -> {});
            prepared(launch, preparation.prepared(launch.order, answer));
        }
    }

    private void prepared(PendingLaunch launch, Preparation.Prepared prepared) {
        prepared.match(
                ready -> {
                    launch.state = launch.state.prepared(ready.request().withToken(launch.token()));
                    call(launch);
                },
                not -> results.refused(launch, not.refused()),
                later -> reports.looks(launch.order));
    }

    private void call(PendingLaunch launch) {
        if (launch.state instanceof Asking asking) {
            reports.asks(launch.order, asking.request());
            Priority priority = asking.mayBeStarted() ? Priority.SETTLE : Priority.START;
            launch.ticket = Optional.of(
                    calls.once(new EcsCall.Start(asking.request()), priority, answer -> answered(launch, answer)));
        }
    }

    private void answered(PendingLaunch launch, Answer<Started> answer) {
        launch.ticket = Optional.empty();
        // It may have been found meanwhile.
        if (launch.state instanceof Asking asking) {
            answer.match(
                    ok -> started(launch, asking.request(), ok.value()),
                    failed -> failed(launch, asking, failed.failure()));
        }
    }

    private void failed(PendingLaunch launch, Asking asking, CallFailure failure) {
        if (failure.lost() || failure.code().equals("ConflictException")) {
            launch.state = launch.state.answerLost();
        }
        int attempt = asking.attempt();
        boolean token = asking.request().pin().hasToken();
        boolean lost = launch.state.mayBeStarted();
        boolean safe = token || !lost;
        boolean mayPass = failure.failure().passes() || (failure.mayPass() && attempt < Tries.MOST);
        if (asking.stopReason().isPresent() && !lost) {
            results.withdrawn(launch, asking.stopReason().get());
        } else if (safe && mayPass && failure.category() != Category.RESOURCES && Backoff.START.again(attempt)) {
            notes.info(
                    "Start of task {} failed, retrying (attempt {}): {}",
                    launch.order.names(),
                    attempt,
                    failure.message());
            reports.retries(launch.order, attempt, failure);
            launch.state = launch.state.failedForNow();
            steps.after(Backoff.START.after(attempt), () -> paused(launch));
        } else if (lost) {
            results.unanswered(launch, failure);
        } else if (!asking.anew() && isToBePreparedAnew(launch, asking.request(), failure)) {
            launch.state = launch.state.definitionGone();
            ask(launch);
        } else {
            Optional<Refused> notGrown = growing(asking.request())
                    .filter(any -> GrowthShortage.isOfProvider(failure.message()))
                    .map(provider -> notGrown(provider, GrowthShortage.ofError(failure.message()), failure.message()));
            results.refused(
                    launch,
                    notGrown.or(() -> shortOf(launch, asking.request(), failure.message())
                                    .map(shortage -> FargateRefusals.of(shortage, failure.message())))
                            .orElseGet(() -> Refusals.ofFailure(failure, fleet.state(launch.order.agent()))));
        }
    }

    /** The provider that is to grow for a start, if it is not for an instance that is there. */
    private static Optional<String> growing(StartRequest request) {
        return request.pin() instanceof InstanceBinding.ByProvider provider
                ? Optional.of(provider.name())
                : Optional.empty();
    }

    private Refused notGrown(String provider, GrowthShortage shortage, String words) {
        growth.refused(provider, shortage);
        return GrowthRefusals.of(provider, shortage, words);
    }

    /** What Fargate is short of, of which the slots are told. */
    private Optional<Shortage> shortOf(PendingLaunch launch, StartRequest request, String reason) {
        if (!(request.pin() instanceof InstanceBinding.OnFargate onFargate)) {
            return Optional.empty();
        }
        Optional<Shortage> shortage = Shortage.of(reason);
        shortage.ifPresent(what ->
                slots.slot(launch.order.agent()).ifPresent(slot -> slots.refused(slot, onFargate.size(), what)));
        return shortage;
    }

    private void paused(PendingLaunch launch) {
        if (launch.state instanceof LaunchState.Pausing pausing) {
            launch.state = pausing.paused();
            call(launch);
        }
    }

    /**
     * Whether the agent has enough of what it asks for in all, so that it is for others, who may give it back, that there is not enough free. What
     * the task did not ask for, and what ECS does not count among an agent's resources, such as network interfaces, cannot be seen to be free.
     */
    private boolean isTakenByOthers(PendingLaunch launch, List<FailureEntry> failures) {
        AgentId agent = launch.order.agent();
        Resources demand = launch.order.accounted();
        return Refusals.lacking(failures, agent).stream()
                        .anyMatch(name -> demand.get(name).isPresent())
                && fleet.instance(agent)
                        .filter(instance -> instance.registered().contains(demand))
                        .isPresent();
    }

    /** Whether ECS refuses what was prepared, and not the task. That is forgotten, then. */
    private boolean isToBePreparedAnew(PendingLaunch launch, StartRequest request, CallFailure failure) {
        Optional<String> provider = providerOf(request)
                .filter(any -> failure.category() == Category.CALLER
                        && failure.message().toLowerCase(Locale.ROOT).contains("capacity provider"));
        provider.ifPresent(name -> preparation.forgo(name, failure.message()));
        boolean isGone = isDefinitionGone(failure);
        if (isGone) {
            preparation.forget(launch.order);
        }
        return isGone || provider.isPresent();
    }

    private static Optional<String> providerOf(StartRequest request) {
        return request.pin()
                .fold(
                        InstanceBinding.ByConstraint::provider,
                        byName -> Optional.empty(),
                        onFargate -> Optional.empty(),
                        byProvider -> Optional.empty());
    }

    /** What ECS says of a provider that is to use one instance, it says of that. */
    private List<FailureEntry> ofInstance(PendingLaunch launch, StartRequest request, List<FailureEntry> failures) {
        Optional<String> arn = fleet.instance(launch.order.agent()).map(InstanceView::arn);
        return arn.isEmpty() || providerOf(request).isEmpty()
                ? failures
                : failures.stream()
                        .map(entry -> entry.reason().startsWith("RESOURCE")
                                ? new FailureEntry(arn.get(), entry.reason(), entry.detail())
                                : entry)
                        .toList();
    }

    /** Somebody deregistered the revision we know, or deleted it: "TaskDefinition is inactive", "TaskDefinition not found." */
    private static boolean isDefinitionGone(CallFailure failure) {
        String message = failure.message().toLowerCase(Locale.ROOT);
        return failure.category() == Category.CALLER
                && message.contains("definition")
                && (message.contains("inactive") || message.contains("not found"));
    }

    private void started(PendingLaunch launch, StartRequest request, Started started) {
        if (!started.tasks().isEmpty()) {
            results.started(launch, started.tasks().get(0));
        } else if (!started.failures().isEmpty()) {
            AgentId agent = launch.order.agent();
            List<FailureEntry> failures = ofInstance(launch, request, started.failures());
            FailureEntry first = failures.get(0);
            Optional<Shortage> shortage = shortOf(launch, request, first.reason());
            if (shortage.isPresent()) {
                results.refused(launch, FargateRefusals.of(shortage.get(), first.words()));
                return;
            }
            Optional<String> provider = growing(request);
            if (provider.isPresent()) {
                results.refused(
                        launch, notGrown(provider.get(), GrowthShortage.ofFailure(first.reason()), first.words()));
                return;
            }
            boolean own = launch.order.definition().ours();
            Refused refused = Refusals.ofFailures(failures, agent, fleet.state(agent), own);
            String advice = InterfaceAdvice.of(failures, request.surroundings().network(), fleet.instance(agent));
            Refused said = new Refused(refused.refusal(), refused.message() + advice);
            if (isTakenByOthers(launch, failures)) {
                results.crowded(launch, said);
            } else {
                results.refused(launch, said);
            }
        } else {
            results.unanswered(
                    launch,
                    CallFailure.of(
                            Category.TRANSIENT,
                            "",
                            CallFailure.Done.MAYBE,
                            "ECS answered with neither a task nor a failure"));
        }
    }
}
