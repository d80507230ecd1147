package dev.isthmus.mesos.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.inventory.Holding;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchOutcome.Refusal;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.resource.ResourcesText;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.Taken;
import dev.isthmus.api.translation.Translation;
import dev.isthmus.api.translation.TranslationContext;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.machine.launch.GroupTest;
import dev.isthmus.mesos.machine.state.FrameworkState;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.Offer.Operation;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.Protos.TaskGroupInfo;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Reason;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import dev.isthmus.mesos.task.MesosTask;
import dev.isthmus.mesos.task.TaskRows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One run of random actions on a machine, beside a model that knows only what a framework and a cluster know. */
final class ModelRun {

    enum Kind {
        LAUNCH,
        LAUNCH_AGAIN,
        DECLINE,
        RESERVE,
        UNRESERVE,
        KILL,
        ACKNOWLEDGE,
        RECONCILE,
        SUPPRESS,
        REVIVE,
        ANSWER_LAUNCH,
        ANSWER_STOP,
        PHASE,
        END,
        AGENT,
        OTHERS,
        AGENT_STATE,
        AGENT_GONE,
        LOSE_AGENT,
        RETURN,
        UPDATE_FRAMEWORK,
        MESSAGE,
        LOSE_CONTACT,
        COMPLETE,
        RESTART,
        WAIT
    }

    record Action(Kind kind, int first, int second) {}

    /** How a driver ends. */
    enum Last {
        STOP,
        LEAVE,
        ABORT,
        TAKEN_OVER
    }

    /** What a backend says that refuses a launch. */
    static final String REFUSED = "no";

    private static final int AGENTS = 3;
    private static final FrameworkId NEIGHBOUR = new FrameworkId("neighbour");
    private static final int TASK_IDS = 6;
    private static final String ROLE = "dev";
    private static final String OTHER_ROLE = "prod";
    private static final List<List<String>> ROLES =
            List.of(List.of(ROLE), List.of(ROLE, OTHER_ROLE), List.of(OTHER_ROLE));
    private static final List<String> ODD_IDS = List.of("", "never/was", "\u0000");
    private static final ModelTally WHOLE = ModelTally.of(MachineRig.TRANSLATORS
            .offer(Messages.agent("any").total(), TranslationContext.of(Settings.none()))
            .resources());

    private MachineRig rig;
    private long era = 7;
    private final ModelTold.Nature nature;
    private final boolean skipping;
    /** What came out of the drivers that are no more. */
    private final List<Output> earlier = new ArrayList<>();

    private final ModelTold told;
    private final Map<String, Offer> standing = new LinkedHashMap<>();
    /** Every offer that no longer stands: used, declined, taken back or void. */
    private final Map<String, Offer> spent = new LinkedHashMap<>();
    /** The tasks of a launch on offers that do not stand, until it is told of them. */
    private final List<String> onInvalidOffers = new ArrayList<>();

    private final Map<Integer, Agent> agents = new HashMap<>();
    /** What others hold of each agent, in the cluster's words; a part is a driver's like ours, which says so. */
    private final Map<Integer, Resources> foreign = new HashMap<>();

    private final Map<Integer, Holding> neighbours = new HashMap<>();
    /** The agents of which the last look lists a task that is over; of these it is known better for a moment. */
    private final Set<Integer> behind = new HashSet<>();
    /** What translators, which keep nothing, answered once: it is asked of every agent after every step. */
    private final Map<Resources, ModelTally> offered = new HashMap<>();

    private List<String> roles = List.of(ROLE);
    /** From when on the backend has shown every task of an earlier driver. */
    private Instant shownAt = MachineRig.BEGIN.plus(MachineRig.WINDOW);
    /** Where each task is, as the cluster has it; the order is that of the launches. */
    private final Map<LaunchedTask, TaskPhase> cluster = new LinkedHashMap<>();

