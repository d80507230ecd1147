package dev.isthmus.testkit.ecs.control;

import dev.isthmus.testkit.ecs.account.EcsIds;
import dev.isthmus.testkit.ecs.budget.Bucket;
import dev.isthmus.testkit.ecs.budget.Budgets;
import dev.isthmus.testkit.ecs.budget.RequestBudgets;
import dev.isthmus.testkit.ecs.cluster.FargateProvider;
import dev.isthmus.testkit.ecs.cluster.ModelSettings;
import dev.isthmus.testkit.ecs.event.EventWriter;
import dev.isthmus.testkit.ecs.event.VersionedChange;
import dev.isthmus.testkit.ecs.fault.CallSubject;
import dev.isthmus.testkit.ecs.fault.EarlyFault;
import dev.isthmus.testkit.ecs.fault.FaultPlayer;
import dev.isthmus.testkit.ecs.fault.LateFault;
import dev.isthmus.testkit.ecs.logs.SentLines;
import dev.isthmus.testkit.ecs.operation.EcsModel;
import dev.isthmus.testkit.ecs.operation.Operations;
import dev.isthmus.testkit.ecs.runtime.Effect;
import dev.isthmus.testkit.ecs.sqs.EventQueues;
import dev.isthmus.testkit.ecs.wire.ServiceError;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.EcsRequest;
import software.amazon.awssdk.services.ecs.model.EcsResponse;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * ECS as its callers meet it: the model of an account, behind the faults, the distorted answers and the API budgets of a test. Pure: it
 * has no thread, lock, clock or wire, and draws everything from its seeds. Whoever owns it calls it from one thread at a time.
 *
 * <p>A request comes in two steps. {@link #arrive} says what happens to it at the door; unless that decides it, {@link #work} is called
 * after {@link Reception#workAfter}, and the answer leaves {@link Outcome#after} later. Both are given the steady time, which never steps
 * back; what clocks show is that and what they jumped. After each call of {@link #work} and {@link #apply} the owner takes the
 * {@linkplain #takeEffects effects} and the {@linkplain #takeChangedTasks changes}, and comes back at the {@linkplain #nextDeadline next
 * deadline}.
 */
public final class ControlPlane {
    private static final long REQUEST_IDS = 0x7265717565737473L;
    private static final long EVENT_IDS = 0x6576656e7473L;

    private final EcsModel model;
    private final Instant start;
    private final FaultPlayer faults = new FaultPlayer();
    private final RequestBudgets budgets;
    private final History history = new History();
    private final ResponseFaults distortion = new ResponseFaults(history);
    private final EcsIds requestIds;
    private final List<Task> changedTasks = new ArrayList<>();
    private final EventWriter events;
    private final EventQueues queues;
    private final SentLines logs = new SentLines();
    private final List<String> told = new ArrayList<>();
    private Duration clockJumped = Duration.ZERO;
    private Duration jumped = Duration.ZERO;

    /** An account whose clusters have no container instances, all its budgets full, at that time. */
    public ControlPlane(ModelSettings settings, Budgets budgets, Instant start) {
        this.start = millis(start);
        this.model = new EcsModel(settings, this.start);
        this.budgets = new RequestBudgets(budgets, this.start);
        this.requestIds = new EcsIds(settings.seed() ^ REQUEST_IDS);
        this.events = new EventWriter(settings.region(), settings.accountId(), settings.seed() ^ EVENT_IDS);
        this.queues = new EventQueues(settings.eventQueues(), settings.seed() ^ EVENT_IDS);
        if (!queues.isEmpty()) {
            tellEvents();
        }
    }

    /** A request arrives: it meets a fault, or goes on to be worked on. */
    public Reception arrive(Instant now, Incoming incoming) {
        List<FaultPlayer.Candidate> rules = candidates(now, incoming.operation());
        if (rules.isEmpty()) {
            return arrive(incoming, rules);
        }
        CallSubject subject = new CallSubject(incoming.operation(), incoming.request(), new CallSubject.Cluster() {
            @Override
            public List<Task> tasks() {
                return apply(now, EcsModel::tasks);
            }

            @Override
            public List<ContainerInstance> instances() {
                return apply(now, EcsModel::instances);
            }
        });
        return arrive(
                incoming,
                rules.stream().filter(rule -> rule.fulfilledBy(subject)).toList());
    }

    /** The fault rules that a call of this operation may meet. For an owner that asks their conditions by itself, without its lock. */
    public List<FaultPlayer.Candidate> candidates(Instant now, String operation) {
        return faults.candidates(operation, Duration.between(start, millis(now)));
    }

    /** A request arrives that fulfils the conditions of these fault rules and no others; see {@link #candidates}. */
    public Reception arrive(Incoming incoming, List<FaultPlayer.Candidate> rules) {
        Optional<FaultPlayer.Met> met = faults.meet(rules);
        return met.flatMap(m -> m.fault()
                        .<Optional<Reception>>fold(
                                early -> Optional.of(early(incoming, met, early)),
                                read -> Optional.empty(),
                                late -> Optional.empty()))
                .orElseGet(() -> new Reception(incoming, met, Optional.empty(), Duration.ZERO));
    }

    private Reception early(Incoming incoming, Optional<FaultPlayer.Met> met, EarlyFault fault) {
        return fault.fold(
                refuse -> decided(
                        incoming,
                        met,
                        refused(new ServiceError(refuse.code(), refuse.status(), refuse.message(), Map.of()))),
                drop -> decided(incoming, met, new Outcome.Lost(Optional.empty())),
                delay -> new Reception(incoming, met, Optional.empty(), delay.duration()),
                jump -> {
                    jumpClock(jump.by());
                    return new Reception(incoming, met, Optional.empty(), Duration.ZERO);
                });
    }

    private static Reception decided(Incoming incoming, Optional<FaultPlayer.Met> met, Outcome outcome) {
        return new Reception(incoming, met, Optional.of(outcome), Duration.ZERO);
    }

    /** What was received is worked on, when {@link Reception#workAfter} has passed, if it was not decided before. */
    public Outcome work(Instant now, Reception reception) {
        if (reception.decided().isPresent()) {
            return reception.decided().get();
        }
        Incoming incoming = reception.incoming();
        // Before the request is looked at, as at the door of the API; a fault of the test goes before it.
        Outcome truth = budgets.refusal(incoming.operation(), besides(incoming), millis(now))
                .or(incoming::unreadable)
                .map(this::refused)
                .orElseGet(() -> done(now, reception));
        return reception
                .fault()
                .map(fault -> fault.fold(early -> truth, read -> truth, late -> late(late, truth)))
                .orElse(truth);
    }

    /** What a call takes of the budgets of Fargate. */
    private Map<Bucket, Integer> besides(Incoming incoming) {
        Map<Bucket, Integer> taken = new EnumMap<>(Bucket.class);
        incoming.request()
                .filter(RunTaskRequest.class::isInstance)
                .map(run -> model.fargateLaunches((RunTaskRequest) run))
                .ifPresent(launches -> launches.forEach((provider, count) -> {
                    taken.put(Bucket.FARGATE_RUN_TASK, 1);
                    taken.put(
                            provider == FargateProvider.FARGATE ? Bucket.FARGATE_LAUNCH : Bucket.FARGATE_SPOT_LAUNCH,
                            count);
                }));
        return taken;
    }

    private Outcome done(Instant now, Reception reception) {
        EcsRequest request = reception.incoming().request().orElseThrow();
        return apply(now, account -> {
            try {
                EcsResponse truth = Operations.named(reception.incoming().operation())
                        .orElseThrow()
                        .apply(account, request);
                EcsResponse response = reception
                        .met()
                        .map(met -> distortion.of(met, millis(now), request, truth))
                        .orElse(truth);
                return new Outcome.Answered(response, requestIds.uuid(), Duration.ZERO);
            } catch (ServiceError e) {
                return refused(e);
            }
        });
    }

    private Outcome refused(ServiceError error) {
        return new Outcome.Refused(error, requestIds.uuid(), Duration.ZERO);
    }

    private static Outcome late(LateFault fault, Outcome truth) {
        return fault.fold(
                delay -> truth.fold(
                        answered -> new Outcome.Answered(answered.response(), answered.requestId(), delay.duration()),
                        refused -> new Outcome.Refused(refused.error(), refused.requestId(), delay.duration()),
                        lost -> lost),
                lose -> new Outcome.Lost(Optional.of(truth)));
    }

    /** What happens beside the API, or is asked of the model directly. */
    public <T> T apply(Instant now, Function<EcsModel, T> action) {
        Instant time = millis(now);
        model.skew(clockJumped.plus(jumped));
        queues.advanceTo(time);
        model.advanceTo(time);
        remember(time);
        try {
            T result = action.apply(model);
            // What the action planned for this very moment happens now, not with the next one.
            model.advanceTo(time);
            return result;
        } finally {
            remember(time);
        }
    }

    /** Looks at the model as the last call left it. */
    public <T> T look(Function<EcsModel, T> question) {
        return question.apply(model);
    }

    private void remember(Instant time) {
        EcsModel.Changes changes = model.takeChanges();
        history.add(time, changes);
        changedTasks.addAll(changes.tasks());
        for (VersionedChange change : model.stateChanges().take()) {
            String event = events.json(change);
            queues.deliver(time, event);
            told.add(event);
        }
    }

    /** From now on there are events. */
    public void tellEvents() {
        model.stateChanges().begin();
    }

    /** Hands out, once, the events of what has happened, in order, as JSON. */
    public List<String> takeEvents() {
        List<String> taken = List.copyOf(told);
        told.clear();
        return taken;
    }

    /** Takes a call of another service from its budget; why it is refused, if that is used up. */
    public Optional<ServiceError> throttled(Instant now, String operation) {
        return budgets.refusal(operation, millis(now));
    }

    /** What is in log streams. */
    public SentLines logs() {
        return logs;
    }

    /** The queues that events go to. */
    public EventQueues queues() {
        return queues;
    }

    /** What the test injects into calls. */
    public FaultPlayer faults() {
        return faults;
    }

    /** The cluster's clock jumps: the timestamps of what happens from now on differ by so much more. */
    public void jumpClock(Duration by) {
        jumped = jumped.plus(by);
    }

    /** The clock that the fake lives by has jumped so far altogether, and the cluster's with it. */
    public void clockJumped(Duration altogether) {
        clockJumped = altogether;
    }

    /** Hands out, once, what the container runtime has to do, in order. */
    public List<Effect> takeEffects() {
        return model.takeEffects();
    }

    /** Hands out, once, the tasks that have changed, each as it was after the call that changed it. */
    public List<Task> takeChangedTasks() {
        List<Task> changed = List.copyOf(changedTasks);
        changedTasks.clear();
        return changed;
    }

    /** When something will happen by itself, in steady time, if anything will: the owner calls {@link #apply} then. */
    public Optional<Instant> nextDeadline() {
        Optional<Instant> ofModel = model.nextDeadline();
        Optional<Instant> ofQueues = queues.nextVisible();
        boolean queuesFirst =
                ofModel.isEmpty() || (ofQueues.isPresent() && ofQueues.get().isBefore(ofModel.get()));
        return queuesFirst ? ofQueues : ofModel;
    }

    /** The wire carries no more. */
    private static Instant millis(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS);
    }
}
