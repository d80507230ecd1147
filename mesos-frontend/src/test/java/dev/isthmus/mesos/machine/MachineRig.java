package dev.isthmus.mesos.machine;

import dev.isthmus.api.backend.ClusterDescription;
import dev.isthmus.api.discovery.Discovery;
import dev.isthmus.api.failure.BackendFailure;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.TranslatorTable;
import dev.isthmus.mesos.machine.options.MachineOptions;
import dev.isthmus.mesos.machine.options.MasterMachineOptions;
import dev.isthmus.mesos.machine.options.MasterMachineOptions.Presence;
import dev.isthmus.mesos.machine.options.Policy;
import dev.isthmus.mesos.machine.state.FrameworkState;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * A framework and its master on a bench: inputs are fed by hand, outputs are collected, time stands still until it is moved. The master is the machine, or whatever
 * the tests are {@linkplain #over run over}.
 */
public final class MachineRig {

    private static final ThreadLocal<PointBench.Maker> BENCHES =
            ThreadLocal.withInitial(() -> (master, framework, now) -> new MachineBench(master, framework));

    /** Of every driver with a journal; those before it had lower ones. */
    public static final Epoch EPOCH = new Epoch(2);

    static final TranslatorTable TRANSLATORS =
            TranslatorTable.load(Discovery.installed(), Dialect.ECS, Settings.none());
    private static final long FIRST_ERA = 7;
    public static final Duration WINDOW = Duration.ofMinutes(1);
    public static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final PointBench bench;
    private final UUID master;
    private final FrameworkInfo info;
    private final List<Output> outputs = new ArrayList<>();
    private final List<Output> everything = new ArrayList<>();
    private final List<Launch> launches = new ArrayList<>();
    private boolean skipping = true;
    private Instant now;
    private long uuids;

    /** Runs tests, on this thread, whose rigs are over such benches. */
    public static void over(PointBench.Maker benches, Runnable tests) {
        PointBench.Maker before = BENCHES.get();
        BENCHES.set(benches);
        try {
            tests.run();
        } finally {
            BENCHES.set(before);
        }
    }

    /** A machine whose callbacks return at once, which acknowledges. */
    public MachineRig(FrameworkInfo framework) {
        this(framework, true, List.of(), Optional.empty());
    }

    /** A machine whose framework acknowledges by itself. */
    public static MachineRig explicit(FrameworkInfo framework) {
        return new MachineRig(framework, false, List.of(), Optional.empty());
    }

    /** The same, for which something was chosen, and with a journal in which this was written, started at that time. */
    public static MachineRig explicit(Policy policy, JournalSnapshot recalled, Instant now, FrameworkInfo framework) {
        return new MachineRig(
                framework, false, List.of(), policy, Optional.of(recalled), Duration.ZERO, now, FIRST_ERA);
    }

    public MachineRig(
            FrameworkInfo framework, boolean implicit, List<String> suppressed, Optional<Duration> offerTimeout) {
        this(
                framework,
                implicit,
                suppressed,
                Policy.DEFAULT.withOfferTimeout(offerTimeout),
                Optional.empty(),
                Duration.ZERO,
                BEGIN,
                FIRST_ERA);
    }

    /** A machine for which something was chosen. */
    public static MachineRig with(Policy policy, FrameworkInfo framework) {
        return new MachineRig(framework, true, List.of(), policy, Optional.empty(), Duration.ZERO, BEGIN, FIRST_ERA);
    }

    /** A machine with a journal in which this was written, started at that time. */
    public static MachineRig with(JournalSnapshot recalled, Instant now, FrameworkInfo framework) {
        return new MachineRig(
                framework, true, List.of(), Policy.DEFAULT, Optional.of(recalled), Duration.ZERO, now, FIRST_ERA);
    }

    /** A machine that has taken a journal, in which this was written, from a driver that was there until now. */
    public static MachineRig takingOver(JournalSnapshot recalled, Instant now, FrameworkInfo framework) {
        return new MachineRig(
                framework, true, List.of(), Policy.DEFAULT, Optional.of(recalled), true, Duration.ZERO, now, FIRST_ERA);
    }

    /** A machine whose backend shows what was asked for within {@link #WINDOW}, started at that time. */
    public static MachineRig showingLate(Optional<JournalSnapshot> recalled, Instant now, FrameworkInfo framework) {
        return showingLate(recalled, now, WINDOW, framework);
    }

    /** The same with another window. */
    public static MachineRig showingLate(
            Optional<JournalSnapshot> recalled, Instant now, Duration window, FrameworkInfo framework) {
        return new MachineRig(framework, true, List.of(), Policy.DEFAULT, recalled, window, now, FIRST_ERA);
    }

    /** One of several drivers of a framework, one after another; no two make the same ids. */
    public static MachineRig inEra(
            long era, JournalSnapshot recalled, Instant now, FrameworkInfo framework, boolean implicit) {
        return new MachineRig(framework, implicit, List.of(), Policy.DEFAULT, Optional.of(recalled), WINDOW, now, era);
    }

    private MachineRig(
            FrameworkInfo framework,
            boolean implicit,
            List<String> suppressed,
            Policy policy,
            Optional<JournalSnapshot> recalled,
            Duration window,
            Instant now,
            long era) {
        this(framework, implicit, suppressed, policy, recalled, false, window, now, era);
    }

    private MachineRig(
            FrameworkInfo framework,
            boolean implicit,
            List<String> suppressed,
            Policy policy,
            Optional<JournalSnapshot> recalled,
            boolean tookOver,
            Duration window,
            Instant now,
            long era) {
        this.now = now;
        master = uuid(era, uuids++);
        String own = framework.getId().getValue();
        String id = own.isEmpty() ? master + "-0000" : own;
        info = framework.toBuilder()
                .setId(FrameworkID.newBuilder().setValue(id))
                .build();
        bench = BENCHES.get()
                .make(
                        new MasterMachineOptions(
                                master,
                                Presence.EMBEDDED,
                                policy,
                                new ClusterDescription("test", Optional.of("us-east-1"), "10.0.0.1", 443),
                                window,
                                TRANSLATORS,
                                Settings.none(),
                                () -> uuid(era, uuids++)),
                        new MachineOptions(
                                framework,
                                new FrameworkId(id),
                                recalled,
                                tookOver,
                                recalled.map(journal -> EPOCH),
                                suppressed,
                                OfferConstraints.getDefaultInstance(),
                                implicit),
                        now);
    }

    /** As a real one says of itself, of version 4, or a master would not take it back. */
    private static UUID uuid(long era, long number) {
        return new UUID(era << 16 | 4 << 12, number);
    }

    public Optional<Epoch> doubt() {
        return bench.doubt();
    }

    /** What is inside, of a machine alone: tests of Mesos's points do not ask. */
    FrameworkState state() {
        return ((MachineBench) bench).state();
    }

    /** The master's id. */
    public UUID master() {
        return master;
    }

    /** The framework as it described itself, with its id. */
    public FrameworkInfo info() {
        return info;
    }

    /** The framework's id: its own, or the one that it has got. */
    public String id() {
        return info.getId().getValue();
    }

    public Instant now() {
        return now;
    }

    /** Feeds one input, and what the shell would feed because of it. */
    public MachineRig feed(Input input) {
        Deque<Output> pending = new ArrayDeque<>(step(input));
        for (Output output = pending.poll(); output != null; output = pending.poll()) {
            outputs.add(output);
            everything.add(output);
            if (output instanceof Output.Launch launch) {
                launches.add(launch.launch());
            } else if (output instanceof Output.LaunchGroup group) {
                launches.addAll(group.group().members());
            }
            if (output instanceof Callback.Update update) {
                update.then().map(Output.Write::new).ifPresent(outputs::add);
                pending.addAll(step(new Input.Delivered(update.status())));
            }
        }
        return this;
    }

    private List<Output> step(Input input) {
        if (!skipping) {
            state().agents().markAll();
        }
        return bench.step(now, input);
    }

    /** From now on each run of the allocator looks at all agents, changed or not. */
    MachineRig skipNothing() {
        skipping = false;
        return this;
    }

    /** All that came out since the start, taken or not. */
    List<Output> everything() {
        return everything;
    }

    /** Lets time pass; whatever falls due happens at its time. */
    public MachineRig advance(Duration step) {
        Instant target = now.plus(step);
        for (var due = bench.nextDue(); due.isPresent() && !due.get().isAfter(target); due = bench.nextDue()) {
            now = due.get().isAfter(now) ? due.get() : now;
            feed(new Input.Tick());
        }
        now = target;
        return feed(new Input.Tick());
    }

    /** Lets time pass in one step, as for a process that gets no time of its host's: all that has fallen due happens afterwards. */
    public MachineRig sleep(Duration step) {
        now = now.plus(step);
        return feed(new Input.Tick());
    }

    /** Starts, with these agents and no task of an earlier process. */
    public MachineRig start(Agent... agents) {
        feed(new Input.Start());
        Arrays.stream(agents).forEach(this::see);
        complete();
        return feed(new Input.Recovered());
    }

    public MachineRig see(Agent agent) {
        return feed(new Input.Inventory(new InventoryEvent.AgentSeen(agent)));
    }

    public MachineRig gone(String agent) {
        return feed(new Input.Inventory(new InventoryEvent.AgentGone(new AgentId(agent), "terminated")));
    }

    public MachineRig complete() {
        return feed(new Input.Inventory(new InventoryEvent.Complete()));
    }

    public MachineRig loseContact(BackendFailure.Category category) {
        return feed(new Input.Inventory(new InventoryEvent.ContactLost(new BackendFailure(category, "unreachable"))));
    }

    /** Launches tasks on one offer; what is left is refused for five seconds. */
    public MachineRig launch(Offer offer, TaskInfo... tasks) {
        return launch(List.of(offer.getId().getValue()), 5, tasks);
    }

    public MachineRig launch(List<String> offers, double refuse, TaskInfo... tasks) {
        return accept(
                offers,
                refuse,
                Offer.Operation.newBuilder()
                        .setType(Offer.Operation.Type.LAUNCH)
                        .setLaunch(Offer.Operation.Launch.newBuilder().addAllTaskInfos(List.of(tasks)))
                        .build());
    }

    public MachineRig accept(List<String> offers, double refuse, Offer.Operation... operations) {
        return feed(new Call.Accept(offers, List.of(operations), refuse));
    }

    public MachineRig decline(Offer offer, double refuse) {
        return feed(new Call.Decline(offer.getId().getValue(), refuse));
    }

    /** Every launch so far. */
    public List<Launch> launches() {
        return launches;
    }

    public LaunchedTask lastLaunched() {
        return launches.get(launches.size() - 1).task();
    }

    public MachineRig answer(LaunchedTask task, LaunchOutcome outcome) {
        return feed(new Input.LaunchAnswered(task.launch(), outcome));
    }

    public MachineRig launched(LaunchedTask task) {
        return answer(task, new LaunchOutcome.Launched("arn"));
    }

    public MachineRig phase(LaunchedTask task, TaskPhase phase) {
        return feed(new Input.TaskChanged(new TaskEvent(task, phase, now)));
    }

    public MachineRig running(LaunchedTask task) {
        return phase(task, new TaskPhase.Running(List.of("10.1.2.3"), Optional.empty()));
    }

    public MachineRig exit(LaunchedTask task, int code) {
        return phase(task, new TaskPhase.Ended(Ending.EXITED, OptionalInt.of(code), true, ""));
    }

    public MachineRig end(LaunchedTask task, Ending ending, boolean ran) {
        return phase(task, new TaskPhase.Ended(ending, OptionalInt.empty(), ran, "the backend's words"));
    }

    /** Launches one task on a new offer of its own and lets it run. */
    public LaunchedTask run(Offer offer, TaskInfo task) {
        launch(offer, task);
        LaunchedTask launched = lastLaunched();
        launched(launched);
        running(launched);
        return launched;
    }

    public MachineRig kill(String task) {
        return feed(new Call.Kill(task));
    }

    public MachineRig acknowledge(TaskStatus status) {
        return feed(new Call.Acknowledge(status));
    }

    public MachineRig reconcile(TaskStatus... statuses) {
        return feed(new Call.Reconcile(List.of(statuses)));
    }

    // What came out. Taking empties.

    private <T> List<T> take(Class<T> type) {
        List<T> taken =
                outputs.stream().filter(type::isInstance).map(type::cast).toList();
        outputs.removeIf(type::isInstance);
        return taken;
    }

    /** All offers since last asked, of all runs. */
    public List<Offer> offers() {
        return take(Callback.Offers.class).stream()
                .flatMap(callback -> callback.offers().stream())
                .toList();
    }

    public Offer oneOffer() {
        List<Offer> offers = offers();
        if (offers.size() != 1) {
            throw new AssertionError("want one offer, got " + offers.size() + ": " + offers);
        }
        return offers.get(0);
    }

    public List<TaskStatus> updates() {
        return take(Callback.Update.class).stream().map(Callback.Update::status).toList();
    }

    public TaskStatus oneUpdate() {
        List<TaskStatus> updates = updates();
        if (updates.size() != 1) {
            throw new AssertionError("want one update, got " + updates.size() + ": " + updates);
        }
        return updates.get(0);
    }

    public List<TaskState> states() {
        return updates().stream().map(TaskStatus::getState).toList();
    }

    public List<String> rescinded() {
        return take(Callback.Rescinded.class).stream()
                .map(callback -> callback.offer().getValue())
                .toList();
    }

    /** Callbacks in order, by kind. */
    public List<String> callbacks() {
        return take(Callback.class).stream()
                .map(callback -> callback.getClass().getSimpleName())
                .toList();
    }

    public List<Output.Stop> stops() {
        return take(Output.Stop.class);
    }

    public <T extends Output> List<T> outputs(Class<T> type) {
        return take(type);
    }

    public Optional<String> aborted() {
        return take(Output.Abort.class).stream().map(Output.Abort::message).findFirst();
    }

    /** What is to be logged, since this was asked last. */
    public List<String> notes() {
        return take(Output.Note.class).stream().map(Output.Note::text).toList();
    }

    public void forget() {
        outputs.clear();
    }

    /** Forgets callbacks alone: what is to be written stays. */
    public MachineRig forgetCallbacks() {
        outputs.removeIf(Callback.class::isInstance);
        return this;
    }
}