    private final List<JournalEntry> journal = new ArrayList<>();
    /** Launches that the driver has asked to stop, and that was not answered. */
    private final List<LaunchId> stopping = new ArrayList<>();
    /** The state in which each known task was seen last, as a row of the table of states. */
    private final Map<LaunchId, String> rows = new HashMap<>();

    private final Set<String> seenRows = new LinkedHashSet<>();
    private boolean connected = true;

    ModelRun(ModelTold.Nature nature) {
        this(nature, true);
    }

    /** A run whose driver does not look again at agents of which nothing has changed, or one whose driver does. */
    ModelRun(ModelTold.Nature nature, boolean skipping) {
        this.nature = nature;
        this.skipping = skipping;
        told = new ModelTold(nature);
        rig = driver(MachineRig.BEGIN);
        for (int i = 0; i < AGENTS; i++) {
            agents.put(i, Messages.agent(name(i)));
        }
        rig.start(agents.values().toArray(Agent[]::new));
        observe();
    }

    private static String name(int agent) {
        return "a" + agent;
    }

    private FrameworkInfo info(List<String> roles) {
        List<Capability.Type> capabilities = new ArrayList<>(List.of(Capability.Type.RESERVATION_REFINEMENT));
        if (nature.partitionAware()) {
            capabilities.add(Capability.Type.PARTITION_AWARE);
        }
        if (nature.knowsKilling()) {
            capabilities.add(Capability.Type.TASK_KILLING_STATE);
        }
        FrameworkInfo.Builder info = Messages.multiRole(roles, capabilities.toArray(Capability.Type[]::new)).toBuilder()
                .setFailoverTimeout(3600);
        info.getIdBuilder().setValue("mine");
        return info.build();
    }

    private MachineRig driver(Instant now) {
        MachineRig driver = MachineRig.inEra(era++, JournalSnapshot.of(journal), now, info(roles), !nature.explicit());
        return skipping ? driver : driver.skipNothing();
    }

    /** The driver dies between two steps, and another comes, to which the cluster tells all it knows. */
    private void restart(int lateOnes) {
        roles = List.of(ROLE);
        earlier.addAll(rig.everything());
        rig = driver(rig.now());
        spendAll();
        told.restarted(rig.now());
        shownAt = rig.now().plus(MachineRig.WINDOW);
        connected = true;
        stopping.clear();
        rows.clear();
        rig.feed(new Input.Start());
        agents.forEach((index, agent) -> rig.see(agent));
        int index = 0;
        for (LaunchedTask task : List.copyOf(cluster.keySet())) {
            if (lateOnes % 4 == 0 && (lateOnes >> (2 + index++ % 6) & 1) == 1) {
                endUnseen(task);
            } else {
                rig.phase(task, cluster.get(task));
            }
        }
        rig.complete().feed(new Input.Recovered());
        observe();
        told.everyEndIsTold(cluster);
    }

    /** It ends before the new driver comes, and shows later. */
    private void endUnseen(LaunchedTask task) {
        if (!(cluster.get(task) instanceof TaskPhase.Ended)) {
            cluster.put(task, new TaskPhase.Ended(Ending.EXITED, OptionalInt.of(0), true, "over"));
        }
        told.hide(task.launch());
    }

    /** Only the cluster's own truth reaches a driver of a task that it has not launched itself. */
    private TaskPhase seen(LaunchedTask task, TaskPhase phase) {
        told.show(task.launch());
        TaskPhase before = cluster.get(task);
        boolean over = before == null || before instanceof TaskPhase.Ended;
        if (!over) {
            cluster.put(task, phase);
        }
        boolean own = rig.launches().stream().anyMatch(launch -> launch.task().equals(task));
        return over && !own && before != null ? before : phase;
    }

    void take(Action action) {
        int a = action.first();
        int b = action.second();
        switch (action.kind()) {
            case LAUNCH -> pick(new ArrayList<>(standing.keySet()), a).ifPresent(id -> launch(id, b));
            case LAUNCH_AGAIN ->
                launch(
                        pick(List.copyOf(spent.keySet()), a)
                                .filter(id -> a % 10 != 0)
                                .orElse("never-O" + a),
                        b);
            case DECLINE ->
                pick(new ArrayList<>(standing.values()), a).ifPresent(offer -> {
                    rig.decline(offer, b % 11 == 0 ? Double.NaN : b % 7 - 1);
                    spend(offer.getId().getValue());
                });
            case RESERVE ->
                pick(new ArrayList<>(standing.keySet()), a).ifPresent(id -> use(id, reserve(0.1 * (1 + b % 22))));
            case UNRESERVE ->
                pick(new ArrayList<>(standing.values()), a)
                        .ifPresent(offer -> use(offer.getId().getValue(), unreserve(offer)));
            case KILL -> {
                told.asked(id(a), told.count());
                rig.kill(id(a));
            }
            case ACKNOWLEDGE -> pick(told.inFlight(), a).ifPresent(this::acknowledge);
            case RECONCILE -> reconcile(a, b);
            case SUPPRESS -> rig.feed(new Call.Suppress(some(b)));
            case REVIVE -> rig.feed(new Call.Revive(some(b)));
            case ANSWER_LAUNCH -> pick(rig.launches(), a).map(Launch::task).ifPresent(task -> answer(task, outcome(b)));
            case ANSWER_STOP ->
                launched(a).map(LaunchedTask::launch).ifPresent(any -> {
                    // Mostly what was asked, as a backend does.
                    LaunchId launch = a % 4 == 0 ? any : pick(stopping, a).orElse(any);
                    stopping.remove(launch);
                    rig.feed(new Input.StopAnswered(
                            launch, b % 2 == 0 ? new StopOutcome.Accepted() : new StopOutcome.NotFound()));
                });
            case PHASE -> launched(a).ifPresent(task -> phase(task, b));
            case END -> launched(a).ifPresent(task -> end(task, b));
            case AGENT -> look(a % AGENTS, holdings(a % AGENTS, b), b % 3 == 0);
            case OTHERS -> others(a % AGENTS, b);
            case AGENT_STATE -> see(a % AGENTS, agent(a % AGENTS).toBuilder().state(choose(AgentState.values(), b)));
            case AGENT_GONE -> gone(a % AGENTS);
            case LOSE_AGENT -> loseAgent(a % AGENTS);
            case RETURN -> comeBack(a % AGENTS);
            case UPDATE_FRAMEWORK -> update(choose(ROLES, a), b % 5 == 0);
            case MESSAGE -> rig.feed(new Call.Message("t" + a % TASK_IDS, name(b % AGENTS)));
            case LOSE_CONTACT -> rig.loseContact(b % 2 == 0 ? Category.TRANSIENT : choose(Category.values(), a));
            case COMPLETE -> rig.complete();
            case RESTART -> restart(b);
            case WAIT -> rig.advance(Duration.ofMillis(b % 10 == 0 ? 300_000 : b));
        }
        observe();
    }

    /** The driver ends, in an order of things or not, and closes once; nothing is told any more. */
    void finish(boolean settled, Last last) {
        if (settled) {
            settle();
        }
        switch (last) {
            case STOP -> rig.feed(new Input.Stop(false));
            case LEAVE -> rig.feed(new Input.Stop(true));
            case TAKEN_OVER -> rig.feed(new Input.TakenOver());
            case ABORT -> {
                rig.feed(new Input.Deactivate());
                end(cluster.keySet());
                rig.gone(name(0)).loseContact(Category.TRANSIENT).complete().feed(new Input.Stop(false));
            }
        }
        // Until no task of an earlier driver can show any more, and then for as long as a stop waits for an end.
        rig.advance(MachineRig.WINDOW.plusSeconds(10));
        assertThat(rig.callbacks()).as("told after the end").isEmpty();
        assertThat(rig.outputs(Output.Close.class)).hasSize(1);
    }

    /** Nothing is lost: when all is over, all there is stands offered, acknowledged or not; and all of it is told. */
    private void settle() {
        rig.complete();
        observe();
        update(List.of(ROLE), false);
        Set.copyOf(agents.keySet()).forEach(this::comeBack);
        end(cluster.keySet());
        observe();
        // What others gave back may be too little for an offer of its own.
        List.copyOf(standing.values()).forEach(offer -> {
            rig.decline(offer, 0);
            spend(offer.getId().getValue());
        });
        rig.feed(new Call.Revive(Optional.empty())).advance(Duration.ofSeconds(2));
        observe();
        for (int index : agents.keySet()) {
            assertThat(ModelTally.of(offersOf(name(index)), List.of()))
                    .as("offers of agent %s, of which nothing is used", name(index))
                    .isEqualTo(WHOLE);
        }
        for (List<TaskStatus> left = told.inFlight(); !left.isEmpty(); left = told.inFlight()) {
            left.forEach(this::acknowledge);
            observe();
        }
        told.everyEndIsTold(cluster);
        told.everyLossIsTold();
    }

    private void end(Collection<LaunchedTask> tasks) {
        TaskPhase over = new TaskPhase.Ended(Ending.EXITED, OptionalInt.of(0), true, "over");
        List.copyOf(tasks).forEach(task -> rig.phase(task, seen(task, over)));
    }

    private static <T> T choose(T[] from, int index) {
        return choose(List.of(from), index);
    }

    private static <T> T choose(List<T> from, int index) {
        return pick(from, index).orElseThrow();
    }

    private static <T> Optional<T> pick(List<T> from, int index) {
        return from.isEmpty() ? Optional.empty() : Optional.of(from.get(index % from.size()));
    }

    private Optional<LaunchedTask> launched(int index) {
        return pick(List.copyOf(cluster.keySet()), index);
    }

    /** A launch that is refused never was. */
    private void answer(LaunchedTask task, LaunchOutcome outcome) {
        if (outcome instanceof LaunchOutcome.Refused && !(cluster.get(task) instanceof TaskPhase.Ended)) {
            cluster.remove(task);
        }
        rig.answer(task, outcome);
    }

    private static String id(int choice) {
        int odd = choice % (TASK_IDS + ODD_IDS.size()) - TASK_IDS;
        return odd < 0 ? "t" + choice % TASK_IDS : ODD_IDS.get(odd);
    }

    /** All roles, or some, which need not be the framework's. */
    private static Optional<List<String>> some(int choice) {
        return choice % 3 == 0 ? Optional.of(choose(ROLES, choice)) : Optional.empty();
    }

    /** Who asks for some is answered once for each, in that order; who asks for all, for those that live and can be reached. */
    private void reconcile(int a, int b) {
        observe();
        told.takeAnswers();
        List<TaskStatus> asked = new ArrayList<>();
        for (int i = 0; i < b % 4; i++) {
            TaskStatus.Builder status = TaskStatus.newBuilder().setState(choose(TaskState.values(), a + b + i));
            status.getTaskIdBuilder().setValue(id(a + i));
            choose(List.of("", "a0", "a1", "a2", "nowhere"), b + i)
                    .lines()
                    .forEach(agent -> status.getSlaveIdBuilder().setValue(agent));
            asked.add(status.build());
        }
        // What is asked from inside a callback is heard when others have returned that were due before.
        long updates = a % 4 == 0 ? Math.max(0, told.count() - a % 3) : told.count();
        boolean stale = updates < told.count();
        asked.forEach(each -> told.asked(each.getTaskId().getValue(), updates));
        if (asked.isEmpty()) {
            told.asked("", updates);
        }
        rig.feed(new Call.Reconcile(asked, updates));
        observe();
        List<String> answered = told.takeAnswers().stream()
                .map(answer -> answer.getTaskId().getValue())
                .toList();
        if (!connected) {
            assertThat(answered).isEmpty();
        } else if (!rig.now().isBefore(shownAt)) {
            List<String> wanted = asked.isEmpty()
                    ? live(task -> !told.isUnreachable(task.launch()))
                            .map(task -> task.task().value())
                            .toList()
                    : asked.stream().map(each -> each.getTaskId().getValue()).toList();
            if (stale && !asked.isEmpty()) {
                assertThat(wanted).containsAll(answered);
            } else if (asked.isEmpty()) {
                // Those that have ended and are not acknowledged are listed, too.
                assertThat(answered).doesNotHaveDuplicates().containsAll(wanted);
            } else {
                assertThat(answered).isEqualTo(wanted);
            }
        }
    }

    private void update(List<String> changed, boolean suppressed) {
        rig.feed(new Call.UpdateFramework(
                info(changed), suppressed ? changed : List.of(), OfferConstraints.getDefaultInstance()));
        roles = changed;
        observe();
        assertThat(standing.values())
                .as("offers to roles of the framework alone")
                .allMatch(offer -> changed.contains(offer.getAllocationInfo().getRole()));
    }

    /** Who is cut off cannot tell whether an agent is lost; else it is, and its tasks with it, when it has been away for so long. */
    private void loseAgent(int index) {
        see(index, agent(index).toBuilder().state(AgentState.DISCONNECTED));
        rig.advance(ModelTold.AGENT_TIMEOUT.minusMillis(1));
        observe();
        rig.sleep(Duration.ofMillis(1));
        observe();
        if (connected) {
            assertThat(told.isLost(name(index))).as("agent %s is lost", index).isTrue();
            assertThat(liveOn(index)).allMatch(task -> told.isUnreachable(task.launch()), "is told lost");
        }
    }

    /** The tasks of a lost agent go on when it returns. */
    private void comeBack(int index) {
        foreign.remove(index);
        neighbours.remove(index);
        behind.remove(index);
        Agent agent = agent(index);
        see(index, agent.toBuilder().state(AgentState.READY).free(agent.total()).holdings(List.of()));
        observe();
        if (connected) {
            assertThat(liveOn(index)).noneMatch(task -> told.isUnreachable(task.launch()));
        }
    }

    private Stream<LaunchedTask> live(Predicate<LaunchedTask> which) {
        return cluster.entrySet().stream()
                .filter(each -> !(each.getValue() instanceof TaskPhase.Ended))
                .map(Map.Entry::getKey)
                .filter(which);
    }

    private List<LaunchedTask> liveOn(int agent) {
        return live(task -> task.agent().value().equals(name(agent))).toList();
    }

    private List<Offer> offersOf(String agent) {
        return standing.values().stream()
                .filter(offer -> offer.getSlaveId().getValue().equals(agent))
                .toList();
    }

    /** An agent that goes takes its tasks with it. */
    private void gone(int index) {
        String id = name(index);
        if (agents.remove(index) != null) {
            told.gone(id);
        }
        cluster.replaceAll((task, phase) -> task.agent().value().equals(id) && !(phase instanceof TaskPhase.Ended)
                ? new TaskPhase.Ended(Ending.AGENT_GONE, OptionalInt.empty(), true, "gone")
                : phase);
        rig.gone(id);
    }

    private Agent agent(int index) {
        return agents.getOrDefault(index, Messages.agent(name(index)));
    }

    private void see(int index, Agent.Builder changed) {
        Agent agent = changed.build();
        agents.put(index, agent);
        if (agent.state() == AgentState.DISCONNECTED) {
            told.away(name(index), rig.now());
        } else {
            told.back(name(index));
        }
        rig.see(agent);
    }

    /** Others take something of an agent, or give it back, and it is looked at. */
    private void others(int index, int b) {
        if (b % 4 == 0) {
            foreign.remove(index);
            neighbours.remove(index);
        } else if (b % 4 == 1) {
            Resources demand = ResourcesText.parse(Dialect.MESOS, "cpus:0." + b % 9 + "; mem:" + b + "; disk:" + b);
            neighbours.put(index, new Holding(LaunchId.of(NEIGHBOUR, new TaskId("n" + b), "o"), demand));
        } else {
            foreign.put(
                    index,
                    ResourcesText.parse(
                            Dialect.ECS, "CPU:" + b + "; MEMORY:" + 3 * b + "; PORTS:[31000-" + (31000 + b) + "]"));
        }
        look(index, holdings(index, b >> 2), b % 3 == 0);
    }

    /**
     * A look at an agent.
     *
     * @param listed which of our launches it lists, and has taken off what is free
     * @param ahead whether it has taken off those that live and are not listed, too
     */
    private void look(int index, List<Holding> listed, boolean ahead) {
        Set<LaunchId> known = listed.stream().map(Holding::launch).collect(Collectors.toSet());
        List<Holding> holdings = new ArrayList<>(listed);
        Optional.ofNullable(neighbours.get(index)).ifPresent(holdings::add);
        Agent agent = agent(index);
        Resources free = agent.total().minus(foreign.getOrDefault(index, Resources.none(Dialect.ECS)));
        for (Holding holding : holdings) {
            free = free.minus(taken(holding.demand()));
        }
        for (LaunchedTask task : liveOn(index)) {
            if (ahead && !known.contains(task.launch())) {
                free = free.minus(taken(task.demand()));
            }
        }
        boolean old = listed.stream()
                .anyMatch(holding ->
                        liveOn(index).stream().noneMatch(task -> task.launch().equals(holding.launch())));
        if (old) {
            behind.add(index);
        } else {
            behind.remove(index);
        }
        see(index, agent.toBuilder().free(free).holdings(holdings));
    }

    private static Resources taken(Resources demand) {
        Translation<Taken> taken = MachineRig.TRANSLATORS.take(demand, TranslationContext.of(Settings.none()));
        return ((Translation.Translated<Taken>) taken).value().accounted();
    }

    /** Some of the launches on the agent, as if it had been looked at in between. */
    private List<Holding> holdings(int agent, int mask) {
        List<Holding> some = new ArrayList<>();
        for (int i = 0; i < rig.launches().size(); i++) {
            LaunchedTask task = rig.launches().get(i).task();
            if (task.agent().value().equals("a" + agent) && (mask >> (i % 8) & 1) == 1) {
                some.add(new Holding(task.launch(), task.demand()));
            }
        }
        return some;
    }

    private void spend(String id) {
        Offer offer = standing.remove(id);
        if (offer != null) {
            spent.put(id, offer);
        }
    }

    private void spendAll() {
        spent.putAll(standing);
        standing.clear();
    }

    private void launch(String offer, int b) {
        int before = rig.launches().size();
        boolean good = connected && standing.containsKey(offer);
        Optional<Offer> made = Optional.ofNullable(standing.getOrDefault(offer, spent.get(offer)));
        String agent = made.map(each -> each.getSlaveId().getValue()).orElse("a0");
        TaskInfo task = task(b, agent, made);
        List<TaskInfo> tasks = new ArrayList<>(List.of(task));
        if (b % 5 == 0) {
            tasks.add(Messages.task("t" + (b + 1) % TASK_IDS, agent, 0.1, 32));
            rig.accept(List.of(offer), b % 3, group(tasks));
        } else {
            rig.launch(List.of(offer), b % 3, task);
        }
        if (connected && !good) {
            tasks.forEach(each -> onInvalidOffers.add(each.getTaskId().getValue()));
        }
        spend(offer);
        List<Launch> fresh = rig.launches().subList(before, rig.launches().size());
        assertThat(good || fresh.isEmpty())
                .as("launched on an offer that does not stand")
                .isTrue();
        fresh.forEach(launch -> {
            told.launched(launch.task());
            // What was told lost and then ended so is forgotten without a word, and the next driver need not know
            // better.
            cluster.keySet()
                    .removeIf(old -> old.task().equals(launch.task().task()) && !told.isAcknowledged(old.launch()));
            cluster.put(launch.task(), new TaskPhase.Staging());
        });
    }

    private static Operation group(List<TaskInfo> tasks) {
        return Operation.newBuilder()
                .setType(Operation.Type.LAUNCH_GROUP)
                .setLaunchGroup(Operation.LaunchGroup.newBuilder()
                        .setExecutor(GroupTest.executor("mine"))
                        .setTaskGroup(TaskGroupInfo.newBuilder().addAllTasks(tasks)))
                .build();
    }

    private void use(String offer, Operation operation) {
        rig.accept(List.of(offer), 0, operation);
        spend(offer);
    }

    private static Operation reserve(double cpus) {
        return Operation.newBuilder()
                .setType(Operation.Type.RESERVE)
                .setReserve(Operation.Reserve.newBuilder()
                        .addResources(Messages.scalar("cpus", cpus).toBuilder()
                                .addReservations(Resource.ReservationInfo.newBuilder()
                                        .setType(Resource.ReservationInfo.Type.DYNAMIC)
                                        .setRole(ROLE))))
                .build();
    }

    /** All that the offer holds reserved. */
    private static Operation unreserve(Offer offer) {
        return Operation.newBuilder()
                .setType(Operation.Type.UNRESERVE)
                .setUnreserve(Operation.Unreserve.newBuilder()
                        .addAllResources(offer.getResourcesList().stream()
                                .filter(resource -> resource.getReservationsCount() > 0)
                                .toList()))
                .build();
    }

    /** The task asks for what is reserved, as far as the offer has any, and else for what is not. */
    private static TaskInfo task(int b, String agent, Optional<Offer> offer) {
        TaskInfo task = Messages.task("t" + b % TASK_IDS, agent, 0.1 * (1 + b % 25), 32);
        Optional<Resource> reserved = offer.stream()
                .flatMap(each -> each.getResourcesList().stream())
                .filter(resource -> resource.getReservationsCount() > 0)
                .findFirst();
        return b % 2 == 0 && reserved.isPresent()
                ? task.toBuilder().setResources(0, reserved.get()).build()
                : task;
    }

    private void acknowledge(TaskStatus status) {
        if (connected) {
            told.acknowledged(status);
        }
        rig.acknowledge(status);
    }

    private static LaunchOutcome outcome(int choice) {
        return switch (choice % 4) {
            case 0 -> new LaunchOutcome.Unknown("timed out");
            case 1 -> new LaunchOutcome.Refused(choose(Refusal.values(), choice), REFUSED);
            default -> new LaunchOutcome.Launched("arn");
        };
    }

    private void phase(LaunchedTask task, int choice) {
        TaskPhase phase = switch (choice % 4) {
            case 0 -> new TaskPhase.Staging();
            case 1 -> new TaskPhase.Starting();
            case 2 -> new TaskPhase.Stopping();
            default -> new TaskPhase.Running(List.of(), Optional.of(choice % 8 == 3));
        };
        rig.phase(task, seen(task, phase));
    }

    private void end(LaunchedTask task, int choice) {
        Ending ending = choose(Ending.values(), choice);
        OptionalInt exit = choice % 2 == 0 ? OptionalInt.of(choice % 3) : OptionalInt.empty();
        rig.phase(task, seen(task, new TaskPhase.Ended(ending, exit, choice % 5 != 0, "over")));
    }

    // What must hold after every step.

    private void observe() {
        rig.outputs(Output.Write.class).forEach(write -> journal.add(write.entry()));
        for (Callback callback : rig.outputs(Callback.class)) {
            if (callback instanceof Callback.Offers made) {
                assertThat(connected).as("offers while disconnected").isTrue();
                made.offers().forEach(offer -> {
                    String id = offer.getId().getValue();
                    assertThat(standing.put(id, offer)).isNull();
                    assertThat(spent).as("the id of an offer comes again").doesNotContainKey(id);
                });
                assertThat(made.offers()).isNotEmpty();
            } else if (callback instanceof Callback.Rescinded rescinded) {
                String id = rescinded.offer().getValue();
                assertThat(standing)
                        .as("rescinded an offer that does not stand")
                        .containsKey(id);
                spend(id);
            } else if (callback instanceof Callback.Disconnected) {
                assertThat(connected).isTrue();
                connected = false;
                spendAll();
                told.disconnected();
            } else if (callback instanceof Callback.Reregistered) {
                assertThat(connected).isFalse();
                connected = true;
            } else if (callback instanceof Callback.Update update) {
                updated(update.status());
            } else if (callback instanceof Callback.AgentLost lost) {
                told.lost(lost.agent().getValue(), rig.now());
            }
        }
        told.stepped();
        statesFollowTheirTable();
        assertThat(onInvalidOffers)
                .as("launched on offers that do not stand, and not told")
                .isEmpty();
        nothingIsPromisedTwice();
        assertThat(rig.state().offers().all()).hasSize(standing.size());
    }

    private void statesFollowTheirTable() {
        rig.stops().forEach(stop -> stopping.add(stop.launch()));
        for (MesosTask task : rig.state().tasks().all()) {
            String row = TaskRows.of(task);
            String before = Optional.ofNullable(rows.put(task.launch(), row)).orElse(row);
            assertThat(TaskRows.after(before))
                    .as("what follows on '%s'", before)
                    .contains(row);
            seenRows.add(row);
        }
    }

    /** All that came out of all its drivers. */
    List<Output> everything() {
        List<Output> all = new ArrayList<>(earlier);
        all.addAll(rig.everything());
        return all;
    }

    /** The rows of the table of states in which a task was seen. */
    Set<String> seenRows() {
        return seenRows;
    }

    private void updated(TaskStatus status) {
        if (status.getReason() == Reason.REASON_INVALID_OFFERS
                && status.getSource() == TaskStatus.Source.SOURCE_MASTER) {
            assertThat(onInvalidOffers.remove(status.getTaskId().getValue()))
                    .as("told of invalid offers, but launched on good ones")
                    .isTrue();
        }
        told.updated(status);
    }

    /** By what the framework was told and what the cluster has, not by the machine's own books. */
    private void nothingIsPromisedTwice() {
        FrameworkState state = rig.state();
        agents.forEach((index, agent) -> {
            List<Offer> offers = offersOf(name(index));
            ModelTally sum = ModelTally.of(offers, liveOn(index));
            assertThat(WHOLE.contains(sum))
                    .as("of agent %s %s is promised or used, in all there is %s", name(index), sum, WHOLE)
                    .isTrue();
            if (!behind.contains(index)) {
                ModelTally found = offered.computeIfAbsent(agent.free(), ModelRun::offered);
                ModelTally promised = ModelTally.of(offers, List.of());
                assertThat(found.contains(promised))
                        .as(
                                "of agent %s %s stands promised, and no more than %s was found free",
                                name(index), promised, found)
                        .isTrue();
            }
            Resources reserved = state.reservations().of(agent.id()).total();
            assertThat(WHOLE.contains(ModelTally.of(reserved)))
                    .as("of %s more is reserved than there is", agent.id())
                    .isTrue();
        });
    }

    /** What there is to offer of what is free. */
    private static ModelTally offered(Resources free) {
        return ModelTally.of(MachineRig.TRANSLATORS
                .offer(free, TranslationContext.of(Settings.none()))
                .resources());
    }
}
